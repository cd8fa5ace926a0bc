package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import org.dlmcert.app.option.CheckOptions;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert check}: what the independent checker says about a certificate. */
@Command(
    name = "check",
    header = "Checks a certificate with the independent checker, and nothing else.")
public final class CheckCommand implements Job {

  @Parameters(arity = "1", paramLabel = "CERTIFICATE", description = "The certificate file.")
  private @Nullable Path file;

  @Option(
      names = "--proved",
      description =
          "Ask the second checker instead, whose soundness is proved in Coq (proofs/coq). It knows"
              + " some of the kinds, and takes no other option.")
  private boolean proved;

  @Option(
      names = "--part",
      paramLabel = "K/M",
      description =
          "Check the K-th of M parts of the groups only, which proves nothing alone: DONE if it "
              + "holds; the certificate is accepted if all M parts hold.")
  private @Nullable String part;

  @Mixin private CheckOptions options = new CheckOptions();

  @Override
  public Report run(JobContext context) throws IOException {
    if (file == null) {
      throw new UsageError("a certificate file expected");
    }
    if (proved) {
      throw new UsageError(
          "check --proved is done by the launcher ./dlmcert, where Coq and OCaml are installed; see"
              + " proofs/coq/README.md");
    }
    byte[] bytes = options.certificate(file);
    if (part != null) {
      return CheckOptions.report(options.checkPart(bytes, part, context), file, context).build();
    }
    return CheckOptions.report(options.check(bytes, context), file, context).build();
  }
}
