package org.dlmcert.app.picture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine a measurement was made on. */
public final class Machine {
  private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

  private Machine() {}

  /** Processor, cores and Java, in a line. */
  public static String words() {
    return processor()
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores, Java "
        + Runtime.version().feature();
  }

  /** The time since then ({@link System#nanoTime}), and the machine, in a sentence. */
  public static String timeSince(long start) {
    return String.format(
        Locale.ROOT,
        "Time %.1f minutes (%.1f of processor time) on %s.",
        (System.nanoTime() - start) / 60e9,
        processorTime().toMillis() / 60e3,
        words());
  }

  /** The processor time of this process so far; zero where it is not known. */
  private static Duration processorTime() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private static String processor() {
    try (Stream<String> lines = Files.lines(PROCESSORS)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(architecture());
    } catch (IOException | UncheckedIOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.name", "?") + " " + System.getProperty("os.arch", "?");
  }
}
