package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.argument.PartOfCheck;
import org.dlmcert.app.option.CheckOptions;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.option.ManyChecks;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dlmcert check}: what the independent checker says about certificates. */
@Command(
    name = "check",
    header = "Checks a certificate with the independent checker, and nothing else.")
public final class CheckCommand implements Job {

  @Parameters(
      arity = "1..*",
      paramLabel = "CERTIFICATE",
      description = "The certificate file; or several, which are shown as a table.")
  private List<Path> files = new ArrayList<>();

  @Option(
      names = "--proved",
      description =
          "Ask the second checker instead, whose soundness is proved in Coq (proofs/coq). It knows"
              + " every kind, and takes no other option but --instance.")
  private boolean proved;

  @Option(
      names = "--part",
      paramLabel = "K/M",
      converter = PartOfCheck.Reader.class,
      description =
          "Check the K-th of M parts of the groups only, which proves nothing alone: DONE if it "
              + "holds; the certificate is accepted if all M parts hold.")
  private Optional<PartOfCheck> part = Optional.empty();

  @Mixin private CheckOptions options = new CheckOptions();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (proved) {
      throw new UsageError(
          "check --proved is done by the launcher ./dlmcert, where Coq and OCaml are installed; see"
              + " proofs/coq/README.md");
    }
    if (files.size() > 1 && part.isPresent()) {
      throw new UsageError("--part goes with one certificate");
    }
    if (cluster.isGiven() && (files.size() > 1 || part.isPresent())) {
      throw new UsageError("--cluster goes with one certificate, and divides it itself");
    }
    if (files.size() > 1) {
      return ManyChecks.of(files, options, context);
    }
    Path file = files.get(0);
    byte[] bytes = options.certificate(file);
    if (part.isPresent()) {
      return options.report(options.checkPart(bytes, part.get(), context), file, context).build();
    }
    if (cluster.isGiven()) {
      return options
          .report(options.checkParts(bytes, cluster.workers(context), context), file, context)
          .build();
    }
    return options.report(options.check(bytes, context), file, context).build();
  }
}
