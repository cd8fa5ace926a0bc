package org.dlmcert.app.report;

/** The exit codes of the program. Scripts rely on them; they do not change. */
public final class ExitCode {

  /** The claim holds, or the work is done. */
  public static final int HOLDS = 0;

  /** Refuted, with evidence. */
  public static final int REFUTED = 1;

  /** Wrong usage or bad input: one message on standard error, nothing written. */
  public static final int BAD_INPUT = 2;

  /** Not decided: a limit was reached. */
  public static final int UNDECIDED = 3;

  /** A fault of the program itself. */
  public static final int FAULT = 70;

  /** Stopped by the user (128 + SIGINT). */
  public static final int INTERRUPTED = 130;

  private ExitCode() {}
}
