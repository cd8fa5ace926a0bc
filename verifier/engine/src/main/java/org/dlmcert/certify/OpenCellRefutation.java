package org.dlmcert.certify;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;

/** Refutes with the pattern of a point that has only nonzero preactivations. */
final class OpenCellRefutation {
  private OpenCellRefutation() {}

  /**
   * The refutation at given weights, if the matrix there has a null vector supported on the given
   * samples.
   *
   * @param rows the weights of the D units, each of d entries, in open cells
   */
  static Optional<Evidence> at(
      FullRankProblem.OneLayer problem, List<List<Rational>> rows, int[] support) {
    RationalMatrix weights = RationalMatrix.ofRows(problem.inputs().rows(), rows);
    ActivationPattern pattern = ActivationPattern.ofPreactivations(weights.times(problem.inputs()));
    RationalMatrix matrix =
        KhatriRao.product(pattern.slopes(problem.noise(), problem.slope()), problem.inputs());
    return NullVectors.find(matrix, support).map(v -> new Evidence.OpenCell(weights, v));
  }

  /** The same weights for every unit. */
  static List<List<Rational>> repeated(FullRankProblem.OneLayer problem, List<Rational> row) {
    return IntStream.range(0, problem.units()).mapToObj(i -> row).toList();
  }
}
