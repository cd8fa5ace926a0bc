package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.BitSet;

/** A point with nonzero preactivations whose pattern has a null vector (soundness.md section 5). */
final class OpenCellRule implements NetworkRule {
  @Override
  public String kind() {
    return "open-cell";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(false, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    in.open();
    in.field("weights");
    Rational[][] weights =
        in.table(LastHiddenLayer.units(network), LastHiddenLayer.inputs(network));
    in.field("null_vector");
    Rational[] vector = in.row(network.samples());
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      BitSet[] signs = signs(layer, weights, network.samples(), steps);
      layer.requireNullVector((unit, n) -> signs[unit].get(n), vector, steps);
    };
  }

  /** The samples on which each unit is positive; none is zero where the sample is not. */
  private static BitSet[] signs(
      LastHiddenLayer layer, Rational[][] weights, int samples, Steps steps) {
    Work work = steps.work();
    work.add(weights.length, layer.length(), samples);
    BigInteger[][] rows = new BigInteger[weights.length][];
    BitSet[] signs = new BitSet[weights.length];
    long longest = 1;
    for (int i = 0; i < weights.length; i++) {
      // Denominators are positive, so clearing them keeps the signs.
      rows[i] = Cleared.of(weights[i], work).integers();
      signs[i] = new BitSet();
      longest = Math.max(longest, Work.length(rows[i]));
    }
    for (int n = 0; n < samples; n++) {
      int sample = n;
      BigInteger[] x = Cleared.of(layer.column(n), work).integers();
      work.add(weights.length, layer.length(), longest * Work.length(x) - 1);
      boolean zero = true;
      for (BigInteger entry : x) {
        zero &= entry.signum() == 0;
      }
      for (int i = 0; i < rows.length; i++) {
        int unit = i;
        int sign = Cleared.dot(rows[i], x).signum();
        steps.require(
            zero || sign != 0,
            "weights[" + i + "]",
            () -> "the preactivation of unit " + unit + " on sample " + sample + " is zero");
        signs[i].set(n, sign > 0);
      }
    }
    return signs;
  }
}
