package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.cells.ParallelInputs;
import org.dlmcert.census.ScaledProblem;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.kink.Rays;

/**
 * What a state of one unit asks of the residuals e at a local minimum: g·e ≥ 0 or g·e = 0 for
 * finitely many vectors g, the derivatives of the unit's outputs in certain directions.
 *
 * <p>With H(v) = Σ_n e_n·ε_n·ψ_n(v) (proofs/soundness.md, 21): q·H ≥ 0 everywhere exactly if H = 0
 * orthogonally to all inputs on which the face is zero, and q·H ≥ 0 on the rays of these inputs;
 * for an output weight 0 in a cell H = 0.
 *
 * @param slopes of the unit on the samples, times the constants of {@link ScaledProblem}; 0 where
 *     the preactivation is 0
 * @param conditions on e
 */
record StateDerivatives(BigInteger[] slopes, List<Condition> conditions) {

  /**
   * One condition.
   *
   * @param direction v
   * @param derivative g, in the constants of {@link ScaledProblem}; times q, where that is not 0
   * @param equation whether g·e = 0
   */
  record Condition(BigInteger[] direction, BigInteger[] derivative, boolean equation) {}

  static StateDerivatives of(ScaledProblem problem, int unit, Faces.Face face, int sign) {
    int samples = problem.inputs().columns();
    BigInteger[] slopes = new BigInteger[samples];
    Arrays.setAll(slopes, n -> problem.slope(unit, n, face.signs().get(n)));
    List<Condition> conditions = new ArrayList<>();
    int d = problem.inputs().rows();
    List<List<Rational>> lines = lines(problem.inputs(), face);
    Rays rays = Rays.of(d, lines);
    for (List<Rational> v : rays.orthogonal()) {
      conditions.add(condition(problem, unit, face, sign, v, true));
    }
    if (!lines.isEmpty()) {
      for (List<Rational> v : new LinkedHashSet<>(rays.all())) {
        conditions.add(condition(problem, unit, face, sign, v, false));
      }
    }
    return new StateDerivatives(slopes, conditions);
  }

  private static List<List<Rational>> lines(IntegerMatrix inputs, Faces.Face face) {
    IntegerMatrix directions = ParallelInputs.of(inputs).directions();
    return face.lines().stream()
        .map(
            k ->
                IntStream.range(0, directions.rows())
                    .mapToObj(j -> Rational.of(directions.get(j, k)))
                    .toList())
        .toList();
  }

  private static Condition condition(
      ScaledProblem problem,
      int unit,
      Faces.Face face,
      int sign,
      List<Rational> move,
      boolean equation) {
    BigInteger[] v = move.stream().map(Rational::numerator).toArray(BigInteger[]::new);
    BigInteger[] derivative = new BigInteger[problem.inputs().columns()];
    for (int n = 0; n < derivative.length; n++) {
      BigInteger u = problem.preactivation(v, n);
      int side = face.signs().get(n) == 0 ? u.signum() : face.signs().get(n);
      BigInteger change = u.multiply(problem.slope(unit, n, side));
      derivative[n] = sign < 0 ? change.negate() : change;
    }
    return new Condition(v, derivative, equation);
  }
}
