package org.dlmcert.app.command;

import java.io.IOException;
import java.util.Optional;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.LeastLossWords;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.least.AnyWidth;
import org.dlmcert.least.LeastLossSearch;
import org.dlmcert.model.LayerNoise;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert global}: the exact least training loss of one hidden layer. */
@Command(
    name = "global",
    header = "The exact least loss of a network with one hidden layer.",
    description =
        "The least training loss (MSE) of a network with one hidden layer and one output on a data set "
            + "over all weights, exactly, with weights that have it and the proof that none have less.")
public final class GlobalCommand implements Job {

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--any-width",
      description =
          "The least loss over all widths of the hidden layer, and a width that has it; with given noise "
              + "a bound that no weights are below.")
  private boolean anyWidth;

  @Mixin private CheckpointOption checkpoint = new CheckpointOption();

  @Bounds
  @Option(
      names = "--max-nodes",
      paramLabel = "K",
      description = "The most nodes of the tree of signs. Default: 1000000.")
  private long maxNodes = 1_000_000;

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (anyWidth && checkpoint.isGiven()) {
      throw new UsageError("--any-width does not go with --checkpoint or --resume");
    }
    context.progress().stage("reading", 0);
    CensusProblem problem;
    try {
      problem = CensusProblem.of(source.read(LayerNoise.NONE, context));
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    if (problem.instance().network().pieces() > 1) {
      throw new UsageError(
          source.source()
              + ": activation: units with a slope expected for global, got maxout units");
    }
    return anyWidth ? anyWidth(problem, context) : least(problem, context);
  }

  private Report anyWidth(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    context.progress().stage("least squares", 0);
    AnyWidth found = AnyWidth.of(problem);
    return certificate
        .prove(
            found.certificate(),
            context,
            proved -> LeastLossWords.anyWidth(context.proved(proved), found))
        .build();
  }

  private Report least(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    Optional<Checkpoint> kept = checkpoint.open(Checkpoint.Kind.LEAST_LOSS, problem.instance());
    try {
      kept.ifPresent(
          file -> context.wouldDecide("the same command with --resume, which goes on from here"));
      LeastLossSearch.Outcome outcome =
          new LeastLossSearch(
                  problem,
                  new LeastLossSearch.Limits(maxNodes, cluster.workers(context)),
                  kept,
                  context.progress())
              .run();
      if (outcome instanceof LeastLossSearch.TooMany many) {
        return LeastLossWords.weights(
                context
                    .undecided(
                        "--max-nodes " + maxNodes + ": the tree of signs has more",
                        "a larger --max-nodes")
                    .field("loss", many.loss().toString())
                    .line("  the least loss found so far: " + many.loss()),
                Optional.of(many.weights()))
            .build();
      }
      var found = ((LeastLossSearch.Complete) outcome).result();
      context.progress().stage("certificate", 0);
      return certificate
          .prove(
              found.certificate(),
              context,
              proved -> LeastLossWords.least(context.proved(proved), found))
          .build();
    } finally {
      if (kept.isPresent()) {
        kept.get().close();
      }
    }
  }
}
