package org.dlmcert.numeric.picture;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.faces.FaceMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.model.Weights;

/**
 * A minimum as it is drawn.
 *
 * @param outputSigns the sign of each output weight, 1, 0 or -1
 * @param kinks for each unit whether its preactivation is 0 on some input that is not
 */
public record PlottedMinimum(
    Rational loss, List<Integer> outputSigns, Weights weights, List<Boolean> kinks) {
  public PlottedMinimum {
    outputSigns = List.copyOf(outputSigns);
    kinks = List.copyOf(kinks);
  }

  /** A minimum inside a cell. */
  public static PlottedMinimum of(MinimumPoint minimum) {
    return new PlottedMinimum(
        minimum.loss(),
        minimum.outputSigns(),
        minimum.weights(),
        minimum.outputSigns().stream().map(q -> false).toList());
  }

  /** A minimum that may be on kinks. */
  public static PlottedMinimum of(FaceMinimum minimum) {
    return new PlottedMinimum(
        minimum.loss(),
        minimum.outputSigns(),
        minimum.weights(),
        IntStream.range(0, minimum.states().size())
            .mapToObj(i -> !minimum.face(i).isOpenCell())
            .toList());
  }

  /** Weights that have the least loss of all. */
  public static PlottedMinimum of(LeastLoss least) {
    CensusProblem problem = least.problem();
    return new PlottedMinimum(
        least.loss(),
        least.weights().matrix(2).row(0).stream().map(Rational::signum).toList(),
        least.weights(),
        IntStream.range(0, problem.units())
            .mapToObj(i -> isOnKink(problem, least.weights(), i))
            .toList());
  }

  private static boolean isOnKink(CensusProblem problem, Weights weights, int unit) {
    return IntStream.range(0, problem.samples())
        .anyMatch(
            n -> {
              Rational u = problem.bias() ? weights.bias(1, unit) : Rational.ZERO;
              boolean void0 = !problem.bias();
              for (int j = 0; j < weights.matrix(1).columns(); j++) {
                Rational x = problem.inputs().get(j, n);
                void0 &= x.isZero();
                u = u.plus(weights.matrix(1).get(unit, j).times(x));
              }
              return u.isZero() && !void0;
            });
  }

  /** Whether some unit is on a kink. */
  public boolean isOnKink() {
    return kinks.contains(true);
  }
}
