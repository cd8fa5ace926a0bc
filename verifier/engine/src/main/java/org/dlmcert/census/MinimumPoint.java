package org.dlmcert.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;

/**
 * A differentiable local minimum.
 *
 * @param cells the cell of each unit, as an index into those of one unit
 * @param outputSigns the sign of each output weight, 1, 0 or -1; the output weights themselves
 */
public record MinimumPoint(
    Rational loss, List<Integer> cells, List<Integer> outputSigns, Weights weights) {
  public MinimumPoint {
    cells = List.copyOf(cells);
    outputSigns = List.copyOf(outputSigns);
  }

  public boolean hasZeroOutput() {
    return outputSigns.contains(0);
  }

  /**
   * Output weights are the signs q. A unit with q ≠ 0 has the row q·w̃ where w̃ is its row times
   * its output weight; one with q = 0 has a point of its cell.
   */
  static MinimumPoint of(
      CensusProblem problem,
      UnitCells cells,
      int[] chosen,
      Rational loss,
      ChoiceAnswer.Minimum minimum) {
    List<List<Rational>> idle = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int cell : chosen) {
      idle.add(cells.cells().get(cell).point());
      indices.add(cell);
    }
    return new MinimumPoint(
        loss, indices, minimum.signs(), weights(problem, minimum.signs(), minimum.weights(), idle));
  }

  /**
   * The weights of a network.
   *
   * @param signs the output weights
   * @param products rows of hidden weights times output weights, and with biases the output's bias
   * @param idle the rows of units with output weight 0
   */
  public static Weights weights(
      CensusProblem problem,
      List<Integer> signs,
      List<Rational> products,
      List<List<Rational>> idle) {
    int d = problem.dimensions();
    int inputs = problem.instance().network().inputs();
    List<List<Rational>> rows = new ArrayList<>();
    List<Rational> biases = new ArrayList<>();
    for (int i = 0; i < signs.size(); i++) {
      int sign = signs.get(i);
      List<Rational> row =
          sign == 0
              ? idle.get(i)
              : products.subList(i * d, (i + 1) * d).stream()
                  .map(entry -> sign > 0 ? entry : entry.negate())
                  .toList();
      rows.add(row.subList(0, inputs));
      if (problem.bias()) {
        biases.add(row.get(inputs));
      }
    }
    List<Rational> outputs = signs.stream().map(q -> Rational.of(q)).toList();
    return new Weights(
        List.of(
            RationalMatrix.ofRows(inputs, rows),
            RationalMatrix.ofRows(signs.size(), List.of(outputs))),
        problem.bias()
            ? Optional.of(List.of(biases, List.of(products.get(products.size() - 1))))
            : Optional.empty());
  }
}
