package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.argument.Decimal;
import org.dlmcert.app.option.ClusterOption;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.picture.ErrorCurveFigure;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.io.dataset.DatasetReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.numeric.figure.Checkpoint;
import org.dlmcert.numeric.figure.DigitsSource;
import org.dlmcert.numeric.figure.EarlierTable;
import org.dlmcert.numeric.figure.ErrorCurveExperiment;
import org.dlmcert.numeric.figure.ErrorCurveSettings;
import org.dlmcert.numeric.figure.GaussianSource;
import org.dlmcert.numeric.figure.ImageSource;
import org.dlmcert.numeric.figure.SampleSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert figure 6.1}: from its options to an experiment and its checkpoint. */
@Command(
    name = "6.1",
    description =
        "Trains ReLU networks of growing width d on N samples and draws the final classification "
            + "error against d²/N, with the exact rank of the gradient matrix at every end point.",
    footer = {
      "",
      "Examples:",
      "  dlmcert figure 6.1 -o quick --quick",
      "  dlmcert figure 6.1 -o full --mnist mnist           takes hours",
      "  dlmcert figure 6.1 -o full --mnist mnist --resume  where it was stopped",
      "  dlmcert figure 6.1 -o new --mnist mnist --from full/figure-6.1.csv"
    })
final class ErrorCurveCommand implements Job {

  private static final int MOST_SAMPLES = 5000;
  private static final int MOST_REPETITIONS = 1000;
  private static final int MOST_EPOCHS = 1_000_000;

  @Mixin private FigureFolder output = new FigureFolder();

  @Option(names = "--quick", description = "A small setting: some minutes on two cores.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed. Default: 1.")
  private long seed = 1;

  @Bounds(least = 1, most = MOST_SAMPLES)
  @Option(
      names = "--samples",
      paramLabel = "N1,N2,…",
      split = ",",
      hideParamSyntax = true,
      description = "The numbers of samples. Default: 100,400,1000; with --quick 100,400.")
  private List<Integer> samples = List.of();

  @Bounds(least = 1, most = MOST_REPETITIONS)
  @Option(
      names = "--repetitions",
      paramLabel = "K",
      description = "Repetitions of every point. Default: 30; with --quick 5.")
  private Optional<Integer> repetitions = Optional.empty();

  @Bounds(most = MOST_EPOCHS)
  @Option(
      names = "--epochs",
      paramLabel = "K",
      description = "The most epochs. Default: 4000; with --quick 2000.")
  private Optional<Integer> epochs = Optional.empty();

  @Option(
      names = "--step-factor",
      paramLabel = "F",
      converter = Decimal.Positive.class,
      defaultValue = "1",
      description = "Multiply Adam's step by F, to see what depends on it. Default: 1.")
  private double stepFactor = 1;

  @Option(
      names = "--mnist",
      paramLabel = "FOLDER",
      description = "MNIST's IDX files; examples/fetch-mnist.sh fetches them. Default: 8×8 digits.")
  private Optional<Path> mnist = Optional.empty();

  @Option(names = "--resume", description = "Go on from the checkpoint in the folder.")
  private boolean resume;

  @Option(
      names = "--from",
      paramLabel = "FILE.csv",
      description =
          "Take what is proved in the table of an earlier run; train again, and decide, only what"
              + " is not in it or has a rank that was not proved.")
  private Optional<Path> earlier = Optional.empty();

  @Mixin private ClusterOption cluster = new ClusterOption();

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    ErrorCurveSettings settings = settings();
    Path folder = output.make();
    context.progress().stage("reading images", 0);
    ErrorCurveExperiment experiment = new ErrorCurveExperiment(settings, sources());
    Path file = folder.resolve(ErrorCurveFigure.NAME + ".checkpoint");
    context.wouldDecide("the same command with --resume, which goes on from " + file);
    try {
      Optional<EarlierTable> table = Optional.empty();
      if (earlier.isPresent()) {
        table = Optional.of(EarlierTable.read(earlier.get(), experiment));
      }
      ErrorCurveFigure figure = new ErrorCurveFigure(folder, experiment, table);
      figure.checkFiles(context);
      try (Checkpoint checkpoint = checkpoint(file, experiment, context)) {
        return figure.run(checkpoint, cluster.workers(context), context);
      }
    } catch (Checkpoint.Mismatch e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
  }

  private ErrorCurveSettings settings() {
    if (stepFactor != 1 && earlier.isPresent()) {
      throw new UsageError("--step-factor does not go with --from: that table has the usual steps");
    }
    ErrorCurveSettings base = quick ? ErrorCurveSettings.QUICK : ErrorCurveSettings.FULL;
    return new ErrorCurveSettings(
        samples.isEmpty() ? base.samples() : samples,
        repetitions.orElse(base.repetitions()),
        epochs.orElse(base.epochs()),
        seed,
        stepFactor);
  }

  private List<SampleSource> sources() throws IOException {
    if (mnist.isEmpty()) {
      return List.of(new GaussianSource(), DigitsSource.read());
    }
    Path images = mnist.get();
    if (!Files.isDirectory(images)) {
      throw new UsageError(images + ": a folder of IDX files expected");
    }
    try {
      return List.of(
          new GaussianSource(),
          ImageSource.of(
              "mnist",
              "MNIST 0–4 / 5–9",
              DatasetReader.read(images, Optional.empty(), Numbers.EXACT)));
    } catch (IllegalArgumentException e) {
      throw new UsageError(images + ": " + e.getMessage());
    }
  }

  private Checkpoint checkpoint(Path file, ErrorCurveExperiment experiment, JobContext context)
      throws IOException {
    String fingerprint = experiment.settings().fingerprint(experiment.sources());
    if (!Files.exists(file)) {
      return Checkpoint.create(file, fingerprint);
    }
    if (!resume) {
      throw new UsageError(
          file + ": the checkpoint of an earlier run; give --resume to go on, or remove it");
    }
    Checkpoint checkpoint = Checkpoint.resume(file, fingerprint);
    context.note("going on after " + checkpoint.finished().size() + " finished repetitions");
    return checkpoint;
  }
}
