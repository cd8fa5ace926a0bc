package org.dlmcert.models.tensor;

/** What does not fit together: shapes, types, sizes. Whoever knows the place adds it. */
public final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String problem;

  /**
   * @param problem what was expected and found, on one line
   */
  public Unfit(String problem) {
    super(problem);
    this.problem = problem;
  }

  public String problem() {
    return problem;
  }
}
