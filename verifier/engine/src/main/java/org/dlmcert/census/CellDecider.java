package org.dlmcert.census;

import java.util.function.Function;
import org.dlmcert.exact.PrimeField;
import org.jspecify.annotations.Nullable;

/**
 * Decides choices of open cells. The cells follow from the problem, and are found anew elsewhere.
 */
final class CellDecider implements Decider {
  private static final long serialVersionUID = 1L;

  private final CensusProblem problem;
  private transient @Nullable UnitCells cells;
  private transient @Nullable ChoiceDecision decision;

  CellDecider(CensusProblem problem, UnitCells cells) {
    this.problem = problem;
    this.cells = cells;
  }

  /** The prime that tells whether a choice has one stationary point only. */
  static PrimeField field() {
    return PrimeField.largest();
  }

  @Override
  public Function<int[], String> decision() throws InterruptedException {
    ChoiceDecision decides = decides();
    return chosen -> ChoiceLine.of(decides.decide(chosen), problem, chosen).text();
  }

  private synchronized ChoiceDecision decides() throws InterruptedException {
    if (cells == null) {
      cells = UnitCells.of(problem.inputs(), Integer.MAX_VALUE, count -> {}).orElseThrow();
    }
    if (decision == null) {
      decision = new ChoiceDecision(new ScaledProblem(problem), cells, field());
    }
    return decision;
  }
}
