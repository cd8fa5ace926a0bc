package org.dlmcert.app.report;

/** How a command ended, as printed in reports, with the exit code that goes with it. */
public enum ReportVerdict {
  /** The claim was proved and the certificate passed the independent checker. */
  CERTIFIED(ExitCode.HOLDS),
  /** The checker accepts the certificate. */
  ACCEPTED(ExitCode.HOLDS),
  /** The weights are a global minimum. */
  GLOBAL_MINIMUM(ExitCode.HOLDS),
  /** The weights are a local minimum. */
  LOCAL_MINIMUM(ExitCode.HOLDS),
  /** Every differentiable local minimum is global. */
  ALL_GLOBAL(ExitCode.HOLDS),
  /** There is no differentiable minimum. */
  NONE(ExitCode.HOLDS),
  /** The work is done; the command claims nothing beyond its result. */
  DONE(ExitCode.HOLDS),
  /** The claim is false, with evidence. */
  REFUTED(ExitCode.REFUTED),
  /** The checker does not accept the certificate. */
  REJECTED(ExitCode.REFUTED),
  /** There is a first-order direction of descent. */
  NOT_CRITICAL(ExitCode.REFUTED),
  /** First-order stationary, with a proved direction of decrease. */
  SADDLE(ExitCode.REFUTED),
  /** There are differentiable local minima that are not global. */
  BAD_MINIMA(ExitCode.REFUTED),
  /** A limit was reached before an answer. */
  UNDECIDED(ExitCode.UNDECIDED),
  /** The checker's computed work exceeds its limit. */
  NOT_CHECKED(ExitCode.UNDECIDED),
  /** Some pre-activation is zero, and the point stays undecided. */
  NOT_DIFFERENTIABLE(ExitCode.UNDECIDED),
  /** Stationary up to second order, and no more is known. */
  SECOND_ORDER_STATIONARY(ExitCode.UNDECIDED);

  private final int exitCode;

  ReportVerdict(int exitCode) {
    this.exitCode = exitCode;
  }

  /** The exit code of a command that ends with this verdict. */
  public int exitCode() {
    return exitCode;
  }
}
