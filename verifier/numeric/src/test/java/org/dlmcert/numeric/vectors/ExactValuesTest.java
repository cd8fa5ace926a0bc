package org.dlmcert.numeric.vectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.RandomPoints;
import org.dlmcert.numeric.network.KinkConvention;
import org.junit.jupiter.api.Test;

/** What exact values are where preactivations are 0, against difference quotients. */
class ExactValuesTest {
  private static final Rational STEP = Rational.over(BigInteger.ONE, 40, 0);

  @Test
  void aKinkLeavesNoGradient() {
    Instance instance = RandomPoints.zeroWeights();
    ExactValues none = ExactValues.of(instance);
    assertThat(none.lossGradient().orElseThrow().exists()).contains(false);
    assertThat(none.gradient(1).orElseThrow().isDefined(0, 0)).isFalse();
    assertThat(none.gradient(2).orElseThrow().isDefined(0, 0)).isFalse();
    assertThat(none.slopes(1).isDefined(0, 0)).isFalse();
    assertThat(none.gradientMatrix(1).isWhole()).isFalse();
    assertThat(none.rank(1)).isEmpty();
    assertThat(none.fullRank()).isEmpty();
    // v_1 is 0 with any slope: the derivative by W_2 is.
    assertThat(none.gradientMatrix(2).isWhole()).isTrue();
    assertThat(none.rank(2)).hasValue(0);
    // G_1 e / N with e = (-3, 1): slope 1: (-3·1 + 1·2)/2; slope 1/4: a quarter of it.
    assertThat(gradient(instance, KinkConvention.RIGHT)).isEqualTo(Rational.of(-1, 2));
    assertThat(gradient(instance, KinkConvention.LEFT)).isEqualTo(Rational.of(-1, 8));
    assertThat(gradient(instance, KinkConvention.TORCH)).isEqualTo(Rational.of(-1, 8));
  }

  private static Rational gradient(Instance instance, KinkConvention convention) {
    PartialMatrix gradient = ExactValues.of(instance, convention).gradient(1).orElseThrow();
    assertThat(gradient.isWhole()).isTrue();
    return gradient.values().get(0, 0);
  }

  /** PyTorch: the derivative of relu at 0 is 0. */
  @Test
  void reluHasSlopeZeroAtZeroInTorch() {
    Instance relu = onRays(Rational.ZERO, new long[][] {{1}}, new long[][] {{-1}});
    assertThat(gradient(relu, KinkConvention.TORCH)).isEqualTo(Rational.ZERO);
    assertThat(gradient(relu, KinkConvention.RIGHT)).isEqualTo(Rational.ONE);
  }

  private static Instance onRays(Rational slope, long[][] inputs, long[][] targets) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 1), slope, false),
        new Dataset(RationalMatrix.of(inputs), Optional.of(RationalMatrix.of(targets))),
        List.of(LayerNoise.NONE),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(new long[][] {{0}}), RationalMatrix.of(new long[][] {{1}})),
                Optional.empty())));
  }

  /** φ(t) - φ(-t) = (1 + s)t: a gradient that no single slope at 0 gives. */
  @Test
  void kinksThatCancelLeaveAGradient() {
    Instance instance =
        onRays(Rational.of(1, 4), new long[][] {{1}, {-1}}, new long[][] {{-1}, {1}});
    ExactValues values = ExactValues.of(instance);
    assertThat(values.lossGradient().orElseThrow().exists()).contains(true);
    assertThat(values.gradient(1).orElseThrow().isWhole()).isTrue();
    assertThat(values.gradient(1).orElseThrow().values().get(0, 0)).isEqualTo(Rational.of(5, 8));
    assertThat(gradient(instance, KinkConvention.RIGHT)).isEqualTo(Rational.ONE);
  }

  /** Where derivatives of outputs are said to exist, both one-sided differences tend to them. */
  @Test
  void definedEntriesAreDerivativesFromBothSides() {
    int undefined = 0;
    int atKinks = 0;
    for (long seed = 0; seed < 120; seed++) {
      Instance instance = withZeros(seed);
      ExactValues values = ExactValues.of(instance);
      for (int l = 1; l <= instance.network().depth(); l++) {
        PartialMatrix g = values.gradientMatrix(l);
        boolean kink = !values.slopes(l).isWhole();
        for (int r = 0; r < g.values().rows(); r++) {
          List<Rational> up = difference(instance, l, r, STEP);
          List<Rational> down = difference(instance, l, r, STEP.negate());
          for (int c = 0; c < g.values().columns(); c++) {
            if (!g.isDefined(r, c)) {
              undefined++;
              continue;
            }
            atKinks += kink ? 1 : 0;
            for (Rational quotient : List.of(up.get(c), down.get(c))) {
              assertThat(quotient.minus(g.values().get(r, c)).abs())
                  .as("seed %d, G_%d[%d][%d]", seed, l, r, c)
                  .isLessThan(Rational.of(1, 1L << 20));
            }
          }
        }
      }
    }
    assertThat(undefined).isGreaterThan(100);
    assertThat(atKinks).isGreaterThan(100);
  }

  private static Instance withZeros(long seed) {
    Random random = new Random(seed);
    List<Integer> widths = seed % 2 == 0 ? List.of(2, 2, 1) : List.of(2, 2, 2, 2);
    RationalMatrix.Entry small = (i, j) -> Rational.of(random.nextInt(3) - 1);
    List<RationalMatrix> weights =
        IntStream.range(1, widths.size())
            .mapToObj(l -> RationalMatrix.of(widths.get(l), widths.get(l - 1), small))
            .toList();
    return new Instance(
        Optional.empty(),
        new Network(widths, Rational.of(seed % 3, 4), false),
        new Dataset(RationalMatrix.of(3, 2, small), Optional.empty()),
        Collections.nCopies(widths.size() - 2, LayerNoise.NONE),
        Optional.of(new Weights(weights, Optional.empty())));
  }

  /** (v_L(W + step·E) - v_L(W)) / step, in the order of the columns of G. */
  private static List<Rational> difference(Instance instance, int layer, int row, Rational step) {
    int fanIn = instance.network().width(layer - 1);
    List<RationalMatrix> moved =
        IntStream.rangeClosed(1, instance.network().depth())
            .mapToObj(
                l -> {
                  RationalMatrix w = instance.weights().orElseThrow().matrix(l);
                  return RationalMatrix.of(
                      w.rows(),
                      w.columns(),
                      (i, j) ->
                          l == layer && i == row / fanIn && j == row % fanIn
                              ? w.get(i, j).plus(step)
                              : w.get(i, j));
                })
            .toList();
    Instance there =
        new Instance(
            instance.name(),
            instance.network(),
            instance.dataset(),
            instance.noise(),
            Optional.of(new Weights(moved, Optional.empty())));
    int depth = instance.network().depth();
    RationalMatrix before = ForwardPass.of(instance).output(depth);
    RationalMatrix after = ForwardPass.of(there).output(depth);
    int outputs = instance.network().outputs();
    return IntStream.range(0, instance.samples() * outputs)
        .mapToObj(
            c ->
                after
                    .get(c % outputs, c / outputs)
                    .minus(before.get(c % outputs, c / outputs))
                    .dividedBy(step))
        .toList();
  }
}
