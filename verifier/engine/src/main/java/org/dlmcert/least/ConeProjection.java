package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
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
  private Rational[][] weights;
  private Rational outputBias;
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
    weights = new Rational[problem.units()][problem.dimensions()];
    for (int i = 0; i < weights.length; i++) {
      for (int j = 0; j < weights[i].length; j++) {
        weights[i][j] = start.weight(i, j);
      }
    }
    outputBias = start.outputBias();
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
      Optional<Rational[][]> descent = descent(fit);
      if (descent.isEmpty()) {
        return best(fit);
      }
      follow(descent.get(), fit);
    }
  }

  private Best best(FaceFit fit) {
    int[] q = IntStream.range(0, problem.units()).map(signs::output).toArray();
    ScaledWeights point = new ScaledWeights(q, weights, outputBias);
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

  private Rational preactivation(Rational[] w, int sample) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < w.length; j++) {
      sum = sum.plus(w[j].times(Rational.of(problem.input(sample)[j])));
    }
    return sum;
  }

  private boolean isActive(int unit, int sample) {
    return signs.input(unit, sample) != 0 && preactivation(weights[unit], sample).isZero();
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
      Rational[][] move = new Rational[problem.units()][problem.dimensions()];
      BigInteger[][] target = fit.weights();
      for (int i = 0; i < move.length; i++) {
        for (int j = 0; j < move[i].length; j++) {
          move[i][j] = Rational.of(target[i][j], fit.denominator()).minus(weights[i][j]);
        }
      }
      Rational bias = Rational.of(fit.outputBias(), fit.denominator()).minus(outputBias);
      Rational length = longest(move, Rational.ONE);
      move(move, bias, length);
      if (length.equals(Rational.ONE)) {
        return fit;
      }
    }
  }

  /** How far a move may go, at most the limit, before a sign changes. */
  private Rational longest(Rational[][] move, Rational limit) {
    Rational length = limit;
    for (int i = 0; i < problem.units(); i++) {
      for (int n = 0; n < problem.samples(); n++) {
        int sign = signs.input(i, n);
        if (sign != 0) {
          Rational rate = preactivation(move[i], n);
          Rational u = preactivation(weights[i], n);
          if (!u.isZero() && rate.signum() == -sign) {
            Rational most = u.dividedBy(rate).negate();
            length = most.compareTo(length) < 0 ? most : length;
          }
        }
      }
    }
    return length;
  }

  private void move(Rational[][] move, Rational bias, Rational length) {
    Rational[][] moved = new Rational[weights.length][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = new Rational[weights[i].length];
      for (int j = 0; j < moved[i].length; j++) {
        moved[i][j] = weights[i][j].plus(move[i][j].times(length));
      }
    }
    weights = moved;
    outputBias = outputBias.plus(bias.times(length));
  }

  /**
   * A direction of descent that keeps the signs; none if the gradient of every unit is in the cone
   * of its active inequalities, whose factors are kept then.
   */
  private Optional<Rational[][]> descent(FaceFit fit) {
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
          Rational[][] move = new Rational[problem.units()][problem.dimensions()];
          for (Rational[] row : move) {
            Arrays.fill(row, Rational.ZERO);
          }
          for (int j = 0; j < gradient.length; j++) {
            move[i][j] = Rational.of(solvable.point().get(j));
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
  private void follow(Rational[][] move, FaceFit fit) {
    Rational slope = Rational.ZERO;
    Rational curvature = Rational.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      Rational rate = Rational.ZERO;
      for (int i = 0; i < problem.units(); i++) {
        rate = rate.plus(preactivation(move[i], n).times(Rational.of(slope(i, n))));
      }
      slope = slope.plus(rate.times(Rational.of(fit.residuals()[n], fit.denominator())));
      curvature = curvature.plus(rate.times(rate));
    }
    move(move, Rational.ZERO, longest(move, slope.dividedBy(curvature).negate()));
  }
}
