package org.dlmcert.app.tour;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.ProgramJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dlmcert tour}: five commands on the examples, with what they are for. */
@Command(
    name = "tour",
    header = "Five commands on the examples, in three minutes.",
    description =
        "Runs five commands on the examples and says what they are for. Files that they make go into"
            + " a folder that is removed.")
public final class TourCommand implements ProgramJob {

  private static final Path MARK = Path.of("examples", "data", "digits.csv.gz");

  @Option(names = "--yes", description = "Go on without waiting for the Enter key.")
  private boolean yes;

  private @Nullable Program program;

  @Override
  public void takes(Program whole) {
    program = whole;
  }

  @Override
  public Report run(JobContext context) throws IOException {
    if (program == null) {
      throw new IllegalStateException("run without the program");
    }
    if (context.wantsJson()) {
      throw new UsageError("tour is for people; it has no --json");
    }
    Path home = home();
    Path made = Files.createTempDirectory("dlmcert-tour");
    try {
      int step = 0;
      for (TourStep stop : TourStep.ALL) {
        step++;
        if (!shown(program, step, stop, home, made)) {
          return Report.failedCheck(context.command())
              .line("Step " + step + " ended otherwise than it should.")
              .build();
        }
        if (!yes && step < TourStep.ALL.size()) {
          program.print("\n[Enter]");
          waitForEnter();
        }
      }
    } finally {
      remove(made);
    }
    return context
        .done()
        .line("")
        .line("That is all. dlmcert --help lists the commands; docs/guide has a page for each")
        .line("sort of question, and examples/README.md more to try.")
        .build();
  }

  private static boolean shown(Program program, int step, TourStep stop, Path home, Path made) {
    StringBuilder text = new StringBuilder("\n");
    wrapped(step + "/" + TourStep.ALL.size() + "  " + stop.before(), text);
    text.append('\n');
    wrapped("$ dlmcert " + stop.command(), text);
    program.print(text.toString());
    String[] words =
        Stream.of(stop.command().split(" "))
            .map(word -> located(word, home, made))
            .toArray(String[]::new);
    Ended ended = program.run(words);
    StringBuilder answer = new StringBuilder();
    ended
        .output()
        .replace(made + "/", "")
        .replace(home + "/", "")
        .lines()
        .forEach(line -> wrapped(line, answer));
    answer.append('\n');
    wrapped(stop.after(), answer);
    program.print(answer.toString());
    return ended.exitCode() == stop.exitCode();
  }

  private static String located(String word, Path home, Path made) {
    if (word.startsWith("examples/")) {
      return home.resolve(word).toString();
    }
    return word.endsWith(".cert") ? made.resolve(word).toString() : word;
  }

  private static void wrapped(String line, StringBuilder text) {
    new WrappedLine(line).appendTo(text);
  }

  /** The Enter key, or the end of standard input. */
  private static void waitForEnter() throws IOException {
    int key = System.in.read();
    while (key >= 0 && key != '\n') {
      key = System.in.read();
    }
  }

  /** The folder that has the examples: above the program's own file, or above this directory. */
  private static Path home() {
    List<Path> starts = new ArrayList<>();
    try {
      starts.add(
          Path.of(TourCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI()));
    } catch (URISyntaxException | SecurityException e) {
      starts.clear();
    }
    starts.add(Path.of("").toAbsolutePath());
    for (Path start : starts) {
      Optional<Path> found =
          Stream.iterate(start, folder -> folder != null, Path::getParent)
              .filter(folder -> Files.isRegularFile(folder.resolve(MARK)))
              .findFirst();
      if (found.isPresent()) {
        return found.get();
      }
    }
    throw new UsageError(
        "the examples are not there: run it in a folder that has "
            + MARK
            + ", as the program's own");
  }

  private static void remove(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
