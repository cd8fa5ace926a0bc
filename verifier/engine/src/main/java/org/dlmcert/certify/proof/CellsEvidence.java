package org.dlmcert.certify.proof;

import java.util.List;
import org.dlmcert.cells.CellTree;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;

/**
 * Every choice of a cell for each unit gives full column rank modulo one of the primes (format.md,
 * 5.18).
 *
 * @param tree the cells of one unit, and why there are no others
 */
public record CellsEvidence(List<Integer> primes, CellTree tree) implements Proof {
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
  public void writeFields(CanonicalJson json) {
    json.field("primes").integers(primes);
    json.field("tree").list(tree.nodes(), node -> write(node, json));
  }

  private static void write(CellTree.Node node, CanonicalJson json) {
    if (node instanceof CellTree.Empty empty) {
      json.arrays(
          empty.multipliers(), m -> json.integer(m.sample()).rational(Rational.of(m.factor())));
    } else {
      json.integer(node instanceof CellTree.Split ? 0 : 1);
    }
  }
}
