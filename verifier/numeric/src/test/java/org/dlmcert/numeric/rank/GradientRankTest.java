package org.dlmcert.numeric.rank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Exact ranks of G by the short ways, against the exact matrices. */
class GradientRankTest {

  @Test
  void ranksAreThoseOfTheExactMatrices() {
    Set<ProvenRank.Proof> seen = EnumSet.noneOf(ProvenRank.Proof.class);
    Random random = new Random(11);
    for (long seed = 0; seed < Cases.count(60, 150); seed++) {
      List<Integer> widths = new ArrayList<>();
      for (int l = 0; l <= 1 + random.nextInt(3); l++) {
        widths.add(1 + random.nextInt(4));
      }
      widths.add(1 + random.nextInt(3));
      widths.add(1);
      Rational slope = random.nextInt(3) > 0 ? Rational.ZERO : Rational.of(1, 4);
      Instance instance = RandomPoints.plain(widths, slope, random.nextInt(14), seed);
      GradientRank ranks =
          GradientRank.of(
              FloatNetwork.of(instance.network()),
              FloatWeights.of(
                  FloatNetwork.of(instance.network()), instance.weights().orElseThrow()),
              FloatData.of(instance));
      Gradient gradient = Gradient.of(instance);
      for (int l = 1; l <= instance.network().depth(); l++) {
        ProvenRank rank = ranks.ofLayer(l);
        seen.add(rank.proof());
        assertThat(rank.rank())
            .as("seed %d, layer %d, %s, slope %s", seed, l, widths, slope)
            .isEqualTo(MatrixRank.of(gradient.layer(l)).rank());
      }
      ProvenRank full = ranks.full();
      seen.add(full.proof());
      assertThat(full.rank())
          .as("seed %d, %s, slope %s", seed, widths, slope)
          .isEqualTo(MatrixRank.of(gradient.full()).rank());
    }
    assertThat(seen)
        .contains(
            ProvenRank.Proof.FULL,
            ProvenRank.Proof.TERM_RANK,
            ProvenRank.Proof.LAYER_RELATIONS,
            ProvenRank.Proof.KERNEL);
  }

  /** One sample twice among 40: the kernel is looked for on these two alone. */
  @Test
  void aFewDependentSamplesAmongManyAreProved() {
    FloatNetwork network = FloatNetwork.ofEqualWidths(8, 1, 0.5);
    Random random = new Random(3);
    double[][] inputs = new double[40][8];
    for (double[] row : inputs) {
      Arrays.setAll(row, j -> random.nextInt(19) - 9);
    }
    inputs[39] = inputs[0];
    FloatWeights weights = FloatWeights.zero(network);
    for (int l = 1; l <= 2; l++) {
      Arrays.setAll(weights.layer(l), k -> random.nextInt(19) - 9.5);
    }
    FloatData data = FloatData.of(inputs, new double[40][1], 1);
    // Among all samples a kernel vector would have cost 39³.
    assertThat(GradientRank.of(network, weights, data, 1).ofLayer(1))
        .isEqualTo(new ProvenRank(39, ProvenRank.Proof.KERNEL));
    assertThat(GradientRank.of(network, weights, data, 0.5).ofLayer(1))
        .isEqualTo(new ProvenRank(39, ProvenRank.Proof.NONE));
  }

  /** A preactivation of -1 that double computes as 1: the unit is dead, the rank 0. */
  @Test
  void signsAreExact() {
    FloatNetwork network = new FloatNetwork(List.of(5, 1, 1), 0, false);
    FloatWeights weights = FloatWeights.zero(network);
    double[] w = {1, 1, 1, -1, -1};
    for (int j = 0; j < w.length; j++) {
      weights.set(1, 0, j, w[j]);
    }
    weights.set(2, 0, 0, 1);
    double[][] inputs = {{0x1p53, 3, 3, 0x1p53 + 6, 1}};
    FloatData data = FloatData.of(inputs, new double[][] {{1}}, 1);
    assertThat(ExactSigns.of(network, weights, data).exactSamples()).isOne();
    assertThat(GradientRank.of(network, weights, data).full().rank()).isZero();
  }

  @Test
  void otherNetworksAreRefused() {
    FloatNetwork network = new FloatNetwork(List.of(2, 2, 1), 0, true);
    assertThatThrownBy(
            () ->
                GradientRank.of(
                    network,
                    FloatWeights.zero(network),
                    FloatData.of(new double[0][], new double[0][], 1)))
        .hasMessageContaining("no bias");
  }

  /** Against all matchings of small patterns. */
  @Test
  void theTermRankIsTheLargestMatching() {
    Random random = new Random(5);
    for (int k = 0; k < 500; k++) {
      int rows = random.nextInt(6);
      List<BitSet> columns = new ArrayList<>();
      for (int c = random.nextInt(6); c > 0; c--) {
        BitSet column = new BitSet();
        for (int r = 0; r < rows; r++) {
          column.set(r, random.nextInt(3) == 0);
        }
        columns.add(column);
      }
      assertThat(TermRank.of(columns, rows))
          .as("case %d: %s", k, columns)
          .isEqualTo(largestMatching(columns, 0, new BitSet()));
    }
  }

  private static int largestMatching(List<BitSet> columns, int from, BitSet used) {
    if (from == columns.size()) {
      return 0;
    }
    int best = largestMatching(columns, from + 1, used);
    for (int r : columns.get(from).stream().toArray()) {
      if (!used.get(r)) {
        used.set(r);
        best = Math.max(best, 1 + largestMatching(columns, from + 1, used));
        used.clear(r);
      }
    }
    return best;
  }

  @Test
  void floatRanksCountAboveTheTolerance() {
    double[][] rows = {{1, 0, 0}, {0, 1e-3, 0}};
    assertThat(FloatRank.bySingularValues(rows).values()).containsExactly(1, 1e-3);
    assertThat(FloatRank.bySingularValues(rows).tolerance()).isEqualTo(3 * 0x1p-52);
    assertThat(FloatRank.bySingularValues(rows).rank()).isEqualTo(2);
    assertThat(FloatRank.byPivotedQr(rows).rank()).isEqualTo(2);
    assertThat(FloatRank.byFloatSingularValues(new double[][] {{1, 1}, {1, 1 + 0x1p-30}}).rank())
        .isOne();
    assertThat(FloatRank.bySingularValues(new double[0][]).rank()).isZero();
    assertThat(FloatRank.bySingularValues(new double[][] {{0, 0}}).rank()).isZero();
    assertThat(FloatRank.byPivotedQr(new double[][] {{0}, {0}}).rank()).isZero();
  }
}
