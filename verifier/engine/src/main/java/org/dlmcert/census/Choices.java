package org.dlmcert.census;

/**
 * The choices of a cell for each unit in lexicographic order, in which the cells of units with
 * equal noise ascend.
 */
public final class Choices {
  private final CensusProblem problem;
  private final int cells;
  private final int[] current;
  private boolean exhausted;

  /** At the first choice. */
  public Choices(CensusProblem problem, int cells) {
    this(problem, cells, new int[problem.units()]);
  }

  /** At the given choice. */
  public Choices(CensusProblem problem, int cells, int[] start) {
    this.problem = problem;
    this.cells = cells;
    this.current = start.clone();
  }

  public boolean isExhausted() {
    return exhausted;
  }

  /** The choice at hand; a copy. */
  public int[] current() {
    return current.clone();
  }

  /** Goes to the next choice. */
  public void advance() {
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
  public void advance(int steps) {
    for (int k = 0; k < steps && !exhausted; k++) {
      advance();
    }
  }
}
