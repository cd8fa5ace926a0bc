package org.dlmcert.app.run;

/**
 * What standard output and standard error lead to.
 *
 * <p>The launcher tells, by system properties, since Java itself does not know which of its streams
 * is a terminal. Without the launcher neither is taken for one.
 *
 * @param outputColours whether reports may be coloured
 * @param errorBars whether progress bars may be drawn on standard error
 * @param columns the width for progress bars
 */
public record Terminal(boolean outputColours, boolean errorBars, int columns) {

  private static final int DEFAULT_COLUMNS = 80;

  /** No terminal at all. */
  public static final Terminal NONE = new Terminal(false, false, DEFAULT_COLUMNS);

  /** The terminal the program was started on. */
  public static Terminal ofProcess() {
    String noColour = System.getenv("NO_COLOR");
    if ((noColour != null && !noColour.isEmpty()) || "dumb".equals(System.getenv("TERM"))) {
      return NONE;
    }
    int columns = Integer.getInteger("dlmcert.columns", DEFAULT_COLUMNS);
    return new Terminal(
        Boolean.getBoolean("dlmcert.stdout.terminal"),
        Boolean.getBoolean("dlmcert.stderr.terminal"),
        columns < 20 ? DEFAULT_COLUMNS : columns);
  }
}
