package org.dlmcert.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dlmcert.junit.ExactAssertions.assertThatGradient;
import static org.dlmcert.junit.ExactAssertions.assertThatMatrix;
import static org.dlmcert.junit.ExactAssertions.assertThatPreactivations;
import static org.dlmcert.junit.ExactAssertions.assertThatValue;
import static org.dlmcert.junit.ExactAssertions.assertThatValues;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.network.KinkConvention;
import org.junit.jupiter.api.Test;

/** Every assertion holds where it should, fails where it should, and says what is wrong. */
class ExactAssertionsTest {

  private static void fails(ThrowingCallable assertion, String... words) {
    assertThatThrownBy(assertion).isInstanceOf(AssertionError.class).hasMessageContainingAll(words);
  }

  @Test
  void exactRanks() {
    double[][] nearlyEqual = {{1, 1}, {1, 1 - 0x1p-53}};
    assertThatMatrix(nearlyEqual).hasExactRank(2).hasFullColumnRank().hasFullRowRank();
    fails(
        () -> assertThatMatrix(nearlyEqual).hasExactRank(1),
        "a 2×2 matrix with exact rank 1 expected",
        "its exact rank is 2",
        "by singular values in double, with the tolerance 8.88",
        "it is 1",
        "a minor that is not zero: rows [0, 1], columns [0, 1]");
    fails(
        () -> assertThatMatrix(new double[][] {{1, 2}, {2, 4}, {0, 0}}).hasFullColumnRank(),
        "full column rank 2 expected",
        "its exact rank is 1",
        "a null vector of the columns: [2, -1]",
        "a minor that is not zero: rows [0], columns [0]",
        "column 1 is the first that depends on those before it");
    fails(
        () -> assertThatMatrix(new double[][] {{1, 0}, {0, 1}, {3, 4}, {0, 0}}).hasFullRowRank(),
        "full row rank 4 expected",
        "row 2 is the first that depends on those before it");
    // No doubles, no singular values; the exact rank is known all the same.
    RationalMatrix huge =
        RationalMatrix.of(1, 1, (i, j) -> Rational.of(BigInteger.ONE.shiftLeft(2000)));
    assertThatThrownBy(() -> assertThatMatrix(huge).hasExactRank(0))
        .hasMessageContaining("its exact rank is 1")
        .hasMessageNotContaining("singular values");
    fails(
        () -> assertThatMatrix(new float[][] {{1, 2}, {2, 4}}).hasFullRowRank(), "full row rank 2");
    assertThatMatrix(new float[][] {{0.1f, 0.7f}, {0.3f, 2.1f}}).hasExactRank(2);
    assertThatMatrix(new double[0][]).hasExactRank(0);
  }

  @Test
  void rankProfiles() {
    double[][] rows = {{0, 0, 0}, {1, 2, 3}, {2, 4, 6}, {0, 0, 1}};
    assertThatMatrix(rows).hasRowRankProfile(1, 3).hasColumnRankProfile(0, 2);
    fails(
        () -> assertThatMatrix(rows).hasRowRankProfile(1, 2),
        "row rank profile [1, 2] expected, but it is [1, 3]");
    fails(() -> assertThatMatrix(rows).hasColumnRankProfile(0), "column rank profile");
  }

  @Test
  void signs() {
    double[][] rows = {{-1, 0}, {0x1p-1074, 3}};
    assertThatMatrix(rows).hasSigns(new int[][] {{-1, 0}, {1, 1}});
    fails(
        () -> assertThatMatrix(rows).hasSigns(new int[][] {{-1, 0}, {0, 1}}),
        "sign 0 expected at [1][0]",
        "4.9E-324");
    fails(() -> assertThatMatrix(rows).hasSigns(new int[][] {{-1, 0}}), "1 rows of signs");
  }

  @Test
  void ulps() {
    assertThatValue(0.1).ofExactValue(Rational.of(1, 10));
    fails(
        () -> assertThatValue(Math.nextUp(0.1)).ofExactValue(Rational.of(1, 10)),
        "within 0.5 ulps",
        "1 of 1 is not",
        "exact 1/10 (about 0.1)",
        "double 0.10000000000000002, nearest double 0.1",
        "off by 1.4 ulps");
    assertThatValue(Math.nextUp(0.1)).withinUlps(1.5).ofExactValue(Rational.of(1, 10));
    fails(
        () -> assertThatValue(Double.NaN).withinUlps(1e9).ofExactValue(Rational.ONE),
        "double NaN",
        "infinitely many");
    RationalMatrix exact = RationalMatrix.of(new long[][] {{1, 2}, {3, 4}});
    fails(
        () -> assertThatValues(new double[][] {{1, 2}, {4, 5}}).ofExactValues(exact),
        "2 of 4 are not; the first is\nat [1][0]: exact 3\n  double 4.0, nearest double 3.0");
    fails(
        () -> assertThatValues(new double[][] {{1, 2}, {4, Double.NaN}}).ofExactValues(exact),
        "the first is\nat [1][0]",
        "the one furthest off is\nat [1][1]: exact 4\n  double NaN");
    fails(
        () -> assertThatValues(new double[][] {{1, 2, 3}}).ofExactValues(exact),
        "a 2×2 array expected",
        "1 rows, the first of 3");
    fails(
        () -> assertThatValues(new double[][] {{1, 2}, {-0.0, 4}}).haveExactSigns(exact),
        "the exact signs expected, but 1 of 4 is wrong",
        "at [1][0] the double is -0.0 and the exact value 3");
    assertThatThrownBy(() -> assertThatValue(1).withinUlps(-1)).hasMessageContaining("ulps from 0");
  }

  private static Instance instance(long seed, boolean noisy) {
    Random random = new Random(seed);
    RationalMatrix.Entry any = (i, j) -> Rational.of(random.nextInt(199) - 99, 10);
    return new Instance(
        Optional.empty(),
        new Network(List.of(3, 4, 2, 1), Rational.of(1, 100), false),
        new Dataset(RationalMatrix.of(5, 3, any), Optional.of(RationalMatrix.of(5, 1, any))),
        List.of(
            noisy ? new LayerNoise.Given(RationalMatrix.of(5, 4, any)) : LayerNoise.NONE,
            LayerNoise.NONE),
        Optional.empty());
  }

  private static double[][][] weights(long seed) {
    Random random = new Random(seed);
    double[][][] weights = {new double[4][3], new double[2][4], new double[1][2]};
    for (double[][] matrix : weights) {
      for (double[] row : matrix) {
        for (int j = 0; j < row.length; j++) {
          row[j] = random.nextGaussian();
        }
      }
    }
    return weights;
  }

  /** The project's own code, as a function of weights. */
  private static double[][][] ownGradient(Instance instance, double[][][] weights) {
    FloatGradient point = ownPoint(instance, weights);
    double[][][] gradient = new double[weights.length][][];
    for (int l = 1; l <= weights.length; l++) {
      double[] values = point.gradient(l);
      gradient[l - 1] = new double[weights[l - 1].length][weights[l - 1][0].length];
      for (int r = 0; r < values.length; r++) {
        gradient[l - 1][r / weights[l - 1][0].length][r % weights[l - 1][0].length] = values[r];
      }
    }
    return gradient;
  }

  private static FloatGradient ownPoint(Instance instance, double[][][] weights) {
    FloatWeights floats = FloatWeights.zero(FloatNetwork.of(instance.network()));
    for (int l = 1; l <= weights.length; l++) {
      for (int i = 0; i < weights[l - 1].length; i++) {
        for (int j = 0; j < weights[l - 1][i].length; j++) {
          floats.set(l, i, j, weights[l - 1][i][j]);
        }
      }
    }
    return FloatGradient.of(floats, FloatData.of(instance));
  }

  @Test
  void ourOwnGradientIsNearTheExactOne() {
    for (long seed = 0; seed < 40; seed++) {
      Instance instance = instance(seed, seed % 2 == 1);
      assertThatGradient(w -> ownGradient(instance, w), weights(seed))
          .isWithinUlps(1e5)
          .ofExactGradientOf(instance);
    }
  }

  @Test
  void ourOwnPreactivationsHaveExactSigns() {
    for (long seed = 0; seed < 40; seed++) {
      Instance instance = instance(seed, false);
      for (int layer = 1; layer <= 2; layer++) {
        int l = layer;
        assertThatPreactivations(w -> preactivations(instance, w, l), weights(seed))
            .haveExactSignsOf(instance, l)
            .areWithinUlpsOf(1e5, instance, l);
      }
    }
  }

  private static double[][] preactivations(Instance instance, double[][][] weights, int layer) {
    FloatGradient point = ownPoint(instance, weights);
    double[][] u = new double[instance.samples()][instance.network().width(layer)];
    for (int n = 0; n < u.length; n++) {
      for (int i = 0; i < u[n].length; i++) {
        u[n][i] = point.preactivation(layer, i, n);
      }
    }
    return u;
  }

  @Test
  void wrongGradientsAreCaught() {
    Instance instance = instance(3, false);
    fails(
        () ->
            assertThatGradient(
                    w -> {
                      double[][][] g = ownGradient(instance, w);
                      g[1][1][2] *= 1 + 1e-9;
                      return g;
                    },
                    weights(3))
                .isWithinUlps(1000)
                .ofExactGradientOf(instance),
        "the gradient by W_2 within 1000.0 ulps",
        "at [1][2]",
        "1 of 8 is not");
    // What the test calls it is kept.
    fails(
        () ->
            assertThatGradient(w -> new double[3][9][9], weights(3))
                .as("our layer code")
                .ofExactGradientOf(instance),
        "[our layer code]",
        "the gradient by W_1 a 4×3 array expected, but it has 9 rows, the first of 9");
    fails(
        () ->
            assertThatGradient(w -> new double[][][] {{{0}}}, weights(3))
                .ofExactGradientOf(instance),
        "gradients by 3 matrices expected, got 1");
    assertThatCode(
            () ->
                assertThatPreactivations(w -> new double[5][4], weights(3))
                    .haveExactSignsOf(instance, 1))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void longNumbersAreShortened() {
    assertThat(Words.shortened("1".repeat(500))).hasSizeLessThan(160).contains("(500 characters)");
  }

  /** N = 1, a 1-1-1 network with biases, worked out by hand: u_1 = 3, v_2 = 7, e = 5. */
  private static final Instance BIASED =
      new Instance(
          Optional.empty(),
          new Network(List.of(1, 1, 1), Rational.of(1, 4), true),
          new Dataset(
              RationalMatrix.of(new long[][] {{1}}),
              Optional.of(RationalMatrix.of(new long[][] {{2}}))),
          List.of(LayerNoise.NONE),
          Optional.of(
              new Weights(
                  List.of(
                      RationalMatrix.of(new long[][] {{9}}), RationalMatrix.of(new long[][] {{9}})),
                  Optional.of(List.of(List.of(Rational.ONE), List.of(Rational.ONE))))));

  private static final double[][][] AT = {{{2}}, {{2}}};

  @Test
  void biasGradients() {
    assertThatGradient(w -> new double[][][] {{{10}}, {{5}}}, AT).ofExactBiasGradientOf(BIASED);
    fails(
        () ->
            assertThatGradient(w -> new double[][][] {{{10}}, {{6}}}, AT)
                .ofExactBiasGradientOf(BIASED),
        "the gradient by b_2 within 0.5 ulps",
        "exact 5");
    fails(
        () -> assertThatGradient(w -> new double[][][] {{{10}}}, AT).ofExactBiasGradientOf(BIASED),
        "gradients by 2 biases expected, got 1");
    assertThatThrownBy(
            () -> assertThatGradient(w -> w, weights(1)).ofExactBiasGradientOf(instance(1, false)))
        .hasMessage("the instance has no biases");
  }

  /** u_1 = 0: no gradient, unless the code says which slope it takes there. */
  @Test
  void gradientsAtAKink() {
    double[][][] kink = {{{-1}}, {{2}}};
    // v_2 = 1, e = -1: by W_1 it is -2·slope.
    assertThatThrownBy(
            () ->
                assertThatGradient(w -> new double[][][] {{{-2}}, {{0}}}, kink)
                    .ofExactGradientOf(BIASED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no gradient at these weights")
        .hasMessageContaining("withSlopeAtZero");
    assertThatGradient(w -> new double[][][] {{{-2}}, {{0}}}, kink)
        .withSlopeAtZero(KinkConvention.RIGHT)
        .ofExactGradientOf(BIASED);
    assertThatGradient(w -> new double[][][] {{{-0.5}}, {{0}}}, kink)
        .withSlopeAtZero(KinkConvention.TORCH)
        .ofExactGradientOf(BIASED);
    assertThatGradient(w -> new double[][][] {{{-0.5}}, {{-1}}}, kink)
        .withSlopeAtZero(KinkConvention.TORCH)
        .ofExactBiasGradientOf(BIASED);
  }
}
