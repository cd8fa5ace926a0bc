package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.app.option.CertificateOption;
import org.dlmcert.app.option.CheckpointOption;
import org.dlmcert.app.option.InstanceOptions;
import org.dlmcert.app.picture.Picture;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.words.HeldMinimumWords;
import org.dlmcert.app.words.MinimaWords;
import org.dlmcert.census.BoundaryMinima;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.census.held.HeldProblem;
import org.dlmcert.census.held.HeldWorstMinimum;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.numeric.picture.CellsPlot;
import org.dlmcert.numeric.picture.LossSlice;
import org.jspecify.annotations.Nullable;
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
  private static final String CELLS = "cells";
  private static final String SLICE = "slice";
  private static final int LIMIT = 20;

  @Mixin private InstanceOptions source = new InstanceOptions();

  @Mixin private CertificateOption certificate = new CertificateOption();

  @Option(
      names = "--limit",
      paramLabel = "K",
      description =
          "The most minima to show, one for each loss, and with their weights. Default: 20 in JSON,"
              + " none in text.")
  private Optional<Integer> limit = Optional.empty();

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

  @Option(
      names = "--plot",
      paramLabel = "FOLDER",
      description =
          "Draw cells and minima: cells.png and cells.svg in this folder; for two weights a unit, "
              + "bias included.")
  private @Nullable Path plot;

  @Option(
      names = "--slice",
      paramLabel = "FOLDER",
      description = "Draw the loss in a plane through two minima: slice.png and slice.svg there.")
  private @Nullable Path slice;

  @Option(
      names = "--between",
      paramLabel = "I,J",
      description =
          "The two minima of --slice, as shown, from 0. Default: the least and the worst.")
  private @Nullable String between;

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    if (limit.orElse(0) < 0 || maxChoices < 0) {
      throw new UsageError("--limit and --max-choices: numbers from 0 expected");
    }
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
    if (kinks && (worst || boundaries || plot != null || slice != null || between != null)) {
      throw new UsageError(
          "--kinks does not go with --worst, --boundaries, --plot, --slice or --between");
    }
    checkPictures(problem, context);
    return worst ? worst(problem, context) : census(problem, context);
  }

  private void checkPictures(CensusProblem problem, JobContext context) {
    if (plot != null) {
      new Picture("--plot", plot, CELLS).check(context.outputs());
      if (!CellsPlot.canDraw(problem)) {
        throw new UsageError(
            "--plot: two inputs, or one and a bias, expected; a unit here has "
                + problem.dimensions()
                + " weights");
      }
    }
    if (slice != null) {
      new Picture("--slice", slice, SLICE).check(context.outputs());
    } else if (between != null) {
      throw new UsageError("--between goes with --slice FOLDER");
    }
    if (between != null && !between.matches("[0-9]{1,9},[0-9]{1,9}")) {
      throw new UsageError("--between " + between + ": two numbers expected, as in 0,3");
    }
  }

  private Report worst(CensusProblem problem, JobContext context)
      throws IOException, InterruptedException {
    if (checkpoint.isGiven() || boundaries || plot != null || slice != null) {
      throw new UsageError(
          "--worst does not go with --checkpoint, --resume, --boundaries, --plot or --slice");
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
    if (kinks || checkpoint.isGiven() || boundaries || plot != null || slice != null) {
      throw new UsageError(
          "--worst does not go with --kinks, --checkpoint, --resume, --boundaries, --plot or"
              + " --slice");
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
        return new LocalMinimaCensus(certificate, limit, LIMIT, maxChoices)
            .run(problem, kept, context);
      }
      Census.Outcome outcome =
          new Census(
                  problem,
                  new Census.Limits(maxChoices, context.threads()),
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
    context.progress().stage("certificate", 0);
    return certificate
        .prove(result.certificate(), context, proved -> found(proved, result, context))
        .build();
  }

  private Report.Builder found(Proved proved, CensusResult result, JobContext context)
      throws IOException, InterruptedException {
    Report.Builder report = MinimaWords.census(context.proved(proved), result, shown(result));
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
    draw(result, report, context);
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
    return MinimaWords.census(report, result, shown(result));
  }

  private void draw(CensusResult result, Report.Builder report, JobContext context)
      throws IOException {
    if (plot != null) {
      context.progress().stage("plot", 0);
      Picture picture = new Picture("--plot", plot, CELLS);
      picture.stage(CellsPlot.of(result), context.outputs());
      report.line("  plot: " + picture.words());
    }
    if (slice != null) {
      context.progress().stage("slice", 0);
      List<MinimumPoint> ends = ends(result);
      Picture picture = new Picture("--slice", slice, SLICE);
      picture.stage(LossSlice.of(result.problem(), ends.get(0), ends.get(1)), context.outputs());
      report.line("  slice: " + picture.words());
    }
  }

  /** One interior minimum for each loss, as many as are shown. */
  private List<MinimumPoint> shown(CensusResult result) {
    return MinimaWords.shown(result.losses(), limit.orElse(LIMIT)).stream()
        .map(result::interior)
        .toList();
  }

  /** The two minima of the slice. */
  private List<MinimumPoint> ends(CensusResult result) {
    List<MinimumPoint> shown = shown(result);
    if (between != null) {
      String[] words = between.split(",", -1);
      int first = Integer.parseInt(words[0]);
      int second = Integer.parseInt(words[1]);
      if (first >= shown.size() || second >= shown.size() || first == second) {
        throw new UsageError(
            "--between " + between + ": two different numbers below " + shown.size() + " expected");
      }
      return List.of(shown.get(first), shown.get(second));
    }
    if (result.losses().size() > 1) {
      return Stream.of(
              result.losses().get(0).first(),
              result.losses().get(result.losses().size() - 1).first())
          .map(result::interior)
          .toList();
    }
    List<MinimumPoint> all = new ArrayList<>();
    result.forEachMinimum(all::add);
    if (all.size() < 2) {
      throw new UsageError(
          "--slice: at least two minima expected, and there "
              + (all.isEmpty() ? "is none" : "is one"));
    }
    return List.of(result.interior(all.get(0)), result.interior(all.get(all.size() - 1)));
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
