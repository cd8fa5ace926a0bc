package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.coq.CoqFile;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CheckOptions;
import org.dlmcert.app.option.InstanceReport;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert explain}: a certificate in words and small tables, after it has been checked. */
@Command(name = "explain", header = "Checks a certificate and shows what it says, in words.")
public final class ExplainCommand implements Job {

  @Parameters(arity = "1", paramLabel = "CERTIFICATE", description = "The certificate file.")
  private Path file;

  @Option(
      names = "--coq",
      description = {
        "Write a small certificate as a file for Coq, whose theorem is the claim: to standard",
        "output, or to the file that -o names."
      })
  private boolean coq;

  @Mixin private CheckOptions options = new CheckOptions();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException {
    if (coq) {
      InstanceReport.requireRoom(output, context);
    } else if (output.file().isPresent()) {
      throw new UsageError("-o goes with --coq");
    }
    byte[] bytes = options.certificate(file);
    Judged judged = options.check(bytes, context);
    Report.Builder report = options.report(judged, file, context);
    if (judged instanceof Proved proved) {
      List<String> lines = EvidenceWords.full(proved);
      String brief = EvidenceWords.brief(proved);
      report.field("because", brief).field("explanation", lines);
      report.line("  because " + brief).line("");
      lines.forEach(report::line);
      if (coq) {
        write(CoqFile.of(proved), report, context);
      }
    }
    return report.build();
  }

  private void write(String text, Report.Builder report, JobContext context) {
    Optional<Path> target = output.file();
    if (target.isEmpty()) {
      report.document(text);
      return;
    }
    context.outputs().stage(target.get(), text.getBytes(StandardCharsets.UTF_8));
    report.field("output", target.get().toString()).line("").line("for Coq: " + target.get());
  }
}
