package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * A {@link CensusProblem} in integers: inputs, targets and the slopes of each unit are multiplied
 * by positive constants, one for all inputs, one for all targets, one for each unit. That rescales
 * the rows of G and the solutions of the normal equations, and changes no sign. (Constants for
 * single samples would change the least-squares problem.)
 */
public final class ScaledProblem {
  private final CensusProblem problem;
  private final IntegerMatrix inputs; // d×N
  private final List<BigInteger> targets;
  private final BigInteger inputScale;
  private final BigInteger targetScale;
  private final BigInteger[] unitScale;
  private final BigInteger[][] plusSlopes; // D×N
  private final BigInteger[][] minusSlopes;

  public ScaledProblem(CensusProblem problem) {
    this.problem = problem;
    int samples = problem.samples();
    RationalMatrix.Cleared cleared = problem.inputs().clear();
    inputScale = cleared.scale();
    inputs = cleared.matrix();
    targetScale = Rational.commonDenominator(problem.targets());
    targets = problem.targets().stream().map(y -> y.numeratorOver(targetScale)).toList();
    int units = problem.units();
    unitScale = new BigInteger[units];
    plusSlopes = new BigInteger[units][samples];
    minusSlopes = new BigInteger[units][samples];
    for (int i = 0; i < units; i++) {
      List<Rational> plus = problem.noise().row(i);
      List<Rational> minus = plus.stream().map(e -> e.times(problem.slope())).toList();
      unitScale[i] =
          IntegerVectors.leastCommonMultiple(
              List.of(Rational.commonDenominator(plus), Rational.commonDenominator(minus)));
      for (int n = 0; n < samples; n++) {
        plusSlopes[i][n] = plus.get(n).numeratorOver(unitScale[i]);
        minusSlopes[i][n] = minus.get(n).numeratorOver(unitScale[i]);
      }
    }
  }

  public CensusProblem problem() {
    return problem;
  }

  /** X times its constant. */
  public IntegerMatrix inputs() {
    return inputs;
  }

  /** y times its constant. */
  public List<BigInteger> targets() {
    return targets;
  }

  /** The constant of the targets. */
  public BigInteger targetScale() {
    return targetScale;
  }

  /** The constant of a unit. */
  public BigInteger unitScale(int unit) {
    return unitScale[unit];
  }

  /** The constant of the inputs. */
  public BigInteger inputScale() {
    return inputScale;
  }

  /** The slope of a unit on a sample at a sign of its preactivation, times its constant. */
  public BigInteger slope(int unit, int sample, int sign) {
    return sign == 0
        ? BigInteger.ZERO
        : sign > 0 ? plusSlopes[unit][sample] : minusSlopes[unit][sample];
  }

  /** v·x⁽ⁿ⁾, times the constant of the inputs. */
  public BigInteger preactivation(BigInteger[] v, int sample) {
    return inputs.dot(Arrays.asList(v), sample);
  }

  /** ε(1-s) of a unit on a sample, times the unit's constant. */
  public BigInteger slopeJump(int unit, int sample) {
    return plusSlopes[unit][sample].subtract(minusSlopes[unit][sample]);
  }

  /** The block of G of one unit, d×N. */
  public IntegerMatrix block(int unit, SignVector signs) {
    return IntegerMatrix.of(
        inputs.rows(),
        inputs.columns(),
        (j, n) ->
            inputs
                .get(j, n)
                .multiply(signs.isPlus(n) ? plusSlopes[unit][n] : minusSlopes[unit][n]));
  }

  /** G, R×N, of these blocks, and the row of ones for the bias of the output. */
  public IntegerMatrix gradient(List<IntegerMatrix> blocks) {
    int d = inputs.rows();
    int hidden = blocks.size() * d;
    return IntegerMatrix.of(
        hidden + (problem.bias() ? 1 : 0),
        inputs.columns(),
        (row, n) -> row == hidden ? BigInteger.ONE : blocks.get(row / d).get(row % d, n));
  }

  /** Weights numerators/denominator of the scaled problem as weights of the original one. */
  public List<Rational> original(List<BigInteger> numerators, BigInteger denominator) {
    List<Rational> weights = new ArrayList<>();
    BigInteger divisor = denominator.multiply(targetScale);
    int d = inputs.rows();
    for (int row = 0; row < numerators.size(); row++) {
      BigInteger entry = numerators.get(row);
      int unit = row / Math.max(d, 1);
      weights.add(
          Rational.of(
              unit < unitScale.length
                  ? entry.multiply(unitScale[unit]).multiply(inputScale)
                  : entry,
              divisor));
    }
    return weights;
  }
}
