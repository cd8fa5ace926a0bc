package org.dlmcert.checker.cells;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Valuation;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Every pattern that points have, one after the other (soundness.md section 17). */
public final class CellsRule implements NetworkRule {
  @Override
  public String kind() {
    return "cells";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    applies(
        !claim.patterns().equals("all"),
        () -> "to claims about realizable patterns or those of every w");
    in.open();
    in.field("primes");
    List<Integer> primes = in.primes();
    in.field("tree");
    CellTree tree = CellTree.read(in, network.samples());
    in.close();
    return steps -> {
      Valuation.requireUnits(network.slope(), primes, steps);
      int samples = network.samples();
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      int[] order = IntStream.range(0, samples).toArray();
      List<BitSet> cells = tree.cells(layer, order, claim.patterns(), steps);
      if (samples > 0) {
        int units = LastHiddenLayer.distinctUnits(network);
        BlockColumns columns =
            new BlockColumns(
                layer, IntStream.range(0, units).toArray(), order, Optional.empty(), steps.work());
        new CellProduct(cells, columns, units, primes, network.slope(), steps)
            .requireEveryChoiceIndependent();
      }
    };
  }
}
