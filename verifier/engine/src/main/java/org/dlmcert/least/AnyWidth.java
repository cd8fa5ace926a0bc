package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.exact.LeastSquares;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;

/**
 * The least loss of one hidden layer over all widths (proofs/soundness.md, 31). Without noise the
 * outputs of single units span a space S; no width comes nearer to the targets than S, and a width
 * of at most dim S does. With given noise the sum of the spaces ε_i∘S bounds the loss. One
 * least-squares problem and one linear system: polynomial in N and d.
 */
public final class AnyWidth {
  private final CensusProblem problem;
  private final Rational loss;
  private final List<Rational> residuals;
  private final Optional<Weights> weights;

  private AnyWidth(
      CensusProblem problem, Rational loss, List<Rational> residuals, Optional<Weights> weights) {
    this.problem = problem;
    this.loss = loss;
    this.residuals = List.copyOf(residuals);
    this.weights = weights;
  }

  /** Finds it. */
  public static AnyWidth of(CensusProblem problem) {
    SingleUnitSpan span = new SingleUnitSpan(problem);
    boolean none = problem.noiseWord().equals("none");
    List<List<Rational>> rows = new ArrayList<>();
    List<List<Rational>> generators = span.generators();
    for (int i = 0; i < (none ? 1 : problem.units()); i++) {
      for (List<Rational> generator : generators) {
        List<Rational> noisy = new ArrayList<>();
        for (int n = 0; n < problem.samples(); n++) {
          noisy.add(generator.get(n).times(problem.noise().get(i, n)));
        }
        rows.add(noisy);
      }
    }
    if (problem.bias()) {
      rows.add(Collections.nCopies(problem.samples(), Rational.ONE));
    }
    List<Rational> nearest = nearest(RationalMatrix.ofRows(problem.samples(), rows), problem);
    List<Rational> residuals = new ArrayList<>();
    for (int n = 0; n < problem.samples(); n++) {
      residuals.add(nearest.get(n).minus(problem.targets().get(n)));
    }
    Rational loss =
        problem.samples() == 0
            ? Rational.ZERO
            : Rational.dot(residuals, residuals).dividedBy(Rational.of(2L * problem.samples()));
    return new AnyWidth(
        problem,
        loss,
        residuals,
        none ? Optional.of(network(problem, span, nearest)) : Optional.empty());
  }

  /** The point of the row space nearest to the targets. */
  private static List<Rational> nearest(RationalMatrix rows, CensusProblem problem) {
    RationalMatrix y = RationalMatrix.of(problem.samples(), 1, (n, k) -> problem.targets().get(n));
    if (rows.rows() == 0 || rows.columns() == 0) {
      return Collections.nCopies(problem.samples(), Rational.ZERO);
    }
    RationalMatrix fit = rows.transpose().times(LeastSquares.solve(rows, y));
    return IntStream.range(0, problem.samples()).mapToObj(n -> fit.get(n, 0)).toList();
  }

  /** A network whose outputs these are. */
  private static Weights network(
      CensusProblem problem, SingleUnitSpan span, List<Rational> outputs) {
    List<BigInteger[]> units = span.units();
    RationalMatrix all = span.outputs(units);
    // The bias first: a unit is there for what the bias does not give.
    int ones = problem.bias() ? 1 : 0;
    RationalMatrix features =
        RationalMatrix.of(
            units.size() + ones,
            problem.samples(),
            (i, n) -> i < ones ? Rational.ONE : all.get(i - ones, n));
    int[] rows =
        ModularMatrix.of(PrimeField.largest(), features.transpose().clearColumns().matrix())
            .rankProfile()
            .columnIndices();
    Optional<RationalMatrix> found = combination(features.rows(rows), outputs);
    if (found.isEmpty()) { // the prime divides a minor
      rows = IntStream.range(0, features.rows()).toArray();
      found = combination(features, outputs);
    }
    RationalMatrix factors = found.orElseThrow();
    List<BigInteger[]> hidden = new ArrayList<>();
    List<Rational> output = new ArrayList<>();
    Rational bias = Rational.ZERO;
    for (int k = 0; k < rows.length; k++) {
      Rational factor = factors.get(k, 0);
      if (rows[k] < ones) {
        bias = factor;
      } else if (!factor.isZero()) {
        hidden.add(units.get(rows[k] - ones));
        output.add(factor);
      }
    }
    if (hidden.isEmpty()) {
      hidden.add(units.get(0));
      output.add(Rational.ZERO);
    }
    return weights(problem, hidden, output, bias);
  }

  private static Weights weights(
      CensusProblem problem, List<BigInteger[]> hidden, List<Rational> output, Rational bias) {
    int d0 = problem.instance().network().inputs();
    RationalMatrix first =
        RationalMatrix.of(hidden.size(), d0, (i, j) -> Rational.of(hidden.get(i)[j]));
    RationalMatrix second = RationalMatrix.of(1, hidden.size(), (k, i) -> output.get(i));
    return new Weights(
        List.of(first, second),
        problem.bias()
            ? Optional.of(
                List.of(hidden.stream().map(w -> Rational.of(w[d0])).toList(), List.of(bias)))
            : Optional.empty());
  }

  private static Optional<RationalMatrix> combination(
      RationalMatrix features, List<Rational> outputs) {
    RationalMatrix both =
        RationalMatrix.of(
            features.columns(),
            features.rows() + 1,
            (n, k) -> k < features.rows() ? features.get(k, n) : outputs.get(n));
    // one scale for each equation
    RationalMatrix.ClearedColumns cleared = both.transpose().clearColumns();
    var equations = cleared.matrix().transpose();
    int[] left = IntStream.range(0, features.rows()).toArray();
    LinearSystem.Solution solution =
        LinearSystem.solve(equations.columns(left), equations.columns(new int[] {left.length}));
    if (solution instanceof LinearSystem.Unique unique) {
      return Optional.of(unique.solution());
    }
    return solution instanceof LinearSystem.Underdetermined many
        ? Optional.of(many.particular())
        : Optional.empty();
  }

  public CensusProblem problem() {
    return problem;
  }

  /** The least loss; with given noise, a bound that no weights are below. */
  public Rational loss() {
    return loss;
  }

  /** Residuals that are orthogonal to the outputs of every unit. */
  public List<Rational> residuals() {
    return residuals;
  }

  /** Weights of a network that has the loss, without noise. */
  public Optional<Weights> weights() {
    return weights;
  }

  /** The certificate. */
  public Certificate certificate() {
    return AnyWidthCertificate.of(this);
  }
}
