package org.dlmcert.app.command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.app.argument.NamedStatement;
import org.dlmcert.app.option.MarkdownOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.Shown;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.MarkdownTranscript;
import org.dlmcert.paper.Replay;
import org.dlmcert.paper.Replay.Result;
import org.dlmcert.paper.Replays;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.statement.Statements;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert replay}: the paper's statements, checked by exact arithmetic. */
@Command(
    name = "replay",
    header = "Every statement of the paper, checked exactly.",
    description =
        "Every statement of the paper, checked exactly on instances, with negative controls that have "
            + "to break. PASS: every check holds and every control breaks. ERROR: an exception ended it. "
            + "Without ID: all statements.")
public final class ReplayCommand implements Job {
  @Parameters(
      arity = "0..*",
      paramLabel = "ID",
      parameterConsumer = NamedStatement.OneByOne.class,
      description = "Statements, such as fact-2.")
  private List<Statement> named = new ArrayList<>();

  @Option(names = "--deep", description = "More and larger instances; this takes its time.")
  private boolean deep;

  @Mixin private MarkdownOption markdown = new MarkdownOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws InterruptedException {
    return run(chosen(), deep ? Extent.DEEP : Extent.NORMAL, markdown.file(), context);
  }

  /** The statements named, in their order here and each once; all if none is named. */
  private List<Statement> chosen() {
    return Statements.ALL.stream()
        .filter(statement -> named.isEmpty() || named.contains(statement))
        .toList();
  }

  /**
   * Replays these statements and reports; REFUTED if one does not stand, UNDECIDED if one ends in
   * an error.
   */
  static Report run(
      List<Statement> chosen, Extent extent, Optional<Path> markdown, JobContext context)
      throws InterruptedException {
    List<Replay> replays = Replays.of(chosen, extent, context.threads(), context.progress());
    Map<Result, Long> results =
        replays.stream()
            .collect(
                Collectors.groupingBy(
                    Replay::result, () -> new EnumMap<>(Result.class), Collectors.counting()));
    markdown.ifPresent(
        file ->
            context
                .outputs()
                .stage(file, MarkdownTranscript.of(replays).getBytes(StandardCharsets.UTF_8)));
    Report.Builder report =
        begun(results, context)
            .field("statements", replays.stream().map(ReplayCommand::fields).toList())
            .field("passed", results.getOrDefault(Result.PASS, 0L))
            .field("failed", results.getOrDefault(Result.FAIL, 0L))
            .field("errors", results.getOrDefault(Result.ERROR, 0L))
            .field("markdown", markdown.map(Path::toString).orElse(null));
    report.line(
        "replayed "
            + Shown.count(replays.size(), "statement")
            + ": "
            + results.getOrDefault(Result.PASS, 0L)
            + " PASS"
            + counted(results, Result.FAIL)
            + counted(results, Result.ERROR));
    int width = chosen.stream().mapToInt(s -> s.heading().title().length()).max().orElse(0);
    int longest = replays.stream().mapToInt(r -> r.result().name().length()).max().orElse(0);
    replays.forEach(replay -> lines(report, replay, width, longest));
    markdown.ifPresent(file -> report.line("transcript: " + file));
    return report.build();
  }

  /** REFUTED if a statement does not stand; an error alone refutes nothing. */
  private static Report.Builder begun(Map<Result, Long> results, JobContext context) {
    if (results.containsKey(Result.FAIL)) {
      return Report.failedCheck(context.command());
    }
    return results.containsKey(Result.ERROR)
        ? context.undecided(
            "an error in the replay itself",
            "a report of the error, which is a fault of this program")
        : context.done();
  }

  private static String counted(Map<Result, Long> results, Result result) {
    return results.containsKey(result) ? ", " + results.get(result) + " " + result : "";
  }

  private static Map<String, Object> fields(Replay replay) {
    Heading heading = replay.statement().heading();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", heading.id());
    fields.put("title", heading.title());
    fields.put("where", heading.where());
    fields.put("result", replay.result().name());
    fields.put("evidence", replay.evidence());
    fields.put("checks", replay.checks().size());
    fields.put("controls", replay.controls().size());
    return fields;
  }

  private static void lines(Report.Builder report, Replay replay, int width, int longest) {
    Heading heading = replay.statement().heading();
    String title = heading.title();
    report.line(
        String.format(
            Locale.ROOT,
            "  %-" + longest + "s  %s  %s",
            replay.result(),
            title + " ".repeat(width - title.length()),
            heading.where()));
    report.line("        " + replay.evidence());
  }
}
