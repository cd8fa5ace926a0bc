package org.dlmcert.app.run;

import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that every command has. */
@OptionHeading(CommonOptions.HEADING)
final class CommonOptions {
  static final String HEADING = "Every command";

  private static final int MOST_THREADS = 1024;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Option(names = "--json", description = "Print the result as one JSON object.")
  private boolean json;

  @Option(names = "--quiet", description = "No progress and no messages but errors.")
  private boolean quiet;

  @Option(names = "--force", description = "Overwrite output files.")
  private boolean force;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "Stop undecided after this time: 500ms, 90s, 5m, 1h.")
  private Optional<TimeLimit> timeout = Optional.empty();

  @Bounds(least = 1, most = MOST_THREADS)
  @Option(
      names = "--threads",
      paramLabel = "K",
      description = "Threads to use; the result is the same for every K. Default: one per core.")
  private Optional<Integer> threads = Optional.empty();

  boolean json() {
    return json;
  }

  boolean quiet() {
    return quiet;
  }

  boolean force() {
    return force;
  }

  Optional<TimeLimit> timeout() {
    return timeout;
  }

  int threads() {
    return threads.orElseGet(
        () -> Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS));
  }
}
