package org.dlmcert.app.command;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.picture.MinimaPictures;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.HeldMinimumWords;
import org.dlmcert.app.words.MinimaWords;
import org.dlmcert.census.BoundaryMinima;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.CensusResult.LossCount;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.census.held.HeldProblem;
import org.dlmcert.census.held.HeldWorstMinimum;
import org.dlmcert.least.CensusWithLeastLoss;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.least.LeastLossSearch;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.numeric.picture.PlottedMinima;
import org.dlmcert.numeric.picture.PlottedMinimum;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert minima}: the census of all differentiable local minima. */
@Command(
    name = "minima",
    header = "All local minima of a network with one hidden layer.",
    description =
        "All local minima without zero preactivations of a network with one hidden layer on a data set: "
            + "every cell of hidden signs and output signs, with an exact minimum or the proof that it has "
            + "none. With --kinks all local minima, also where preactivations are zero.")
public final class MinimaCommand implements Job {
  private static final int LIMIT = 20;
  private static final long TREE_NODES = 5_000;

  /** Multiplications of a tree that nobody asked for. */
  private static final double TREE_OPERATIONS = 1e9;

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Bounds
  @Option(
      names = "--limit",
      paramLabel = "K",
      description =
          "The most minima to show, one for each loss, and with their weights. Default: 20 in JSON,"
              + " none in text.")
  private Optional<Integer> limit = Optional.empty();

  @Bounds
  @Option(
      names = "--max-choices",
      paramLabel = "K",
      description = "The most choices of a cell for each hidden unit. Default: 1000000.")
  private int maxChoices = 1_000_000;

  @Option(
      names = "--kinks",
      description =
          "All local minima, also those at zero preactivations, where the loss may have no gradient.")
  private boolean kinks;

  @Option(
      names = "--worst",
      description =
          "Only the largest loss of a minimum, from single units; without noise, at least two units. "
              + "With several outputs their weights, which the instance has to give, are held.")
  private boolean worst;

  @Mixin private CheckpointOption checkpoint = new CheckpointOption();

  @Option(
      names = "--boundaries",
      description =
          "Also the differentiable minima on boundaries of cells; not in the certificate.")
  private boolean boundaries;

  @Bounds
  @Option(
      names = "--max-nodes",
      paramLabel = "K",
      description =
          "The most nodes of the tree of signs that bounds the loss of all weights, as far as the"
              + " census does not; 0: no tree. Default: 5000, fewer for many samples.")
  private Optional<Long> maxNodes = Optional.empty();

  @Mixin private MinimaPictures pictures = new MinimaPictures();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    context.progress().stage("reading", 0);
    CensusProblem problem;
    try {
      Instance instance = source.read(LayerNoise.NONE, context);
      if (worst && instance.network().outputs() > 1) {
        return heldWorst(HeldProblem.of(instance), context);
      }
      problem = CensusProblem.of(instance);
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": " + e.getMessage());
    }
    if (kinks && (worst || boundaries)) {
      throw new UsageError("--kinks does not go with --worst or --boundaries");
    }
    pictures.check(problem, context);
    return worst ? worst(problem, context) : census(problem, context);
  }

  private Report worst(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    if (checkpoint.isGiven() || boundaries || pictures.asked() || cluster.isGiven()) {
      throw new UsageError(
          "--worst does not go with --checkpoint, --resume, --boundaries, --cluster or pictures");
    }
    Optional<WorstMinimum> found;
    try {
      found = WorstMinimum.of(problem, maxChoices, context.threads(), context.progress());
    } catch (IllegalArgumentException e) {
      throw new UsageError(source.source() + ": --worst: " + e.getMessage());
    }
    if (found.isEmpty()) {
      return context
          .undecided(
              "--max-choices " + maxChoices + ": one unit has more cells", "a larger --max-choices")
          .build();
    }
    WorstMinimum result = found.get();
    context.progress().stage("certificate", 0);
    return certificate
        .prove(
            result.certificate(),
            context,
            proved -> MinimaWords.worst(context.proved(proved), result))
        .build();
  }

  /** With several outputs, whose weights are held. */
  private Report heldWorst(HeldProblem problem, JobContext context)
      throws IOException, InterruptedException {
    if (kinks || checkpoint.isGiven() || boundaries || pictures.asked()) {
      throw new UsageError(
          "--worst does not go with --kinks, --checkpoint, --resume, --boundaries or pictures");
    }
    Optional<HeldWorstMinimum> found = HeldWorstMinimum.of(problem, maxChoices, context.progress());
    if (found.isEmpty()) {
      return context
          .undecided(
              "--max-choices " + maxChoices + ": one unit has more cells", "a larger --max-choices")
          .build();
    }
    context.progress().stage("certificate", 0);
    return certificate
        .prove(
            found.get().certificate(),
            context,
            proved -> HeldMinimumWords.worst(context.proved(proved), found.get()))
        .build();
  }

  private Report census(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    Optional<Checkpoint> kept =
        checkpoint.open(kinks ? Checkpoint.Kind.FACES : Checkpoint.Kind.CELLS, problem.instance());
    try {
      kept.ifPresent(
          file -> context.wouldDecide("the same command with --resume, which goes on from here"));
      if (kinks) {
        return new LocalMinimaCensus(certificate, pictures, limit, LIMIT, maxChoices, cluster)
            .run(problem, kept, context);
      }
      Census.Outcome outcome =
          new Census(
                  problem,
                  new Census.Limits(maxChoices, cluster.workers(context)),
                  kept,
                  context.progress())
              .run();
      if (outcome instanceof Census.TooMany tooMany) {
        return tooMany(problem, tooMany, context);
      }
      return complete(((Census.Complete) outcome).result(), context);
    } finally {
      if (kept.isPresent()) {
        kept.get().close();
      }
    }
  }

  private Report complete(CensusResult result, JobContext context)
      throws IOException, InterruptedException {
    Optional<CensusWithLeastLoss> both = leastLoss(result, context);
    context.progress().stage("certificate", 0);
    return certificate
        .prove(
            both.map(CensusWithLeastLoss::certificate).orElseGet(result::certificate),
            context,
            proved -> found(proved, result, both.map(CensusWithLeastLoss::least), context))
        .build();
  }

  private long nodes(CensusProblem problem) {
    double most = TREE_OPERATIONS / LeastLossSearch.operationsPerNode(problem);
    return maxNodes.orElse((long) Math.min(TREE_NODES, most));
  }

  /** The least loss of all weights, where the census does not say it. */
  private Optional<CensusWithLeastLoss> leastLoss(CensusResult result, JobContext context)
      throws InterruptedException {
    long nodes = nodes(result.problem());
    return nodes == 0 || !result.losses().isEmpty() && result.losses().get(0).loss().isZero()
        ? Optional.empty()
        : CensusWithLeastLoss.of(result, nodes, cluster.workers(context), context.progress());
  }

  private Report.Builder found(
      Proved proved, CensusResult result, Optional<LeastLoss> least, JobContext context)
      throws IOException, InterruptedException {
    Report.Builder report =
        MinimaWords.census(context.proved(proved), result, least, shown(result));
    MinimaWords.least(report, result, least, nodes(result.problem()));
    if (boundaries) {
      Optional<List<BoundaryMinima.LossCount>> found =
          BoundaryMinima.of(result.problem(), result.cells(), maxChoices, context.progress());
      if (found.isEmpty()) {
        return tooManyFaces(result, context);
      }
      MinimaWords.boundaries(report, found.get(), limit.orElse(LIMIT));
    }
    if (limit.isPresent()) {
      MinimaWords.weights(report, shown(result));
    }
    if (pictures.asked()) {
      pictures.draw(drawn(result, least), report, context);
    }
    return report;
  }

  private Report.Builder tooManyFaces(CensusResult result, JobContext context) {
    Report.Builder report =
        context.undecided(
            "--max-choices "
                + maxChoices
                + ": there are more choices of a face for each hidden unit; the census of open"
                + " cells itself is decided",
            "a larger --max-choices, or no --boundaries");
    return MinimaWords.census(report, result, Optional.empty(), shown(result));
  }

  /** One interior minimum for each loss, as many as are shown. */
  private List<MinimumPoint> shown(CensusResult result) {
    return MinimaWords.shown(result.losses(), limit.orElse(LIMIT)).stream()
        .map(result::interior)
        .toList();
  }

  private MinimaPictures.Drawn drawn(CensusResult result, Optional<LeastLoss> least) {
    List<LossCount> losses = result.losses();
    List<PlottedMinimum> ends =
        losses.size() < 2
            ? List.of()
            : Stream.of(losses.get(0), losses.get(losses.size() - 1))
                .map(loss -> PlottedMinimum.of(result.interior(loss.first())))
                .toList();
    Optional<PlottedMinimum> zero =
        losses.stream()
            .limit(1)
            .filter(loss -> loss.loss().isZero())
            .map(loss -> PlottedMinimum.of(loss.first()))
            .findFirst();
    return new MinimaPictures.Drawn(
        result.problem(),
        () -> PlottedMinima.of(result),
        shown(result).stream().map(PlottedMinimum::of).toList(),
        ends,
        least.map(PlottedMinimum::of).or(() -> zero));
  }

  private Report tooMany(CensusProblem problem, Census.TooMany tooMany, JobContext context) {
    List<String> would = new ArrayList<>();
    tooMany
        .choices()
        .filter(count -> count.bitLength() < Integer.SIZE)
        .ifPresent(count -> would.add("--max-choices " + count));
    if (would.isEmpty()) {
      would.add("no limit that can be raised: the choices are too many");
    }
    if (problem.noiseWord().equals("none") && problem.units() >= 2) {
      would.add("--worst decides about the worst minimum");
    }
    return context
        .undecided(
            "--max-choices "
                + maxChoices
                + ": there are "
                + tooMany.choices().map(count -> count + " choices").orElse("more choices")
                + " of a cell for each hidden unit",
            String.join("; ", would))
        .build();
  }
}
