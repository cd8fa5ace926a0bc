package org.dlmcert.census.held;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Blocks of units, each with a positive combination of its output weights that is zero
 * (proofs/soundness.md, section 43): the lines that have output weights of both signs, and one
 * block of all others; or one block of all. Units with output weights 0 are in the first.
 *
 * @param blocks the units of each block
 * @param balance per unit its positive factor
 */
record CancellingUnits(List<List<Integer>> blocks, List<Rational> balance) {
  CancellingUnits {
    blocks = blocks.stream().map(List::copyOf).toList();
    balance = List.copyOf(balance);
  }

  /** Empty if no positive combination of all of them is zero. */
  static Optional<CancellingUnits> of(HeldProblem problem) {
    List<List<Integer>> lines = new ArrayList<>();
    List<Integer> idle = new ArrayList<>();
    for (int i = 0; i < problem.units(); i++) {
      List<Rational> w = problem.column(i);
      if (w.stream().allMatch(Rational::isZero)) {
        idle.add(i);
        continue;
      }
      Optional<List<Integer>> own =
          lines.stream().filter(line -> parallel(problem.column(line.get(0)), w)).findFirst();
      if (own.isPresent()) {
        own.get().add(i);
      } else {
        lines.add(new ArrayList<>(List.of(i)));
      }
    }
    List<List<Integer>> balanced = new ArrayList<>();
    List<Integer> others = new ArrayList<>();
    for (List<Integer> line : lines) {
      if (balance(problem, line).isPresent()) {
        balanced.add(line);
      } else {
        others.addAll(line);
      }
    }
    if (!others.isEmpty()) {
      balanced.add(others);
    }
    Optional<CancellingUnits> found = of(problem, balanced, idle);
    return found.isPresent()
        ? found
        : of(problem, List.of(balanced.stream().flatMap(List::stream).sorted().toList()), idle);
  }

  private static Optional<CancellingUnits> of(
      HeldProblem problem, List<List<Integer>> blocks, List<Integer> idle) {
    List<Rational> balance = new ArrayList<>(Collections.nCopies(problem.units(), Rational.ONE));
    for (List<Integer> block : blocks) {
      Optional<List<BigInteger>> factors = balance(problem, block);
      if (factors.isEmpty()) {
        return Optional.empty();
      }
      for (int i = 0; i < block.size(); i++) {
        balance.set(block.get(i), Rational.of(factors.get().get(i), BigInteger.ONE));
      }
    }
    List<List<Integer>> all = new ArrayList<>(blocks);
    if (!idle.isEmpty()) {
      List<Integer> first = new ArrayList<>(all.isEmpty() ? List.of() : all.remove(0));
      first.addAll(idle);
      all.add(0, first);
    }
    return Optional.of(new CancellingUnits(all, balance));
  }

  private static boolean parallel(List<Rational> a, List<Rational> b) {
    for (int i = 0; i < a.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (!a.get(i).times(b.get(j)).equals(a.get(j).times(b.get(i)))) {
          return false;
        }
      }
    }
    return true;
  }

  /** Positive factors with which the output weights add up to zero. */
  private static Optional<List<BigInteger>> balance(HeldProblem problem, List<Integer> units) {
    int[] columns = units.stream().mapToInt(Integer::intValue).toArray();
    RationalMatrix weights = problem.outputWeights().columns(columns);
    IntegerMatrix rows = weights.transpose().clearColumns().matrix().transpose();
    List<Inequality> system = new ArrayList<>();
    for (int i = 0; i < columns.length; i++) {
      int unit = i;
      system.add(
          new Inequality(
              IntStream.range(0, columns.length)
                  .mapToObj(j -> j == unit ? BigInteger.ONE : BigInteger.ZERO)
                  .toList(),
              true));
    }
    for (int c = 0; c < rows.rows(); c++) {
      system.add(new Inequality(rows.row(c), false));
      system.add(new Inequality(rows.row(c).stream().map(BigInteger::negate).toList(), false));
    }
    return HomogeneousInequalities.decide(columns.length, system) instanceof Solvable solvable
        ? Optional.of(solvable.point())
        : Optional.empty();
  }
}
