package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.cells.CellTree;

/**
 * Every choice of a cell for each unit gives full column rank modulo one of the primes.
 *
 * @param tree the cells of one unit, and why there are no others
 */
public record CellsEvidence(List<Integer> primes, CellTree tree) implements Evidence {
  public CellsEvidence {
    primes = List.copyOf(primes);
  }

  /** The number of cells of one unit. */
  public int cells() {
    return (int) tree.nodes().stream().filter(CellTree.Leaf.class::isInstance).count();
  }

  @Override
  public String kind() {
    return "cells";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("primes", primes);
    List<Object> nodes = new ArrayList<>();
    for (CellTree.Node node : tree.nodes()) {
      if (node instanceof CellTree.Empty empty) {
        nodes.add(
            empty.multipliers().stream()
                .map(m -> List.<Object>of(m.sample(), m.factor().toString()))
                .toList());
      } else {
        nodes.add(node instanceof CellTree.Split ? 0 : 1);
      }
    }
    fields.put("tree", nodes);
    return fields;
  }
}
