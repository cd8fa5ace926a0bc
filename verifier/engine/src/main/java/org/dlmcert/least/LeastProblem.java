package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;

/**
 * A network and its data in integers: inputs, targets and the slopes of each unit are multiplied by
 * positive constants, one for all inputs, one for all targets, one for each unit. With {@code w̃ =
 * |w_2|·w} the outputs are {@code Σ q_i·a_{i,n}·(w̃_i·x⁽ⁿ⁾)}, a the slope of the sign of w̃_i·x⁽ⁿ⁾;
 * the constants rescale w̃. Arrays are never changed.
 */
final class LeastProblem {
  private final CensusProblem problem;
  private final BigInteger inputScale;
  private final BigInteger targetScale;
  private final BigInteger[] unitScale;
  private final BigInteger[][] inputs;
  private final BigInteger[] targets;
  private final BigInteger[][] plus;
  private final BigInteger[][] minus;
  private final boolean[] zero;

  LeastProblem(CensusProblem problem) {
    this.problem = problem;
    int samples = problem.samples();
    int d = problem.dimensions();
    RationalMatrix x = problem.inputs();
    RationalMatrix.Cleared cleared = x.clear();
    inputScale = cleared.scale();
    inputs = new BigInteger[samples][d];
    zero = new boolean[samples];
    for (int n = 0; n < samples; n++) {
      for (int j = 0; j < d; j++) {
        inputs[n][j] = cleared.matrix().get(j, n);
      }
      zero[n] = Arrays.stream(inputs[n]).allMatch(entry -> entry.signum() == 0);
    }
    targetScale = Rational.commonDenominator(problem.targets());
    targets =
        problem.targets().stream()
            .map(y -> y.numeratorOver(targetScale))
            .toArray(BigInteger[]::new);
    int units = problem.units();
    unitScale = new BigInteger[units];
    plus = new BigInteger[units][samples];
    minus = new BigInteger[units][samples];
    for (int i = 0; i < units; i++) {
      List<Rational> high = problem.noise().row(i);
      List<Rational> low = high.stream().map(e -> e.times(problem.slope())).toList();
      List<Rational> both = new ArrayList<>(high);
      both.addAll(low);
      unitScale[i] = Rational.commonDenominator(both);
      for (int n = 0; n < samples; n++) {
        plus[i][n] = high.get(n).numeratorOver(unitScale[i]);
        minus[i][n] = low.get(n).numeratorOver(unitScale[i]);
      }
    }
  }

  CensusProblem problem() {
    return problem;
  }

  int samples() {
    return inputs.length;
  }

  int units() {
    return plus.length;
  }

  int dimensions() {
    return problem.dimensions();
  }

  boolean bias() {
    return problem.bias();
  }

  BigInteger[] input(int sample) {
    return inputs[sample];
  }

  BigInteger[] targets() {
    return targets;
  }

  BigInteger unitScale(int unit) {
    return unitScale[unit];
  }

  boolean isZero(int sample) {
    return zero[sample];
  }

  /** The slope with noise, scaled, of a unit whose preactivation has this sign. */
  BigInteger slope(int unit, int sample, int sign) {
    return sign < 0 ? minus[unit][sample] : plus[unit][sample];
  }

  /** Whether the output of a unit on a sample has a kink at preactivation 0. */
  boolean isBent(int unit, int sample) {
    return !zero[sample] && !plus[unit][sample].equals(minus[unit][sample]);
  }

  /** The sign of ε(1-s): + if the output is a convex function of the preactivation, - concave. */
  int bend(int unit, int sample) {
    return zero[sample] ? 0 : plus[unit][sample].compareTo(minus[unit][sample]);
  }

  boolean equalNoise(int unit, int other) {
    return problem.noise().row(unit).equals(problem.noise().row(other));
  }

  /** The loss of residuals with this sum of squares, in the scale of the targets. */
  Rational loss(Rational squares) {
    return samples() == 0
        ? Rational.ZERO
        : squares.dividedBy(
            Rational.of(targetScale.pow(2).multiply(BigInteger.valueOf(2L * samples()))));
  }

  /** The exact sum of squared residuals at a point, in the scale of the targets. */
  Rational squaresAt(ScaledWeights point) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < samples(); n++) {
      Rational v = point.outputBias();
      for (int i = 0; i < units(); i++) {
        Rational u = point.preactivation(i, inputs[n]);
        Rational a = Rational.of(slope(i, n, u.signum()));
        v = v.plus(point.sign(i) > 0 ? u.times(a) : u.times(a).negate());
      }
      Rational e = v.minus(Rational.of(targets[n]));
      sum = sum.plus(e.times(e));
    }
    return sum;
  }

  /** The weights of the network: output weights 1 and -1, and hidden weights in their scale. */
  Weights original(ScaledWeights point) {
    int d0 = problem.instance().network().inputs();
    RationalMatrix hidden =
        RationalMatrix.of(units(), d0, (i, j) -> point.weight(i, j).times(factor(i)));
    RationalMatrix output =
        RationalMatrix.of(1, units(), (k, i) -> Rational.of(point.sign(i) > 0 ? 1 : -1));
    Optional<List<List<Rational>>> biases =
        bias()
            ? Optional.of(
                List.of(
                    IntStream.range(0, units())
                        .mapToObj(i -> point.weight(i, d0).times(factor(i)))
                        .toList(),
                    List.of(point.outputBias().dividedBy(Rational.of(targetScale)))))
            : Optional.empty();
    return new Weights(List.of(hidden, output), biases);
  }

  /** Weights of the network in the scale of this problem. */
  ScaledWeights scaled(Weights weights) {
    int d0 = problem.instance().network().inputs();
    Rational[][] w = new Rational[units()][dimensions()];
    int[] signs = new int[units()];
    for (int i = 0; i < units(); i++) {
      Rational output = weights.matrix(2).get(0, i);
      signs[i] = output.signum() < 0 ? -1 : 1;
      for (int j = 0; j < dimensions(); j++) {
        Rational entry = j < d0 ? weights.matrix(1).get(i, j) : weights.bias(1, i);
        w[i][j] = entry.times(output.abs()).dividedBy(factor(i));
      }
    }
    return new ScaledWeights(signs, w, weights.bias(2, 0).times(Rational.of(targetScale)));
  }

  private Rational factor(int unit) {
    return Rational.of(unitScale[unit].multiply(inputScale), targetScale);
  }
}
