package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;

/**
 * Decides one choice of a cell for each unit.
 *
 * <p>The loss is a convex quadratic in the hidden weights times output weights as long as no unit
 * leaves its cell, so that its minima there are the solutions of the normal equations with the
 * right signs (Soudry and Carmon 2016, proof of Theorem 4, and proofs/soundness.md). If there is
 * one solution only, its signs are looked at; otherwise linear programs decide. Safe for use by
 * several threads.
 */
final class ChoiceDecision {
  private final ScaledProblem problem;
  private final UnitCells cells;
  private final PrimeField field;

  ChoiceDecision(ScaledProblem problem, UnitCells cells, PrimeField field) {
    this.problem = problem;
    this.cells = cells;
    this.field = field;
  }

  /** Decides the choice of these cells, one for each unit. */
  ChoiceAnswer decide(int[] chosen) {
    List<UnitCells.Choice> units = new ArrayList<>();
    List<IntegerMatrix> blocks = new ArrayList<>();
    for (int i = 0; i < chosen.length; i++) {
      UnitCells.Choice choice = cells.choice(chosen[i]);
      units.add(choice);
      blocks.add(problem.block(i, choice.signs()));
    }
    StationarySet set = StationarySet.of(problem.gradient(blocks), problem.targets());
    boolean unique = set.isIndependentModulo(field);
    return new ChoiceAnswer(
        problem.original(set.particular(), set.denominator()),
        set.loss(problem.targets(), problem.targetScale()),
        unique ? signs(set, units) : Optional.empty(),
        unique
            ? Optional.empty()
            : Optional.of(OutputSignSearch.search(problem, set, units, chosen)));
  }

  /** The signs of the output weights at the only solution, if it is inside the cells. */
  private Optional<List<Integer>> signs(StationarySet set, List<UnitCells.Choice> units) {
    int d = problem.inputs().rows();
    List<Integer> signs = new ArrayList<>();
    for (int i = 0; i < units.size(); i++) {
      List<BigInteger> row = set.particular().subList(i * d, (i + 1) * d);
      Optional<Integer> sign = sign(row, units.get(i));
      if (sign.isEmpty()) {
        return Optional.empty();
      }
      signs.add(sign.get());
    }
    return Optional.of(signs);
  }

  private Optional<Integer> sign(List<BigInteger> row, UnitCells.Choice unit) {
    if (row.stream().allMatch(entry -> entry.signum() == 0)) {
      return Optional.of(0);
    }
    int common = 0;
    for (int n : unit.boundingSamples()) {
      BigInteger sum = problem.inputs().dot(row, n);
      int sign = unit.signs().isPlus(n) ? sum.signum() : -sum.signum();
      if (sign == 0 || sign == -common) {
        return Optional.empty();
      }
      common = sign;
    }
    return Optional.of(common);
  }
}
