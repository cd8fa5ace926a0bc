package org.dlmcert.app;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.io.DatasetReader;
import org.dlmcert.io.Numbers;
import org.dlmcert.numeric.figure.Checkpoint;
import org.dlmcert.numeric.figure.DigitsSource;
import org.dlmcert.numeric.figure.ErrorCurveExperiment;
import org.dlmcert.numeric.figure.ErrorCurvePoint;
import org.dlmcert.numeric.figure.ErrorCurveReport;
import org.dlmcert.numeric.figure.ErrorCurveSettings;
import org.dlmcert.numeric.figure.GaussianSource;
import org.dlmcert.numeric.figure.ImageSource;
import org.dlmcert.numeric.figure.Panels;
import org.dlmcert.numeric.figure.SampleSource;
import org.dlmcert.numeric.figure.TrialResult;
import org.jspecify.annotations.Nullable;

/** {@code dlmcert figure 6.1}. */
record ErrorCurveFigure(
    Path folder,
    boolean quick,
    long seed,
    @Nullable String samples,
    @Nullable Integer repetitions,
    @Nullable Integer epochs,
    @Nullable Path mnist,
    boolean resume) {

  private static final int MOST_SAMPLES = 5000;
  private static final String NAME = "figure-6.1";

  Report run(JobContext context) throws IOException, InterruptedException {
    ErrorCurveSettings settings = settings();
    Files.createDirectories(folder);
    Path checkpointFile = folder.resolve(NAME + ".checkpoint");
    List<Path> files = FigureFiles.of(folder, NAME, context.outputs());
    context.progress().stage("reading images", 0);
    ErrorCurveExperiment experiment = new ErrorCurveExperiment(settings, sources());
    context.wouldDecide("the same command with --resume, which goes on from " + checkpointFile);
    List<TrialResult> results;
    try (Checkpoint checkpoint = checkpoint(checkpointFile, experiment, context)) {
      results = experiment.run(checkpoint, context.threads(), context.progress());
    }
    context.progress().stage("drawing", 0);
    ErrorCurveReport report = new ErrorCurveReport(experiment, results);
    Panels picture = report.picture();
    double seconds = results.stream().mapToDouble(TrialResult::seconds).sum();
    String time =
        String.format(
            Locale.ROOT,
            "Computing time %.1f minutes in all threads together, on %s.",
            seconds / 60,
            Machine.words());
    FigureFiles.stage(
        files,
        picture,
        picture,
        report.csv(),
        report.markdown(List.of(time)).getBytes(StandardCharsets.UTF_8),
        context.outputs());
    return report(report, settings, files, time, context);
  }

  private static Report report(
      ErrorCurveReport report,
      ErrorCurveSettings settings,
      List<Path> files,
      String time,
      JobContext context) {
    Report.Builder builder =
        context
            .report(Verdict.DONE)
            .field("figure", "6.1")
            .field("seed", settings.seed())
            .field("repetitions", settings.repetitions())
            .field("epochs", settings.epochs())
            .field("points", report.points().stream().map(ErrorCurveFigure::json).toList())
            .field("files", files.stream().map(Path::toString).toList());
    builder.line("figure 6.1: mean classification error at d²/N, least point at which it is 0");
    for (ErrorCurvePoint p : firstWithoutError(report.points())) {
      builder.line(
          String.format(
              Locale.ROOT,
              "  %s, %d hidden, N = %d: d = %d, d²/N = %.2f",
              p.trial().source(),
              p.trial().hiddenLayers(),
              p.trial().samples(),
              p.trial().width(),
              p.trial().ratio()));
    }
    builder.line(time);
    files.forEach(file -> builder.line("written: " + file));
    return builder.build();
  }

  /** Per curve, the least width all of whose repetitions ended without error. */
  private static List<ErrorCurvePoint> firstWithoutError(List<ErrorCurvePoint> points) {
    Map<String, ErrorCurvePoint> first = new LinkedHashMap<>();
    for (ErrorCurvePoint p : points) {
      if (p.withoutError() == p.results().size()) {
        first.putIfAbsent(
            p.trial().source() + " " + p.trial().hiddenLayers() + " " + p.trial().samples(), p);
      }
    }
    return List.copyOf(first.values());
  }

  private static Map<String, Object> json(ErrorCurvePoint p) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", p.trial().source());
    fields.put("hidden_layers", p.trial().hiddenLayers());
    fields.put("samples", p.trial().samples());
    fields.put("width", p.trial().width());
    fields.put("mce_mean", Double.toString(p.mean()));
    fields.put("mce_std", Double.toString(p.deviation()));
    fields.put("without_error", (int) p.withoutError());
    fields.put("full_rank", (int) p.withFullRank());
    fields.put("full_column_rank", (int) p.withFullColumnRank());
    fields.put("least_rank", p.leastLayerRank());
    if (p.trial().hiddenLayers() == 2) {
      fields.put("least_full_gradient_rank", p.leastFullRank());
      fields.put("largest_full_gradient_rank", p.largestFullRank());
      fields.put("rank_ceiling", p.results().get(0).ceiling());
    }
    fields.put("unproved_ranks", (int) p.unproved());
    return fields;
  }

  private ErrorCurveSettings settings() {
    int reps = repetitions != null ? repetitions : quick ? 5 : 30;
    int most = epochs != null ? epochs : quick ? 2000 : 4000;
    if (most < 0 || most > 1_000_000) {
      throw new UsageError("--epochs " + most + ": a number from 0 to 1000000 expected");
    }
    return new ErrorCurveSettings(
        sampleCounts(samples != null ? samples : quick ? "100,400" : "100,400,1000"),
        reps,
        most,
        seed);
  }

  private static List<Integer> sampleCounts(String text) {
    List<Integer> counts = new ArrayList<>();
    for (String word : text.split(",", -1)) {
      if (!word.matches("[0-9]{1,6}")
          || Integer.parseInt(word) < 1
          || Integer.parseInt(word) > MOST_SAMPLES
          || counts.contains(Integer.parseInt(word))) {
        throw new UsageError(
            "--samples " + text + ": different numbers from 1 to " + MOST_SAMPLES + " expected");
      }
      counts.add(Integer.parseInt(word));
    }
    return counts;
  }

  private List<SampleSource> sources() throws IOException {
    if (mnist == null) {
      return List.of(new GaussianSource(), DigitsSource.read());
    }
    if (!Files.isDirectory(mnist)) {
      throw new UsageError(mnist + ": a folder of IDX files expected");
    }
    try {
      return List.of(
          new GaussianSource(),
          ImageSource.of(
              "mnist",
              "MNIST 0–4 / 5–9",
              DatasetReader.read(mnist, Optional.empty(), Numbers.EXACT)));
    } catch (IllegalArgumentException e) {
      throw new UsageError(mnist + ": " + e.getMessage());
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
    try {
      Checkpoint checkpoint = Checkpoint.resume(file, fingerprint);
      context.note("going on after " + checkpoint.finished().size() + " finished repetitions");
      return checkpoint;
    } catch (Checkpoint.Mismatch e) {
      throw new UsageError(String.valueOf(e.getMessage()));
    }
  }
}
