package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * The least loss on a product of closed cells, exactly: all signs of bent pairs are known.
 *
 * <p>From the best point of a face's span towards which one moves until a sign would change, to a
 * direction of descent into a larger face, found by an exact linear program for each unit, until no
 * unit has one. The loss decreases at every best point of a face, so no face comes twice and the
 * method ends. (An active-set method; the linear program in place of signs of multipliers excludes
 * cycling where samples are dependent.)
 */
final class ConeProjection {
  private final LeastProblem problem;
  private final SignState signs;
  private BigInteger[][] weights; // times the denominator
  private BigInteger outputBias;
  private BigInteger denominator;
  private List<List<Rational>> multipliers = List.of(); // λ of each unit's samples

  /**
   * The best point.
   *
   * @param bound a bound that this point attains; none if its loss is 0
   */
  record Best(ScaledWeights point, Rational squares, Optional<BoundStep.Bound> bound) {}

  private ConeProjection(LeastProblem problem, SignState signs, ScaledWeights start) {
    this.problem = problem;
    this.signs = signs;
    Rational[] all = new Rational[problem.units() * problem.dimensions() + 1];
    for (int i = 0; i < problem.units(); i++) {
      for (int j = 0; j < problem.dimensions(); j++) {
        all[i * problem.dimensions() + j] = start.weight(i, j);
      }
    }
    all[all.length - 1] = start.outputBias();
    denominator = Rational.commonDenominator(Arrays.asList(all));
    weights = new BigInteger[problem.units()][problem.dimensions()];
    for (int i = 0; i < problem.units(); i++) {
      for (int j = 0; j < problem.dimensions(); j++) {
        weights[i][j] = start.weight(i, j).numeratorOver(denominator);
      }
    }
    outputBias = start.outputBias().numeratorOver(denominator);
  }

  /** The best point of the product, from a point that is in it. */
  static Best from(LeastProblem problem, SignState signs, ScaledWeights start) {
    return new ConeProjection(problem, signs, start).run();
  }

  /** The best point of the product, from 0. */
  static Best of(LeastProblem problem, SignState signs) {
    Rational[][] zero = new Rational[problem.units()][problem.dimensions()];
    for (Rational[] row : zero) {
      Arrays.fill(row, Rational.ZERO);
    }
    int[] q = IntStream.range(0, problem.units()).map(signs::output).toArray();
    return from(problem, signs, new ScaledWeights(q, zero, Rational.ZERO));
  }

  private Best run() {
    while (true) {
      FaceFit fit = toBestOfFace();
      Optional<BigInteger[][]> descent = descent(fit);
      if (descent.isEmpty()) {
        return best(fit);
      }
      follow(descent.get(), fit);
    }
  }

  private Best best(FaceFit fit) {
    int[] q = IntStream.range(0, problem.units()).map(signs::output).toArray();
    Rational[][] w = new Rational[problem.units()][problem.dimensions()];
    for (int i = 0; i < w.length; i++) {
      for (int j = 0; j < w[i].length; j++) {
        w[i][j] = Rational.of(weights[i][j], denominator);
      }
    }
    ScaledWeights point = new ScaledWeights(q, w, Rational.of(outputBias, denominator));
    if (fit.squares().isZero()) {
      return new Best(point, Rational.ZERO, Optional.empty());
    }
    BigInteger[] mu = fit.residuals();
    return new Best(
        point, fit.squares(), ExactBound.of(problem, mu, i -> Optional.of(factors(i, mu))));
  }

  /** k = m - λ where the sign is +, s·m + λ where it is -. */
  private ExactBound.BigIntegerFactors factors(int unit, BigInteger[] mu) {
    List<BoundStep.Term> given = new ArrayList<>();
    for (int n = 0; n < problem.samples(); n++) {
      int sign = signs.input(unit, n);
      Rational lambda = multipliers.get(unit).get(n);
      if (!lambda.isZero()) {
        Rational end = Rational.of(signed(unit, mu[n].multiply(problem.slope(unit, n, sign))));
        given.add(new BoundStep.Term(n, sign > 0 ? end.minus(lambda) : end.plus(lambda)));
      }
    }
    return new ExactBound.BigIntegerFactors(List.of(), given);
  }

  private BigInteger signed(int unit, BigInteger slope) {
    return signs.output(unit) < 0 ? slope.negate() : slope;
  }

  private BigInteger slope(int unit, int sample) {
    return signed(unit, problem.slope(unit, sample, signs.input(unit, sample)));
  }

  private boolean isActive(int unit, int sample) {
    return signs.input(unit, sample) != 0
        && IntegerVectors.dot(weights[unit], problem.input(sample)).signum() == 0;
  }

  /** Moves to the best point of the span of the face, or of a smaller face on the way. */
  private FaceFit toBestOfFace() {
    while (true) {
      List<List<BigInteger[]>> spans = new ArrayList<>();
      for (int i = 0; i < problem.units(); i++) {
        int unit = i;
        BigInteger[][] rows =
            IntStream.range(0, problem.samples())
                .filter(n -> isActive(unit, n))
                .mapToObj(n -> problem.input(n).clone())
                .toArray(BigInteger[][]::new);
        spans.add(IntegerSystem.kernel(rows, problem.dimensions()));
      }
      FaceFit fit = new FaceFit(problem, spans, this::slope, n -> true);
      BigInteger[][] move = new BigInteger[problem.units()][problem.dimensions()];
      BigInteger[][] target = fit.weights();
      for (int i = 0; i < move.length; i++) {
        for (int j = 0; j < move[i].length; j++) {
          move[i][j] = difference(target[i][j], fit.denominator(), weights[i][j]);
        }
      }
      BigInteger bias = difference(fit.outputBias(), fit.denominator(), outputBias);
      // the move is over both denominators
      Rational whole = Rational.of(BigInteger.ONE, fit.denominator());
      Rational length = longest(move, whole);
      move(move, bias, length);
      if (length.equals(whole)) {
        return fit;
      }
    }
  }

  private BigInteger difference(BigInteger to, BigInteger divisor, BigInteger from) {
    return to.multiply(denominator).subtract(from.multiply(divisor));
  }

  /** How far a move may go, over the denominator, at most the limit, before a sign changes. */
  private Rational longest(BigInteger[][] move, Rational limit) {
    Rational length = limit;
    for (int i = 0; i < problem.units(); i++) {
      for (int n = 0; n < problem.samples(); n++) {
        int sign = signs.input(i, n);
        if (sign != 0) {
          BigInteger rate = IntegerVectors.dot(move[i], problem.input(n));
          if (rate.signum() == -sign) {
            BigInteger u = IntegerVectors.dot(weights[i], problem.input(n));
            if (u.signum() != 0
                && u.abs()
                        .multiply(length.denominator())
                        .compareTo(rate.abs().multiply(length.numerator()))
                    < 0) {
              length = Rational.of(u.abs(), rate.abs());
            }
          }
        }
      }
    }
    return length;
  }

  /** Adds so many times the move, which is over the denominator. */
  private void move(BigInteger[][] move, BigInteger bias, Rational length) {
    BigInteger divisor = denominator.multiply(length.denominator());
    BigInteger content = divisor;
    BigInteger[][] moved = new BigInteger[weights.length][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = new BigInteger[weights[i].length];
      for (int j = 0; j < moved[i].length; j++) {
        moved[i][j] = moved(weights[i][j], move[i][j], length);
        content = content.gcd(moved[i][j]);
      }
    }
    BigInteger movedBias = moved(outputBias, bias, length);
    content = content.gcd(movedBias);
    for (BigInteger[] row : moved) {
      for (int j = 0; j < row.length; j++) {
        row[j] = row[j].divide(content);
      }
    }
    weights = moved;
    outputBias = movedBias.divide(content);
    denominator = divisor.divide(content);
  }

  private static BigInteger moved(BigInteger from, BigInteger move, Rational length) {
    return from.multiply(length.denominator()).add(move.multiply(length.numerator()));
  }

  /**
   * A direction of descent that keeps the signs; none if the gradient of every unit is in the cone
   * of its active inequalities, whose factors are kept then.
   */
  private Optional<BigInteger[][]> descent(FaceFit fit) {
    List<List<Rational>> found = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      int unit = i;
      BigInteger[] gradient = new BigInteger[problem.dimensions()];
      Arrays.fill(gradient, BigInteger.ZERO);
      for (int n = 0; n < problem.samples(); n++) {
        BigInteger factor = fit.residuals()[n].multiply(slope(i, n));
        for (int j = 0; j < gradient.length; j++) {
          gradient[j] = gradient[j].add(factor.multiply(problem.input(n)[j]));
        }
      }
      List<Rational> lambda = new ArrayList<>();
      IntStream.range(0, problem.samples()).forEach(n -> lambda.add(Rational.ZERO));
      if (Arrays.stream(gradient).anyMatch(entry -> entry.signum() != 0)) {
        int[] active =
            IntStream.range(0, problem.samples()).filter(n -> isActive(unit, n)).toArray();
        List<Inequality> system = new ArrayList<>();
        system.add(new Inequality(Arrays.stream(gradient).map(BigInteger::negate).toList(), true));
        for (int n : active) {
          boolean plus = signs.input(i, n) > 0;
          system.add(
              new Inequality(
                  Arrays.stream(problem.input(n)).map(x -> plus ? x : x.negate()).toList(), false));
        }
        HomogeneousInequalities.Answer answer =
            HomogeneousInequalities.decide(problem.dimensions(), system);
        if (answer instanceof HomogeneousInequalities.Solvable solvable) {
          BigInteger[][] move = new BigInteger[problem.units()][problem.dimensions()];
          for (BigInteger[] row : move) {
            Arrays.fill(row, BigInteger.ZERO);
          }
          for (int j = 0; j < gradient.length; j++) {
            move[i][j] = solvable.point().get(j);
          }
          return Optional.of(move);
        }
        List<BigInteger> factors = ((HomogeneousInequalities.Contradictory) answer).multipliers();
        for (int a = 0; a < active.length; a++) {
          lambda.set(active[a], Rational.of(factors.get(a + 1), factors.get(0)));
        }
      }
      found.add(lambda);
    }
    multipliers = found;
    return Optional.empty();
  }

  /** Goes to the least point in the direction, or where a sign would change. */
  private void follow(BigInteger[][] move, FaceFit fit) {
    BigInteger slope = BigInteger.ZERO; // over the fit's denominator
    BigInteger curvature = BigInteger.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      BigInteger rate = BigInteger.ZERO;
      for (int i = 0; i < problem.units(); i++) {
        rate = rate.add(IntegerVectors.dot(move[i], problem.input(n)).multiply(slope(i, n)));
      }
      slope = slope.add(rate.multiply(fit.residuals()[n]));
      curvature = curvature.add(rate.multiply(rate));
    }
    Rational least =
        Rational.of(slope.negate().multiply(denominator), curvature.multiply(fit.denominator()));
    move(move, BigInteger.ZERO, longest(move, least));
  }
}
