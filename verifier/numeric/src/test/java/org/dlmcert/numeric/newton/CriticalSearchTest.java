package org.dlmcert.numeric.newton;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.junit.jupiter.api.Test;

/** Searches that double precision cannot carry out end with words, not with an exception. */
final class CriticalSearchTest {
  private static final int[][] INPUTS = {{1, 2, 3}, {2, 1, 5}, {1, 7, 1}};

  /** One unit on three inputs of size {@code scale}, with weights of size 1/scale. */
  private static Instance instance(Rational scale) {
    Network network = new Network(List.of(3, 1, 1), Rational.of(1, 2), false);
    Rational weight = scale.reciprocal();
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(
            RationalMatrix.of(3, 3, (n, j) -> Rational.of(INPUTS[n][j]).times(scale)),
            Optional.of(RationalMatrix.of(3, 1, (n, c) -> Rational.of(n)))),
        List.of(LayerNoise.NONE),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(1, 3, (i, j) -> weight),
                    RationalMatrix.of(1, 1, (i, j) -> Rational.ONE)),
                Optional.empty())));
  }

  /** Curvatures of 1e240: their squares, which the eigenvalues are computed with, are infinite. */
  @Test
  void curvaturesWithoutEigenvaluesAreAMiss() throws InterruptedException {
    double[][] huge = {{1e240, 2e240, 3e240}, {2e240, 5e240, 1e240}, {3e240, 1e240, 9e240}};
    assertThat(GuessedMatrix.inverse(huge)).isPresent();
    assertThatThrownBy(() -> new EigenDecomposition(new Array2DRowRealMatrix(huge)))
        .isInstanceOf(MathIllegalStateException.class);

    Instance instance = instance(Rational.of(BigInteger.TEN.pow(120)));
    CriticalSearch search = new CriticalSearch(instance);
    FloatWeights start =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    assertThat(search.candidates(start)).isEmpty();
    assertThat(search.misses()).contains("the smallest curvature was too small beside the largest");
  }
}
