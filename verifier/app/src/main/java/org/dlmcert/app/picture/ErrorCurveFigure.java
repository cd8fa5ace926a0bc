package org.dlmcert.app.picture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.numeric.figure.Checkpoint;
import org.dlmcert.numeric.figure.EarlierTable;
import org.dlmcert.numeric.figure.ErrorCurveExperiment;
import org.dlmcert.numeric.figure.ErrorCurvePoint;
import org.dlmcert.numeric.figure.ErrorCurveReport;
import org.dlmcert.numeric.figure.ErrorCurveSettings;
import org.dlmcert.numeric.figure.Trial;
import org.dlmcert.numeric.figure.TrialResult;
import org.dlmcert.numeric.picture.Panels;
import org.dlmcert.task.Workers;

/**
 * The files of Figure 6.1, and what is reported of them.
 *
 * @param earlier the table of an earlier run whose proved results count
 */
public record ErrorCurveFigure(
    Path folder, ErrorCurveExperiment experiment, Optional<EarlierTable> earlier) {

  public static final String NAME = "figure-6.1";

  /** Refuses files that are in the way, before there is a checkpoint. */
  public void checkFiles(JobContext context) {
    files(context);
  }

  private FigureFiles files(JobContext context) {
    return new FigureFiles(folder, NAME, context.outputs());
  }

  /** Runs what is not in the checkpoint nor proved in the earlier table, and writes the files. */
  public Report run(Checkpoint checkpoint, Workers workers, JobContext context)
      throws IOException, InterruptedException {
    if (earlier.isPresent()) {
      for (TrialResult result : earlier.get().proved()) {
        if (!checkpoint.finished().containsKey(result.trial())) {
          checkpoint.add(result);
        }
      }
    }
    List<TrialResult> results = experiment.run(checkpoint, workers, context.progress());
    List<String> circumstances = new ArrayList<>();
    earlier.ifPresent(table -> circumstances.add(again(table, results)));
    circumstances.add(time(results));
    context.progress().stage("drawing", 0);
    FigureFiles files = files(context);
    ErrorCurveReport report = new ErrorCurveReport(experiment, results);
    Panels picture = report.picture();
    files.stage(picture, picture, report.csv(), report.markdown(circumstances));
    return report(report, experiment.settings(), files, circumstances, context);
  }

  private String time(List<TrialResult> results) {
    double seconds = results.stream().mapToDouble(TrialResult::seconds).sum();
    return String.format(
        Locale.ROOT,
        "Elapsed times of %s: %.1f minutes, added up over all threads, on %s.",
        earlier.isPresent() ? "what was computed now" : "all repetitions",
        seconds / 60,
        Machine.words());
  }

  /** What came from the table, and that what was trained again ended in the same place. */
  private String again(EarlierTable table, List<TrialResult> results) {
    Map<Trial, TrialResult> now =
        results.stream().collect(Collectors.toMap(TrialResult::trial, Function.identity()));
    for (TrialResult before : table.open()) {
      TrialResult after = now.get(before.trial());
      if (after == null || !after.endsAs(before)) {
        throw new UsageError(
            table.file()
                + ": trained again, "
                + before.trial()
                + " does not end as in the table; it was made by another version or machine");
      }
    }
    return String.format(
        Locale.ROOT,
        "%d repetitions are taken from the table of an earlier run. Networks with a rank that it had not proved: %d.%n"
            + "Trained again from their seeds, they ended at the same epoch with the same errors and loss; their ranks%n"
            + "were decided anew.",
        table.proved().size(),
        table.open().size());
  }

  private static Report report(
      ErrorCurveReport report,
      ErrorCurveSettings settings,
      FigureFiles files,
      List<String> circumstances,
      JobContext context) {
    Report.Builder builder =
        context
            .done()
            .field("figure", "6.1")
            .field("seed", settings.seed())
            .field("repetitions", settings.repetitions())
            .field("epochs", settings.epochs())
            .field("points", report.points().stream().map(ErrorCurveFigure::json).toList())
            .field("files", files.names());
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
    circumstances.forEach(text -> text.lines().forEach(builder::line));
    return files.reported(builder);
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
}
