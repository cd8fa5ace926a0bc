package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * The exact least-squares fit of given slopes with each w̃_i in the span of integer vectors: the
 * best point of the span of a face. The normal equations are solved in integers.
 */
final class FaceFit {
  private final LeastProblem problem;
  private final List<List<BigInteger[]>> spans;
  private final BigInteger[] coefficients;
  private final BigInteger denominator;
  private final BigInteger[] residuals;

  /** The slope, with noise and output sign, that a unit has on a sample. */
  @FunctionalInterface
  interface Slope {
    BigInteger at(int unit, int sample);
  }

  /**
   * Fits.
   *
   * @param spans for each unit integer vectors
   * @param counts the samples that count
   */
  FaceFit(LeastProblem problem, List<List<BigInteger[]>> spans, Slope slope, IntPredicate counts) {
    this.problem = problem;
    this.spans = spans;
    int unknowns = spans.stream().mapToInt(List::size).sum() + (problem.bias() ? 1 : 0);
    BigInteger[][] system = new BigInteger[unknowns][unknowns + 1];
    for (BigInteger[] row : system) {
      Arrays.fill(row, BigInteger.ZERO);
    }
    BigInteger[][] features = new BigInteger[problem.samples()][];
    for (int n = 0; n < features.length; n++) {
      if (counts.test(n)) {
        features[n] = features(n, unknowns, slope);
        add(system, features[n], problem.targets()[n]);
      }
    }
    IntegerSystem.Fractions solution =
        IntegerSystem.solve(system, unknowns)
            .orElseThrow(() -> new IllegalStateException("normal equations without a solution"));
    coefficients = solution.numerators();
    denominator = solution.denominator();
    residuals = new BigInteger[problem.samples()];
    for (int n = 0; n < residuals.length; n++) {
      residuals[n] =
          counts.test(n)
              ? IntegerVectors.dot(features[n], coefficients)
                  .subtract(problem.targets()[n].multiply(denominator))
              : BigInteger.ZERO;
    }
  }

  private BigInteger[] features(int n, int unknowns, Slope slope) {
    BigInteger[] row = new BigInteger[unknowns];
    int at = 0;
    for (int i = 0; i < spans.size(); i++) {
      BigInteger a = slope.at(i, n);
      for (BigInteger[] vector : spans.get(i)) {
        row[at++] = a.signum() == 0 ? a : a.multiply(IntegerVectors.dot(vector, problem.input(n)));
      }
    }
    if (problem.bias()) {
      row[at] = BigInteger.ONE;
    }
    return row;
  }

  private static void add(BigInteger[][] system, BigInteger[] row, BigInteger target) {
    for (int i = 0; i < row.length; i++) {
      if (row[i].signum() != 0) {
        for (int j = 0; j < row.length; j++) {
          if (row[j].signum() != 0) {
            system[i][j] = system[i][j].add(row[i].multiply(row[j]));
          }
        }
        system[i][row.length] = system[i][row.length].add(row[i].multiply(target));
      }
    }
  }

  /** The residuals of the samples that count, 0 for the others, times the denominator. */
  BigInteger[] residuals() {
    return residuals;
  }

  BigInteger denominator() {
    return denominator;
  }

  /** The sum of the squared residuals that count. */
  Rational squares() {
    return Rational.of(IntegerVectors.dot(residuals, residuals), denominator.pow(2));
  }

  /** w̃ of all units, times the denominator. */
  BigInteger[][] weights() {
    List<BigInteger[]> weights = new ArrayList<>();
    int at = 0;
    for (List<BigInteger[]> span : spans) {
      BigInteger[] w = new BigInteger[problem.dimensions()];
      Arrays.fill(w, BigInteger.ZERO);
      for (BigInteger[] vector : span) {
        for (int j = 0; j < w.length; j++) {
          w[j] = w[j].add(vector[j].multiply(coefficients[at]));
        }
        at++;
      }
      weights.add(w);
    }
    return weights.toArray(new BigInteger[0][]);
  }

  /** The bias of the output, times the denominator; 0 if there is none. */
  BigInteger outputBias() {
    return problem.bias() ? coefficients[coefficients.length - 1] : BigInteger.ZERO;
  }
}
