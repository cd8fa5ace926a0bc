package org.dlmcert.app;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.MarkdownTranscript;
import org.dlmcert.paper.Replay;
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
    description = {
      "Every statement of the paper, checked exactly on instances, with negative controls that have",
      "to break. PASS: every check holds and every control breaks. Without ID: all statements."
    })
final class ReplayCommand implements Job {
  private final List<Statement> statements;

  @Parameters(arity = "0..*", paramLabel = "ID", description = "Statements, such as fact-2.")
  private List<String> ids = new ArrayList<>();

  @Option(names = "--deep", description = "More and larger instances; this takes its time.")
  private boolean deep;

  @Mixin private MarkdownOption markdown = new MarkdownOption();

  ReplayCommand() {
    this(Statements.ALL);
  }

  /** The same for other statements. */
  ReplayCommand(List<Statement> statements) {
    this.statements = List.copyOf(statements);
  }

  @Override
  public Report run(JobContext context) throws InterruptedException {
    return run(chosen(), deep ? Extent.DEEP : Extent.NORMAL, markdown.file(), context);
  }

  /** The statements named, in their order here and each once; all if none is named. */
  private List<Statement> chosen() {
    for (String id : ids) {
      if (statements.stream().noneMatch(statement -> statement.id().equals(id))) {
        throw new UsageError(
            "no statement "
                + id
                + "; there are "
                + String.join(", ", statements.stream().map(Statement::id).toList()));
      }
    }
    return statements.stream()
        .filter(statement -> ids.isEmpty() || ids.contains(statement.id()))
        .toList();
  }

  /** Replays these statements and reports; REFUTED if one does not stand. */
  static Report run(
      List<Statement> chosen, Extent extent, Optional<Path> markdown, JobContext context)
      throws InterruptedException {
    context.progress().stage("statements", chosen.size());
    List<Replay> replays = Replays.of(chosen, extent, context.threads(), context.progress()::step);
    long passed = replays.stream().filter(Replay::passed).count();
    markdown.ifPresent(
        file ->
            context
                .outputs()
                .stage(file, MarkdownTranscript.of(replays).getBytes(StandardCharsets.UTF_8)));
    Report.Builder report =
        context
            .report(passed == replays.size() ? Verdict.DONE : Verdict.REFUTED)
            .field("statements", replays.stream().map(ReplayCommand::fields).toList())
            .field("passed", passed)
            .field("failed", replays.size() - passed)
            .field("markdown", markdown.map(Path::toString).orElse(null));
    report.line(
        "replayed %d statements: %d PASS".formatted(replays.size(), passed)
            + (passed == replays.size() ? "" : ", " + (replays.size() - passed) + " FAIL"));
    int width = chosen.stream().mapToInt(s -> s.title().length()).max().orElse(0);
    replays.forEach(replay -> lines(report, replay, width));
    markdown.ifPresent(file -> report.line("transcript: " + file));
    return report.build();
  }

  private static Map<String, Object> fields(Replay replay) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", replay.statement().id());
    fields.put("title", replay.statement().title());
    fields.put("where", replay.statement().where());
    fields.put("result", replay.passed() ? "PASS" : "FAIL");
    fields.put("evidence", replay.evidence());
    fields.put("checks", replay.checks().size());
    fields.put("controls", replay.controls().size());
    return fields;
  }

  private static void lines(Report.Builder report, Replay replay, int width) {
    Statement statement = replay.statement();
    String title = statement.title();
    report.line(
        "  %s  %s  %s"
            .formatted(
                replay.passed() ? "PASS" : "FAIL",
                title + " ".repeat(width - title.length()),
                statement.where()));
    report.line("        " + replay.evidence());
  }
}
