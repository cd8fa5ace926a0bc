package org.dlmcert.app.command;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.option.GivenNoise;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.option.KinkOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.ComparisonWords;
import org.dlmcert.app.words.LossDefinition;
import org.dlmcert.app.words.RankWords;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.Place;
import org.dlmcert.io.matrix.MatrixReader;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.compare.Comparison;
import org.dlmcert.numeric.compare.RankComparison;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert compare}: double arithmetic against exact arithmetic. */
@Command(
    name = "compare",
    header = "Double against exact arithmetic at given weights.",
    description =
        "Runs double and exact code on the same instance with weights and compares signs, slopes, "
            + "outputs, loss, gradient, every G_l and the ranks: errors in ulps and against an a-priori "
            + "bound, and an explanation where a sign or a rank is wrong. With --hessian also the Hessian "
            + "and its inertia. With --rank-of FILE: the ranks of any matrix.")
public final class CompareCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Option(
      names = "--rank-of",
      paramLabel = "FILE",
      description = "Compare ranks of the matrix in this file (CSV, NPY, MatrixMarket, JSON).")
  private Optional<Path> matrix = Optional.empty();

  @Option(
      names = "--hessian",
      description = "Also compare the Hessian and its inertia (for small networks).")
  private boolean hessian;

  @Mixin private KinkOption kinks = new KinkOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) {
    if (matrix.isPresent()) {
      if (source.isGiven() || hessian || kinks.convention().isPresent()) {
        throw new UsageError(
            "--rank-of and "
                + (hessian
                    ? "--hessian"
                    : kinks.convention().isPresent() ? "--convention" : "an instance")
                + "; only one of them expected");
      }
      return rank(
          matrix.get(),
          MatrixReader.read(matrix.get(), source.numbers(), source.layout()),
          context);
    }
    context.progress().stage("reading", 0);
    Instance instance = GivenNoise.readPoint(source, context);
    if (hessian && instance.dataset().targets().isEmpty()) {
      throw new UsageError(
          source.source() + ": targets: the Hessian needs targets, and there are none");
    }
    Comparison comparison =
        hessian
            ? Comparison.withHessian(instance, kinks.convention(), context.progress())
            : Comparison.of(instance, kinks.convention(), context.progress());
    Report.Builder report =
        context
            .done()
            .field("samples", instance.samples())
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString())
            .field("differs_in_kind", comparison.differsInKind());
    LossDefinition.add(report, instance);
    kinks.add(
        report,
        comparison.lossGradient(),
        "gradients are not compared, and a_l, G_l and ranks with slope 1 there");
    new ComparisonWords(report).write(comparison);
    return report.build();
  }

  private static Report rank(Path file, RationalMatrix matrix, JobContext context) {
    context.progress().stage("ranks of a " + matrix.shape() + " matrix", 0);
    RankComparison ranks;
    try {
      ranks = RankComparison.of("matrix", matrix);
    } catch (IllegalArgumentException e) {
      throw new UsageError(
          Place.of(file).source() + ": entries within the range of doubles expected for --rank-of");
    }
    Report.Builder report = context.done().field("differs_in_kind", !ranks.agrees());
    RankWords.json(ranks).forEach(report::field);
    RankWords.table(ranks).forEach(report::line);
    return report.build();
  }
}
