package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import org.dlmcert.app.argument.BallRadius;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.GivenNoise;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.LossOption;
import org.dlmcert.app.option.OutputOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.LabelWords;
import org.dlmcert.app.words.NearbyWords;
import org.dlmcert.app.words.PointWords;
import org.dlmcert.app.words.PolishWords;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;
import org.dlmcert.numeric.newton.NearbySearch;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.LabelDescent;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointCertificate;
import org.dlmcert.point.Polish;
import org.dlmcert.point.SearchLimits;
import org.dlmcert.point.nearby.Coordinate;
import org.dlmcert.point.nearby.NearbyOutcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert inspect}: what is exactly true at given weights. */
@Command(
    name = "inspect",
    header = "What is exactly true at given weights: a minimum, a saddle, or not.",
    description =
        "What is exactly true at the weights of an instance: signs of all preactivations, loss, "
            + "gradient, ranks of the gradient matrices, and whether the point is a global or local minimum, "
            + "a saddle or not critical, with evidence.")
public final class InspectCommand implements Job {

  private static final int MOST_NEARBY = 200;

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private LossOption loss = new LossOption();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--hessian",
      description = "Also the inertia of the Hessian where the verdict does not need it.")
  private boolean hessian;

  @Option(
      names = "--polish",
      description =
          "One hidden layer and one output: refine nearly stationary weights to the exact stationary "
              + "point nearest to them in the same cell, and inspect that point; -o FILE keeps it. "
              + "Other networks, and small ones where there is no such point: prove what there is near the given weights, in general at irrational ones: "
              + "a point of loss exactly 0, else a local minimum, also on kinks, or a saddle.")
  private boolean polish;

  @Option(
      names = "--ball",
      paramLabel = "RHO|max|flow",
      converter = BallRadius.Reader.class,
      description =
          "Instead: prove that all critical points, and so all local minima, of the loss within RHO of "
              + "the given weights (in each coordinate; max: as far as is found) have loss 0; flow: that "
              + "gradient flow from the given weights reaches loss 0, and within which distance.")
  private Optional<BallRadius> ball = Optional.empty();

  @Bounds
  @Option(
      names = "--max-nodes",
      paramLabel = "K",
      description =
          "The most nodes of the tree of signs that decides whether a local minimum of one hidden layer"
              + " is spurious. Default: by the size of the network, 20000 at most.")
  private Optional<Long> maxNodes = Optional.empty();

  @Mixin private OutputOption output = new OutputOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, loss, context);
    if (instance.dataset().targets().isEmpty()) {
      throw new UsageError(
          source.source()
              + ": targets: inspect needs targets, a number for each sample and output, and there are none");
    }
    if (polish && ball.isPresent()) {
      throw new UsageError("--ball and --polish exclude each other");
    }
    if (!polish && output.file().isPresent()) {
      throw new UsageError("-o goes with --polish");
    }
    if ((polish || ball.isPresent()) && !instance.loss().equals(Loss.SQUARED)) {
      throw new UsageError(
          source.source()
              + ": loss: \"squared\" expected for "
              + (polish ? "--polish" : "--ball")
              + ", got \""
              + instance.loss().word()
              + "\"");
    }
    if (instance.loss() instanceof Loss.OfLabels) {
      return labels(instance, context);
    }
    context.progress().stage("forward pass", 0);
    Point point = point(instance);
    if (ball.isPresent()) {
      return new BallInspection(point, ball.get(), certificate, context).report();
    }
    if (!polish) {
      return inspected(point, context).build();
    }
    if (instance.network().depth() != 2 || instance.network().outputs() != 1) {
      return nearby(point, context);
    }
    context.progress().stage("stationary point of the cell", 0);
    Polish.Outcome outcome = Polish.of(point);
    if (outcome instanceof Polish.Polished polished) {
      output
          .file()
          .ifPresent(
              file -> context.outputs().stage(file, InstanceWriter.readable(polished.instance())));
      point = Point.of(polished.instance());
    } else if (output.file().isEmpty() && isSmall(instance)) {
      NearbyOutcome outcomeNearby = NearbySearch.of(instance, context.progress());
      if (outcomeNearby instanceof NearbyOutcome.Found found) {
        return provedNearby(point, found, context).build();
      }
      return NearbyWords.addReasons(
              PolishWords.add(
                  inspected(point, context), Point.of(instance), outcome, output.file()),
              (NearbyOutcome.Failed) outcomeNearby)
          .build();
    }
    return PolishWords.add(inspected(point, context), Point.of(instance), outcome, output.file())
        .build();
  }

  private Report labels(Instance instance, JobContext context)
      throws IOException, InterruptedException {
    if (hessian) {
      throw new UsageError(
          source.source()
              + ": loss: \"squared\" or \"huber:…\" expected for --hessian, got \""
              + instance.loss().word()
              + "\"");
    }
    Optional<LabelDescent> found;
    try {
      found = LabelDescent.search(instance, context.progress());
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    if (found.isEmpty()) {
      return context
          .undecided(
              "the loss " + instance.loss().word() + " has derivatives that are no fractions",
              "a point at which some direction of descent shows")
          .build();
    }
    LabelDescent descent = found.get();
    return certificate
        .prove(
            descent.certificate(instance),
            context,
            proved -> LabelWords.add(context.proved(proved), instance.loss(), descent))
        .build();
  }

  private Report nearby(Point point, JobContext context) throws IOException, InterruptedException {
    if (output.file().isPresent()) {
      throw new UsageError(
          source.source()
              + ": -o keeps polished weights of one hidden layer and one output; the points near"
              + " those of other networks are irrational");
    }
    NearbyOutcome outcome = NearbySearch.of(point.instance(), context.progress());
    if (outcome instanceof NearbyOutcome.Failed failed) {
      return NearbyWords.addFailure(inspected(point, context), failed).build();
    }
    return provedNearby(point, (NearbyOutcome.Found) outcome, context).build();
  }

  private Report.Builder provedNearby(Point point, NearbyOutcome.Found found, JobContext context)
      throws IOException, InterruptedException {
    return certificate.prove(
        found.certificate(),
        context,
        stopped -> NearbyWords.add(stopped.undecided(context), point, found),
        proved -> NearbyWords.add(context.proved(proved), point, found));
  }

  /** Whether dense matrices of all outputs, and of all parameters, take moments. */
  private static boolean isSmall(Instance instance) {
    return instance.samples() <= MOST_NEARBY
        && Coordinate.all(instance.network()).size() <= MOST_NEARBY;
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
    Inspection found = Inspection.of(point, limits(context), context.progress());
    return report(hessian ? found.withHessian() : found, context);
  }

  /** Some of the time is left for the check. */
  private SearchLimits limits(JobContext context) {
    return new SearchLimits(
        maxNodes, context.threads(), context.timeLeft().map(left -> left.dividedBy(2)));
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
