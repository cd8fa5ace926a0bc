package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * Makes an exact bound of a node (proofs/soundness.md, 30) from a guess of where its relaxation
 * ends: the guess says on which samples μ is not 0, and for each unit on which samples k is at an
 * end of its range. The fit with these slopes, zero at the other samples of the unit, is exact, and
 * so are the k there, which make Σ k·x = 0. Everything is verified; a wrong guess gives nothing.
 */
final class ExactBound {
  private static final int ROUNDING_BITS = 14;

  private final LeastProblem problem;
  private final SignState signs;
  private final RelaxationGuess guess;

  private ExactBound(LeastProblem problem, SignState signs, RelaxationGuess guess) {
    this.problem = problem;
    this.signs = signs;
    this.guess = guess;
  }

  /**
   * The bound, if there is one.
   *
   * @param squares what the loss is to be bounded by, as a sum of squares
   */
  static Optional<BoundStep.Bound> of(
      LeastProblem problem, SignState signs, RelaxationGuess guess, Rational squares) {
    return new ExactBound(problem, signs, guess).find(squares);
  }

  private Optional<BoundStep.Bound> find(Rational squares) {
    List<List<BigInteger[]>> spans = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      spans.add(IntegerSystem.kernel(rows(kinks(i)), problem.dimensions()));
    }
    FaceFit fit =
        new FaceFit(
            problem,
            spans,
            (i, n) -> signed(i, problem.slope(i, n, guess.piece()[i][n])),
            n -> guess.counts()[n]);
    BigInteger[] mu = fit.residuals();
    if (!bounds(problem, mu, squares)) {
      return Optional.empty();
    }
    return of(problem, mu, i -> factors(i, mu));
  }

  /** Puts a bound together; μ without the common factor of its entries. */
  static Optional<BoundStep.Bound> of(
      LeastProblem problem, BigInteger[] mu, IntFunction<Optional<BigIntegerFactors>> factors) {
    BigInteger content = Arrays.stream(mu).reduce(BigInteger.ZERO, BigInteger::gcd);
    List<BoundStep.Factors> units = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      Optional<BigIntegerFactors> found = factors.apply(i);
      if (found.isEmpty()) {
        return Optional.empty();
      }
      BigInteger divisor = content.multiply(problem.unitScale(i));
      units.add(found.get().over(divisor));
    }
    return Optional.of(
        new BoundStep.Bound(Arrays.stream(mu).map(e -> e.divide(content)).toList(), units));
  }

  /** Numbers k for the integer μ and the scaled slopes. */
  record BigIntegerFactors(List<Integer> low, List<BoundStep.Term> given) {
    BoundStep.Factors over(BigInteger divisor) {
      Rational inverse = Rational.of(BigInteger.ONE, divisor);
      return new BoundStep.Factors(
          low,
          given.stream()
              .map(term -> new BoundStep.Term(term.sample(), term.factor().times(inverse)))
              .toList());
    }
  }

  /** Whether μ·y &lt; 0 and (μ·y)² is at least the sum of squares times |μ|². */
  static boolean bounds(LeastProblem problem, BigInteger[] mu, Rational squares) {
    BigInteger product = IntegerVectors.dot(mu, problem.targets());
    return product.signum() < 0
        && squares
                .times(Rational.of(IntegerVectors.dot(mu, mu)))
                .compareTo(Rational.of(product.pow(2)))
            <= 0;
  }

  private BigInteger signed(int unit, BigInteger slope) {
    return signs.output(unit) < 0 ? slope.negate() : slope;
  }

  private int[] kinks(int unit) {
    return IntStream.range(0, problem.samples()).filter(n -> guess.piece()[unit][n] == 0).toArray();
  }

  private BigInteger[][] rows(int[] samples) {
    return Arrays.stream(samples)
        .mapToObj(n -> problem.input(n).clone())
        .toArray(BigInteger[][]::new);
  }

  private Optional<BigIntegerFactors> factors(int unit, BigInteger[] mu) {
    Rational[] k = new Rational[problem.samples()];
    List<Integer> low = new ArrayList<>();
    BigInteger[] rest = new BigInteger[problem.dimensions()];
    Arrays.fill(rest, BigInteger.ZERO);
    for (int n = 0; n < k.length; n++) {
      int piece = guess.piece()[unit][n];
      if (problem.isZero(n) || piece == 0) {
        continue;
      }
      BigInteger end = end(unit, n, mu, piece);
      if (signs.input(unit, n) == 0) {
        if (end(unit, n, mu, 1).compareTo(end(unit, n, mu, -1)) < 0) {
          return Optional.empty();
        }
        if (piece < 0) {
          low.add(n);
        }
      }
      add(rest, problem.input(n), end);
    }
    int[] kinks = byRoom(unit);
    Rational[] right = Arrays.stream(rest).map(Rational::of).toArray(Rational[]::new);
    int[] basis = basis(kinks);
    for (int n : kinks) {
      if (Arrays.stream(basis).noneMatch(b -> b == n)) {
        Rational rounded = rounded(unit, n, mu);
        k[n] = rounded;
        for (int j = 0; j < right.length; j++) {
          right[j] = right[j].plus(rounded.times(Rational.of(problem.input(n)[j])));
        }
      }
    }
    if (!solve(basis, right, k)) {
      return Optional.empty();
    }
    List<BoundStep.Term> given = new ArrayList<>();
    for (int n = 0; n < k.length; n++) {
      if (guess.piece()[unit][n] != 0 || problem.isZero(n)) {
        continue;
      }
      Rational high = Rational.of(end(unit, n, mu, 1));
      Rational least = Rational.of(end(unit, n, mu, -1));
      int sign = signs.input(unit, n);
      if (sign >= 0 && k[n].compareTo(high) > 0 || sign <= 0 && k[n].compareTo(least) < 0) {
        return Optional.empty();
      }
      if (sign == 0 && k[n].equals(least) && !least.equals(high)) {
        low.add(n);
      } else if (!k[n].equals(sign < 0 ? least : high)) {
        given.add(new BoundStep.Term(n, k[n]));
      }
    }
    low.sort(Comparator.naturalOrder());
    return Optional.of(new BigIntegerFactors(low, given));
  }

  /** m for the slope of sign +, s·m for that of sign -. */
  private BigInteger end(int unit, int n, BigInteger[] mu, int sign) {
    return signed(unit, mu[n].multiply(problem.slope(unit, n, sign)));
  }

  private static void add(BigInteger[] sum, BigInteger[] vector, BigInteger factor) {
    for (int j = 0; j < sum.length; j++) {
      sum[j] = sum[j].add(vector[j].multiply(factor));
    }
  }

  /** The kinks, those first whose k are guessed farthest from the ends of their ranges. */
  private int[] byRoom(int unit) {
    return IntStream.of(kinks(unit))
        .boxed()
        .sorted(
            Comparator.<Integer>comparingDouble(n -> -room(unit, n))
                .thenComparing(Comparator.naturalOrder()))
        .mapToInt(n -> n)
        .toArray();
  }

  private double room(int unit, int n) {
    double k = guess.factor()[unit][n];
    double below = k - guess.bound()[1][unit][n];
    double above = guess.bound()[0][unit][n] - k;
    int sign = signs.input(unit, n);
    return sign > 0 ? above : sign < 0 ? below : Math.min(above, below);
  }

  /** The first of the samples that are independent of those before them. */
  private int[] basis(int[] samples) {
    int d = problem.dimensions();
    BigInteger[][] columns = new BigInteger[d][samples.length];
    for (int j = 0; j < d; j++) {
      for (int c = 0; c < samples.length; c++) {
        columns[j][c] = problem.input(samples[c])[j];
      }
    }
    return Arrays.stream(IntegerSystem.pivotColumns(columns, samples.length))
        .map(c -> samples[c])
        .toArray();
  }

  /** A number of few digits near the guessed k. */
  private Rational rounded(int unit, int n, BigInteger[] mu) {
    int reference = -1;
    for (int m = 0; m < mu.length; m++) {
      if (reference < 0
          || Math.abs(guess.bound()[0][unit][m]) > Math.abs(guess.bound()[0][unit][reference])) {
        reference = m;
      }
    }
    double scale = guess.bound()[0][unit][reference];
    BigInteger exact = end(unit, reference, mu, 1);
    if (scale == 0 || exact.signum() == 0) {
      return Rational.ZERO;
    }
    double share = guess.factor()[unit][n] / scale;
    if (!(Math.abs(share) < 1e6)) {
      return Rational.ZERO;
    }
    long units = Math.round(share * (1 << ROUNDING_BITS));
    return Rational.of(exact.multiply(BigInteger.valueOf(units)))
        .times(Rational.of(1, 1L << ROUNDING_BITS));
  }

  /** Sets the k of the basis so that Σ k·x = 0; false if there are none. */
  private boolean solve(int[] basis, Rational[] right, Rational[] k) {
    int d = problem.dimensions();
    BigInteger scale = Rational.commonDenominator(Arrays.asList(right));
    BigInteger[][] rows = new BigInteger[d][basis.length + 1];
    for (int j = 0; j < d; j++) {
      for (int c = 0; c < basis.length; c++) {
        rows[j][c] = problem.input(basis[c])[j];
      }
      rows[j][basis.length] = right[j].numeratorOver(scale).negate();
    }
    Optional<IntegerSystem.Fractions> solution = IntegerSystem.solve(rows, basis.length);
    if (solution.isEmpty()) {
      return false;
    }
    BigInteger divisor = solution.get().denominator().multiply(scale);
    for (int c = 0; c < basis.length; c++) {
      k[basis[c]] = Rational.of(solution.get().numerators()[c], divisor);
    }
    return true;
  }
}
