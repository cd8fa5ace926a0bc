package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.LeastSquares;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Weights;
import org.dlmcert.model.Widths;

/**
 * The exact stationary point nearest to given weights, in the same activation cell; for one hidden
 * layer and one output.
 *
 * <p>Inside a cell the outputs are linear in the rows of W̃, w̃_i = w_{2,i}·w_i (biases among
 * them), and in b_2: f = Gᵀw̃. The stationary points are the solutions of G Gᵀ w̃ = G y; the change
 * δ of least norm from the given w̃, G Gᵀ δ = -G e, is in the row space of G. Units with output
 * weight zero stay where they are. Linear systems over the rationals, with min(R, N) unknowns where
 * G has full rank.
 */
public final class Polish {
  private final Point point;
  private final List<Integer> units; // those with a nonzero output weight
  private final RationalMatrix gradient; // R×N

  private Polish(Point point) {
    this.point = point;
    RationalMatrix output = point.weights().matrix(2);
    units =
        IntStream.range(0, output.columns())
            .filter(i -> !output.get(0, i).isZero())
            .boxed()
            .toList();
    RationalMatrix below = point.below(1);
    int d = below.rows();
    int hidden = units.size() * d;
    gradient =
        RationalMatrix.of(
            hidden + (point.network().bias() ? 1 : 0),
            below.columns(),
            (r, n) ->
                r == hidden
                    ? Rational.ONE
                    : point.pass().slopes(1).get(units.get(r / d), n).times(below.get(r % d, n)));
  }

  /** How polishing ended. */
  public sealed interface Outcome {}

  /**
   * The stationary point is strictly inside the cell.
   *
   * @param largestChange the largest |change| of a weight or bias
   */
  public record Polished(Instance instance, Rational largestChange) implements Outcome {}

  /** The stationary point has another sign of this unit on this sample. */
  public record LeavesCell(int unit, int sample) implements Outcome {}

  /** The given point is not inside a cell: this preactivation is zero. */
  public record OnBoundary(ZeroPreactivation zero) implements Outcome {}

  /**
   * Polishes a point.
   *
   * @throws IllegalArgumentException with a message for people, unless there is one hidden layer
   *     and one output
   */
  public static Outcome of(Point point) {
    if (point.network().depth() != 2 || point.network().outputs() != 1) {
      throw new IllegalArgumentException(
          "widths: one hidden layer and one output expected, got "
              + Widths.text(point.network().widths()));
    }
    if (!point.lossFunction().equals(Loss.SQUARED)) {
      throw new IllegalArgumentException(
          "loss: squared expected, got " + point.lossFunction().word());
    }
    return point.isDifferentiable()
        ? new Polish(point).run()
        : new OnBoundary(point.zeroPreactivations().get(0));
  }

  private Outcome run() {
    Weights weights = moved(change());
    Instance polished = point.at(weights);
    Point after = Point.of(polished);
    RationalMatrix u = after.pass().preactivation(1);
    for (int i = 0; i < u.rows(); i++) {
      for (int n = 0; n < u.columns(); n++) {
        if (u.get(i, n).signum() != point.pass().preactivation(1).get(i, n).signum()) {
          return new LeavesCell(i, n);
        }
      }
    }
    ParameterLayout layout = new ParameterLayout(point.network());
    List<Rational> before = layout.vector(point.weights());
    List<Rational> now = layout.vector(weights);
    Rational largest =
        IntStream.range(0, now.size())
            .mapToObj(k -> now.get(k).minus(before.get(k)).abs())
            .reduce(Rational.ZERO, (a, b) -> a.compareTo(b) > 0 ? a : b);
    return new Polished(polished, largest);
  }

  /** δ, R entries: the change of least norm to a stationary point. */
  private List<Rational> change() {
    RationalMatrix solution = LeastSquares.leastNorm(gradient, point.residuals().transpose());
    return IntStream.range(0, solution.rows()).mapToObj(k -> solution.get(k, 0).negate()).toList();
  }

  /** w̃ + δ as weights: the output weights stay. */
  private Weights moved(List<Rational> change) {
    ParameterLayout layout = new ParameterLayout(point.network());
    List<Rational> vector = new ArrayList<>(layout.vector(point.weights()));
    RationalMatrix output = point.weights().matrix(2);
    int d = units.isEmpty() ? 0 : (change.size() - (point.network().bias() ? 1 : 0)) / units.size();
    for (int k = 0; k < units.size(); k++) {
      int offset = layout.offset(1, units.get(k));
      for (int j = 0; j < d; j++) {
        vector.set(
            offset + j,
            vector
                .get(offset + j)
                .plus(change.get(k * d + j).dividedBy(output.get(0, units.get(k)))));
      }
    }
    if (point.network().bias()) {
      int last = vector.size() - 1;
      vector.set(last, vector.get(last).plus(change.get(change.size() - 1)));
    }
    return layout.weights(vector);
  }
}
