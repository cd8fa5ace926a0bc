package org.dlmcert.app;

import java.io.OutputStream;
import org.dlmcert.app.report.ExitCode;

/**
 * Runs command lines one after the other and forgets what they print.
 *
 * <p>The launcher lets this class run once after a build while the Java machine records which
 * classes are loaded, for its class-data sharing archive. Each argument is one command line, split
 * at blanks; whether it succeeds is of no importance.
 */
final class Rehearsal {

  private Rehearsal() {}

  /** Rehearses the command lines; the exit code is always 0. */
  public static void main(String[] commandLines) {
    for (String commandLine : commandLines) {
      Main.run(
          commandLine.split(" "), OutputStream.nullOutputStream(), OutputStream.nullOutputStream());
    }
    System.exit(ExitCode.HOLDS);
  }
}
