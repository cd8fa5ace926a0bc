package org.dlmcert.census;

/**
 * The choices of a cell for each unit in lexicographic order, in which the cells of units with
 * equal noise ascend.
 */
final class Choices {
  private final CensusProblem problem;
  private final int cells;
  private final int[] current;
  private boolean exhausted;

  /** At the first choice. */
  Choices(CensusProblem problem, int cells) {
    this(problem, cells, new int[problem.units()]);
  }

  /** At the given choice. */
  Choices(CensusProblem problem, int cells, int[] start) {
    this.problem = problem;
    this.cells = cells;
    this.current = start.clone();
  }

  boolean isExhausted() {
    return exhausted;
  }

  /** The choice at hand; a copy. */
  int[] current() {
    return current.clone();
  }

  /** Goes to the next choice. */
  void advance() {
    for (int i = current.length - 1; i >= 0; i--) {
      if (current[i] + 1 < cells) {
        current[i]++;
        for (int k = i + 1; k < current.length; k++) {
          int before = problem.equalBefore(k);
          current[k] = before < 0 ? 0 : current[before];
        }
        return;
      }
    }
    exhausted = true;
  }

  /** Goes so many choices further, or to the end. */
  void advance(int steps) {
    for (int k = 0; k < steps && !exhausted; k++) {
      advance();
    }
  }
}
