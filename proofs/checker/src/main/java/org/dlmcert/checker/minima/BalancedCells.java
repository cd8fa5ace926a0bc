package org.dlmcert.checker.minima;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/**
 * All units in some cells, with a positive combination of the output weights of the units of each
 * cell that is zero (format.md 5.48).
 */
record BalancedCells(List<Integer> cells, Rational[] balance, Rational[] solution) {
  static BalancedCells read(CanonicalReader in, Network network, int count) {
    int units = LastHiddenLayer.units(network);
    in.open();
    in.field("cells");
    List<Integer> cells = in.list(units, () -> in.index(count));
    in.field("balance");
    Rational[] balance = in.row(units);
    in.field("solution");
    Rational[] solution = in.row(HeldMinimumRule.rows(in, network, units));
    in.close();
    return new BalancedCells(cells, balance, solution);
  }

  /** The loss at their nearest outputs; rejects units of a cell that do not cancel. */
  Rational loss(LastHiddenLayer layer, NearestOutputs nearest, Steps steps) {
    int units = balance.length;
    int k = layer.outputWeights().outputs();
    List<Rational[]> sums = new ArrayList<>(); // of each cell that has units
    List<Integer> order = cells.stream().distinct().toList();
    steps.work().reserve(order.size(), k);
    order.forEach(cell -> sums.add(zeros(k)));
    for (int i = 0; i < units; i++) {
      int unit = i;
      Rational factor = balance[i];
      steps.require(
          factor.signum() > 0,
          "lower.balance",
          () -> "the balance of unit " + unit + " is not positive");
      Rational[] sum = sums.get(order.indexOf(cells.get(i)));
      Rational[] column = layer.outputWeights().column(i);
      steps.work().add(k, 1 + order.size());
      for (int c = 0; c < k; c++) {
        Rational term = Vectors.times(factor, column[c], steps.work());
        sum[c] = Vectors.plus(sum[c], term, steps.work());
      }
    }
    for (int t = 0; t < sums.size(); t++) {
      int cell = order.get(t);
      steps.require(
          Vectors.isZero(sums.get(t)),
          "lower.balance",
          () -> "the output weights of the units in cell " + cell + " do not add up to zero");
    }
    int[] all = IntStream.range(0, units).toArray();
    int[] own = cells.stream().mapToInt(Integer::intValue).toArray();
    return nearest.loss(all, own, solution, "lower.solution");
  }

  private static Rational[] zeros(int length) {
    Rational[] zeros = new Rational[length];
    Arrays.fill(zeros, Rational.ZERO);
    return zeros;
  }
}
