package org.dlmcert.app.run;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.InputErrors;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.io.Printable;

/** Where results and messages go, both in UTF-8, and what kind of terminal is there. */
public final class StandardStreams {

  private static final int MOST_LINES = 9;
  private static final String ERASE_LINE = "\r\u001b[K";

  private final OutputStream out;
  private final PrintStream err;
  private final Terminal terminal;

  public StandardStreams(OutputStream out, OutputStream err, Terminal terminal) {
    this.out = out;
    this.err = new PrintStream(err, true, StandardCharsets.UTF_8);
    this.terminal = terminal;
  }

  Terminal terminal() {
    return terminal;
  }

  PrintStream err() {
    return err;
  }

  /**
   * Writes a result in one piece. A reader who has gone away, as in {@code dlmcert … | head -1}, is
   * no error.
   *
   * @throws UsageError if standard output cannot be written for another reason, such as a full disk
   */
  void result(String text) {
    result(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The same for bytes. */
  void result(byte[] bytes) {
    try {
      out.write(bytes);
      out.flush();
    } catch (IOException e) {
      String reason = Optional.ofNullable(e.getMessage()).orElse("");
      if (!reason.toLowerCase(Locale.ROOT).contains("pipe")) {
        throw new UsageError("standard output: cannot be written: " + InputErrors.reason(e));
      }
    }
  }

  /** Writes what was asked for by an option such as {@code --help}; returns the exit code. */
  public int information(String text) {
    try {
      result(text);
      return ExitCode.HOLDS;
    } catch (UsageError e) {
      error(String.valueOf(e.getMessage()));
      return ExitCode.BAD_INPUT;
    }
  }

  /** Writes a message in passing, over the progress bar if there is one. */
  void note(String message) {
    err.println((terminal.errorBars() ? ERASE_LINE : "") + "dlmcert: " + Printable.of(message));
  }

  /** Writes an error message, cut to under ten lines. */
  void error(String message) {
    String[] lines = message.strip().split("\\R", MOST_LINES + 1);
    StringBuilder text = new StringBuilder("dlmcert: ");
    for (int i = 0; i < Math.min(lines.length, MOST_LINES); i++) {
      text.append(Printable.of(lines[i])).append(System.lineSeparator());
    }
    err.print(text);
    err.flush();
  }

  /** Writes the stack trace of a fault of the program; returns the exit code. */
  public int fault(Throwable error) {
    error.printStackTrace(err);
    error("this is a fault of the program; please report the lines above");
    return ExitCode.FAULT;
  }
}
