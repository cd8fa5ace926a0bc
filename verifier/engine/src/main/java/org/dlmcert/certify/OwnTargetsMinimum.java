package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.refutation.OwnMinimumEvidence;
import org.dlmcert.exact.LeastSquares;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.pattern.OpenCell;

/**
 * Without noise, two units or more have a bad differentiable minimum for almost every targets y
 * (proofs/soundness.md, section 5).
 *
 * <p>Let c be a point of an open cell of one unit, a the slopes there, ŵ a least-squares solution
 * of y by X·diag(a), and e its residual. The first unit gets ŵ + t·c and output weight 1, the
 * second t·c and output weight -1, all others c and output weight 0. For large t all units lie in
 * the cell of c, and the outputs are those of ŵ; as X·diag(a)·e = 0, the point is critical, and
 * within the cell no outputs are nearer to y. With biases, the last one takes part in the least
 * squares, so that the residuals add up to zero as well.
 */
final class OwnTargetsMinimum {
  /** Arrangements with more cells are not searched as a whole. */
  private static final int MOST_CELLS = 4096;

  private final GivenLayer layer;
  private final RationalMatrix targets; // N×1
  private final boolean bias;

  private OwnTargetsMinimum(GivenLayer layer, RationalMatrix targets, boolean bias) {
    this.layer = layer;
    this.targets = targets;
    this.bias = bias;
  }

  /**
   * A bad minimum for the targets of the instance; empty if there is noise, a single unit, no
   * targets, another loss than squares, or if in all cells that were tried the targets are met
   * exactly.
   */
  static Optional<OwnMinimumEvidence> of(Instance instance, GivenLayer layer) {
    Optional<RationalMatrix> targets = instance.dataset().targets();
    if (!instance.loss().equals(Loss.SQUARED)
        || targets.isEmpty()
        || targets.get().isZero()
        || !layer.isNoiseless()
        || layer.units() < 2) {
      return Optional.empty();
    }
    OwnTargetsMinimum search =
        new OwnTargetsMinimum(layer, targets.get(), instance.network().bias());
    return Stream.<Stream<List<Rational>>>of(search.somePoints(), search.allPoints())
        .flatMap(points -> points)
        .map(search::at)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private Stream<List<Rational>> somePoints() {
    RationalMatrix inputs = layer.inputs();
    return Stream.concat(
        Stream.of(OpenCell.point(inputs)),
        IntStream.range(0, layer.samples())
            .filter(n -> !layer.isZeroSample(n))
            .mapToObj(n -> OpenCell.pointNegativeOn(inputs, n)));
  }

  /** A point of every cell, if Cover's bound says that they are few. */
  private Stream<List<Rational>> allPoints() {
    return Stream.of(layer.inputs())
        .filter(
            x ->
                CellEnumeration.coverCount(x.columns(), x.rows())
                        .compareTo(BigInteger.valueOf(MOST_CELLS))
                    <= 0)
        .flatMap(x -> CellEnumeration.of(x, SignConvention.OPEN, MOST_CELLS, count -> {}).stream())
        .flatMap(found -> found.cells().stream())
        .map(Cell::point);
  }

  private Optional<OwnMinimumEvidence> at(List<Rational> c) {
    RationalMatrix inputs = layer.inputs();
    Rational[] u =
        IntStream.range(0, layer.samples())
            .mapToObj(n -> OpenCell.preactivation(inputs, c, n))
            .toArray(Rational[]::new);
    RationalMatrix gradients =
        RationalMatrix.of(
            inputs.rows(),
            inputs.columns(),
            (j, n) -> u[n].signum() < 0 ? inputs.get(j, n).times(layer.slope()) : inputs.get(j, n));
    RationalMatrix features = Gradient.withOnes(gradients, bias);
    RationalMatrix solution = LeastSquares.solve(features, targets);
    RationalMatrix fitted = features.transpose().times(solution);
    List<Rational> residual =
        IntStream.range(0, layer.samples())
            .mapToObj(n -> fitted.get(n, 0).minus(targets.get(n, 0)))
            .toList();
    if (residual.stream().allMatch(Rational::isZero)) {
      return Optional.empty();
    }
    List<Rational> best =
        IntStream.range(0, inputs.rows()).mapToObj(j -> solution.get(j, 0)).toList();
    return Optional.of(
        new OwnMinimumEvidence(
            weights(best, c, u),
            residual,
            outputWeights(),
            bias ? solution.get(inputs.rows(), 0) : Rational.ZERO));
  }

  private RationalMatrix weights(List<Rational> best, List<Rational> c, Rational[] u) {
    BigInteger t = BigInteger.ONE;
    for (int n = 0; n < u.length; n++) {
      if (!u[n].isZero()) {
        Rational ratio =
            OpenCell.preactivation(layer.inputs(), best, n).abs().dividedBy(u[n].abs());
        t = t.max(ratio.numerator().divide(ratio.denominator()).add(BigInteger.ONE));
      }
    }
    Rational factor = Rational.of(t);
    List<Rational> far = c.stream().map(factor::times).toList();
    List<List<Rational>> rows = new ArrayList<>();
    rows.add(IntStream.range(0, c.size()).mapToObj(j -> best.get(j).plus(far.get(j))).toList());
    rows.add(far);
    for (int i = 2; i < layer.units(); i++) {
      rows.add(c);
    }
    return RationalMatrix.ofRows(c.size(), rows);
  }

  private List<Rational> outputWeights() {
    return IntStream.range(0, layer.units())
        .mapToObj(i -> i == 0 ? Rational.ONE : i == 1 ? Rational.of(-1) : Rational.ZERO)
        .toList();
  }
}
