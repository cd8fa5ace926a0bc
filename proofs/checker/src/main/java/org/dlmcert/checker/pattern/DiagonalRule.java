package org.dlmcert.checker.pattern;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.function.IntFunction;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Every column has one nonzero entry, whatever the pattern (soundness.md section 18). */
public final class DiagonalRule implements NetworkRule {
  @Override
  public String kind() {
    return "diagonal";
  }

  @Override
  public boolean coversAllLayers() {
    return true;
  }

  @Override
  public boolean coversSlopesBetween() {
    return true;
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesIfSlopeIsNotZero(network);
    boolean allLayers = claim.patterns().equals("all-layers");
    if (!allLayers) {
      appliesToOneLayer(network);
      appliesIfLastNoiseIsGiven(network);
    }
    in.open();
    in.close();
    return steps -> {
      Work work = steps.work();
      work.add(
          network.samples(),
          (long) LastHiddenLayer.distinctUnits(network) + LastHiddenLayer.inputs(network));
      IntFunction<boolean[]> on = allLayers ? n -> below(network, n, steps) : inputs(network, work);
      Set<Long> rows = new HashSet<>();
      for (int n = 0; n < network.samples(); n++) {
        int sample = n;
        long row = onlyRow(network, sample, on.apply(n), steps);
        steps.require(
            rows.add(row),
            "applicability",
            () -> "sample " + sample + " has its entry in the row of another sample");
      }
    };
  }

  /** Which rows of X are on. */
  private static IntFunction<boolean[]> inputs(Network network, Work work) {
    LastHiddenLayer layer = new LastHiddenLayer(network, work);
    return n -> nonzero(layer.column(n));
  }

  private static boolean[] nonzero(Rational[] column) {
    boolean[] nonzero = new boolean[column.length];
    for (int j = 0; j < nonzero.length; j++) {
      nonzero[j] = column[j].signum() != 0;
    }
    return nonzero;
  }

  /** Which units of layer L-2 are on, the appended row of ones last. */
  private static boolean[] below(Network network, int sample, Steps steps) {
    boolean[] on = nonzero(network.input(sample));
    for (int l = 1; l <= network.layers() - 2; l++) {
      on = above(network, l, sample, on, steps);
    }
    boolean[] all = Arrays.copyOf(on, LastHiddenLayer.inputs(network));
    all[all.length - 1] |= network.bias();
    return all;
  }

  private static boolean[] above(
      Network network, int layer, int sample, boolean[] below, Steps steps) {
    Network.Parameters parameters = network.parameters().orElseThrow();
    steps.work().add(network.width(layer), below.length);
    boolean[] on = new boolean[network.width(layer)];
    for (int i = 0; i < on.length; i++) {
      if (network.noise(layer).factor(i, sample).signum() == 0) {
        continue;
      }
      Rational[] row = parameters.weights().get(layer - 1)[i];
      int terms = 0;
      for (int j = 0; j < below.length; j++) {
        terms += below[j] && row[j].signum() != 0 ? 1 : 0;
      }
      if (network.bias() && parameters.biases().get(layer - 1)[i].signum() != 0) {
        terms++;
      }
      int unit = i;
      int count = terms;
      steps.require(
          terms <= 1,
          "applicability",
          () ->
              "unit "
                  + unit
                  + " of layer "
                  + layer
                  + " has "
                  + count
                  + " terms on sample "
                  + sample);
      on[i] = terms == 1;
    }
    return on;
  }

  /** The number of the row that holds the only nonzero entry of a column of G. */
  private static long onlyRow(Network network, int sample, boolean[] on, Steps steps) {
    long rows = 0;
    long row = -1;
    for (int j = 0; j < on.length; j++) {
      if (on[j]) {
        rows++;
        row = j;
      }
    }
    Network.Noise noise = network.noise(network.layers() - 1);
    // Without noise every unit sees the sample, however many the file claims.
    long seeing = noise.word().equals("none") ? LastHiddenLayer.units(network) : 0;
    long unit = 0;
    for (int i = 0; noise.word().equals("given") && i < LastHiddenLayer.units(network); i++) {
      if (noise.factor(i, sample).signum() != 0) {
        seeing++;
        unit = i;
      }
    }
    long entries = seeing * rows;
    steps.require(
        entries == 1,
        "applicability",
        () -> "column " + sample + " has " + entries + " nonzero entries, not one");
    return unit * on.length + row;
  }
}
