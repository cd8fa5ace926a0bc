package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.dlmcert.app.evidence.EvidenceWords;
import org.dlmcert.app.option.CheckOptions;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code dlmcert explain}: a certificate in words and small tables, after it has been checked. */
@Command(name = "explain", header = "Checks a certificate and shows what it says, in words.")
public final class ExplainCommand implements Job {

  @Parameters(arity = "1", paramLabel = "CERTIFICATE", description = "The certificate file.")
  private @Nullable Path file;

  @Mixin private CheckOptions options = new CheckOptions();

  @Override
  public Report run(JobContext context) throws IOException {
    if (file == null) {
      throw new UsageError("a certificate file expected");
    }
    byte[] bytes = options.certificate(file);
    Judged judged = options.check(bytes, context);
    Report.Builder report = CheckOptions.report(judged, file, context);
    if (judged instanceof Proved proved) {
      List<String> lines = EvidenceWords.full(proved);
      String brief = EvidenceWords.brief(proved);
      report.field("because", brief).field("explanation", lines);
      report.line("  because " + brief).line("");
      lines.forEach(report::line);
    }
    return report.build();
  }
}
