package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dlmcert.app.argument.TwoMinima;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.numeric.picture.CellsPlot;
import org.dlmcert.numeric.picture.LossSlice;
import org.dlmcert.numeric.picture.PlottedMinima;
import org.dlmcert.numeric.picture.PlottedMinimum;
import picocli.CommandLine.Option;

/** {@code --plot}, {@code --slice} and {@code --between} of {@code minima}. */
public final class MinimaPictures {
  private static final String CELLS = "cells";
  private static final String SLICE = "slice";

  @Option(
      names = "--plot",
      paramLabel = "FOLDER",
      description =
          "Draw cells and minima: cells.png and cells.svg in this folder; for two weights a unit, "
              + "bias included.")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--slice",
      paramLabel = "FOLDER",
      description = "Draw the loss in a plane through two minima: slice.png and slice.svg there.")
  private Optional<Path> slice = Optional.empty();

  @Option(
      names = "--between",
      paramLabel = "I,J",
      converter = TwoMinima.Reader.class,
      description =
          "The two minima of --slice, as shown, from 0. Default: the least, of all weights if that "
              + "is known, and the worst.")
  private Optional<TwoMinima> between = Optional.empty();

  /** Whether pictures were asked for. */
  public boolean asked() {
    return plot.isPresent() || slice.isPresent() || between.isPresent();
  }

  /** Checks the options before anything is computed. */
  public void check(CensusProblem problem, JobContext context) {
    if (plot.isPresent()) {
      new Picture("--plot", plot.get(), CELLS).check(context.outputs());
      if (!CellsPlot.canDraw(problem)) {
        throw new UsageError(
            "--plot: two inputs, or one and a bias, expected; a unit here has "
                + problem.dimensions()
                + " weights");
      }
    }
    if (slice.isPresent()) {
      new Picture("--slice", slice.get(), SLICE).check(context.outputs());
    } else if (between.isPresent()) {
      throw new UsageError("--between goes with --slice FOLDER");
    }
  }

  /**
   * What is drawn.
   *
   * @param minima all minima, when they are needed
   * @param shown one minimum for each loss, as many as are shown
   * @param ends the least and the worst of them, if there are two losses
   * @param least weights of the least loss of all, if it is known
   */
  public record Drawn(
      CensusProblem problem,
      Supplier<PlottedMinima> minima,
      List<PlottedMinimum> shown,
      List<PlottedMinimum> ends,
      Optional<PlottedMinimum> least) {}

  /** Draws what was asked for. */
  public void draw(Drawn drawn, Report.Builder report, JobContext context) throws IOException {
    if (plot.isPresent()) {
      context.progress().stage("plot", 0);
      Picture picture = new Picture("--plot", plot.get(), CELLS);
      picture.stage(CellsPlot.of(drawn.minima().get(), drawn.least()), context.outputs());
      report.line("  plot: " + picture.words());
    }
    if (slice.isPresent()) {
      context.progress().stage("slice", 0);
      List<PlottedMinimum> ends = ends(drawn);
      Picture picture = new Picture("--slice", slice.get(), SLICE);
      picture.stage(
          LossSlice.of(
              drawn.problem(), ends.get(0), ends.get(1), drawn.least().map(PlottedMinimum::loss)),
          context.outputs());
      report.line("  slice: " + picture.words());
    }
  }

  private List<PlottedMinimum> ends(Drawn drawn) {
    List<PlottedMinimum> shown = drawn.shown();
    if (between.isPresent()) {
      TwoMinima two = between.get();
      if (Math.max(two.first(), two.second()) >= shown.size()) {
        throw new UsageError(
            "--between " + two + ": two different numbers below " + shown.size() + " expected");
      }
      return List.of(shown.get(two.first()), shown.get(two.second()));
    }
    List<PlottedMinimum> all =
        drawn.ends().size() == 2 ? drawn.ends() : drawn.minima().get().minima();
    if (drawn.least().isPresent() && !all.isEmpty()) {
      PlottedMinimum least = drawn.least().get();
      PlottedMinimum worst = all.get(all.size() - 1);
      if (!least.loss().equals(all.get(0).loss())) {
        return List.of(least, worst);
      }
    }
    if (all.size() < 2) {
      throw new UsageError(
          "--slice: at least two minima expected, and there "
              + (all.isEmpty() ? "is none" : "is one"));
    }
    return List.of(all.get(0), all.get(all.size() - 1));
  }
}
