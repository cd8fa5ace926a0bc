package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.GivenNoise;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.LossOption;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.PointWords;
import org.dlmcert.app.words.PolishWords;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.io.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointCertificate;
import org.dlmcert.point.Polish;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert inspect}: what is exactly true at given weights. */
@Command(
    name = "inspect",
    header = "What is exactly true at given weights: a minimum, a saddle, not critical.",
    description = {
      "What is exactly true at the weights of an instance: signs of all preactivations, loss,",
      "gradient, ranks of the gradient matrices, and whether the point is a global or local minimum,",
      "a saddle or not critical, with evidence."
    })
public final class InspectCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private LossOption loss = new LossOption();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--hessian",
      description = "Also the inertia of the Hessian where the verdict does not need it.")
  private boolean hessian;

  @Option(
      names = "--polish",
      description = {
        "Refine nearly stationary weights to the exact stationary point nearest to them in the same",
        "cell (one hidden layer, one output), and inspect that point; -o FILE keeps it."
      })
  private boolean polish;

  @Mixin private OutputOption output = new OutputOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, loss, context);
    if (instance.dataset().targets().isEmpty()) {
      throw new UsageError(source.source() + ": inspect needs targets");
    }
    if (!polish && output.file().isPresent()) {
      throw new UsageError("-o goes with --polish");
    }
    context.progress().stage("forward pass", 0);
    Point point = point(instance);
    if (!polish) {
      return inspected(point, context).build();
    }
    context.progress().stage("stationary point of the cell", 0);
    Polish.Outcome outcome;
    try {
      outcome = Polish.of(point);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": --polish: " + e.getMessage());
    }
    if (outcome instanceof Polish.Polished polished) {
      output
          .file()
          .ifPresent(
              file -> context.outputs().stage(file, InstanceWriter.readable(polished.instance())));
      point = Point.of(polished.instance());
    }
    return PolishWords.add(inspected(point, context), Point.of(instance), outcome, output.file())
        .build();
  }

  private Point point(Instance instance) {
    try {
      return Point.of(instance);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
  }

  private Report.Builder inspected(Point point, JobContext context)
      throws IOException, InterruptedException {
    Inspection found = Inspection.of(point, context.progress());
    return report(hessian ? found.withHessian() : found, context);
  }

  private Report.Builder report(Inspection inspection, JobContext context)
      throws IOException, InterruptedException {
    Optional<Certificate> made = PointCertificate.of(inspection);
    if (made.isEmpty()) {
      Report.Builder open =
          Report.open(
              context.command(),
              PointWords.openVerdict(inspection),
              PointWords.open(inspection, context.tried()).orElseThrow());
      return PointWords.add(open, inspection);
    }
    context.progress().stage("certificate", 0);
    return certificate.prove(
        made.get(),
        context,
        stopped -> PointWords.add(stopped.undecided(context), inspection),
        proved -> PointWords.add(context.proved(proved), inspection));
  }
}
