package org.dlmcert.app.report;

/**
 * Wrong usage of a command: an option that does not fit, an output file that is in the way. Ends
 * the command with {@link ExitCode#BAD_INPUT}; its message is all the user sees.
 */
public final class UsageError extends RuntimeException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes the error.
   *
   * @param message complete, under ten lines, without class names: what was given and what was
   *     expected
   */
  public UsageError(String message) {
    super(message);
  }
}
