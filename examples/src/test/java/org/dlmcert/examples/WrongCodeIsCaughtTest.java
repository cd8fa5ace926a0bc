package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.dlmcert.junit.ExactAssertions.assertThatGradient;
import static org.dlmcert.junit.ExactAssertions.assertThatMatrix;
import static org.dlmcert.junit.ExactAssertions.assertThatPreactivations;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.junit.jupiter.api.Test;

/**
 * How to hold one's own numeric code against exact arithmetic: a dependency on {@code
 * dlmcert-junit} in test scope, and assertions that name what is right. The code under test, {@link
 * WrongGradient}, is wrong on purpose; each test shows what the failure says.
 */
class WrongCodeIsCaughtTest {
  private static final double[][] INPUTS = {{1, 2}, {-1, 0.5}, {0.25, -3}};
  private static final double[][] TARGETS = {{1}, {-1}, {1}};
  private static final double[][][] WEIGHTS = {{{0.5, -1}, {1.5, 0.25}}, {{1, -2}}};

  private static Instance instance(double[][] inputs) {
    return new Instance(
        Optional.empty(),
        new Network(List.of(2, 2, 1), Rational.of(1, 4), false),
        new Dataset(ExactDouble.matrix(inputs), Optional.of(ExactDouble.matrix(TARGETS))),
        List.of(LayerNoise.NONE),
        Optional.empty());
  }

  @Test
  void theMissingDivisionAndTheWrongSlopeAreCaught() {
    WrongGradient code = new WrongGradient(INPUTS, new double[] {1, -1, 1}, 0.25);
    assertThatThrownBy(
            () ->
                assertThatGradient(code::gradient, WEIGHTS)
                    .isWithinUlps(10)
                    .ofExactGradientOf(instance(INPUTS)))
        .hasMessageContainingAll(
            "the gradient by W_1 within 10.0 ulps of the exact values expected",
            "at [0][0]: exact",
            "double",
            "off by");
  }

  @Test
  void theSumInFloatIsCaught() {
    // 0.5·x_0 - x_1 is 2^-40; the float sum is 0, whose sign is none.
    double[][] inputs = {{2 + 0x1p-39, 1}, {1, 1}, {1, 1}};
    WrongGradient code = new WrongGradient(inputs, new double[] {1, -1, 1}, 0.25);
    assertThatThrownBy(
            () ->
                assertThatPreactivations(code::preactivations, WEIGHTS)
                    .haveExactSignsOf(instance(inputs), 1))
        .hasMessageContainingAll("at [0][0] the double is 0.0 and the exact value", "9.09");
  }

  @Test
  void aRankByTheEyeIsCaught() {
    // Two slopes that differ in the last bit: every float rank says 1.
    RationalMatrix slopes = ExactDouble.matrix(new double[][] {{1, 1}, {1, 1 - 0x1p-53}});
    assertThatThrownBy(() -> assertThatMatrix(slopes).hasExactRank(1))
        .hasMessageContainingAll("its exact rank is 2", "by singular values in double");
    assertThatMatrix(slopes).hasFullColumnRank();
  }
}
