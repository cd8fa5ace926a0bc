package org.dlmcert.app.command.ends;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.dlmcert.app.picture.FigureFiles;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.picture.Machine;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.numeric.ends.EndPoint;
import org.dlmcert.numeric.ends.EndPointsReport;
import org.dlmcert.numeric.figure.DigitsSource;
import org.dlmcert.numeric.figure.ErrorCurveExperiment;
import org.dlmcert.numeric.figure.ErrorCurveSettings;
import org.dlmcert.numeric.figure.GaussianSource;
import org.dlmcert.numeric.figure.SampleSource;
import org.dlmcert.numeric.figure.Trained;
import org.dlmcert.numeric.figure.Trial;
import org.dlmcert.progress.Tasks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert figure 6.1-ends}. */
@Command(
    name = "6.1-ends",
    description =
        "Trains the networks of Figure 6.1 with two hidden layers again, and proves what is beside "
            + "each end point: weights of loss exactly 0, a local minimum of positive loss, or neither.",
    footer = {"", "Example:", "  dlmcert figure 6.1-ends -o ends --samples 100 --repetitions 3"})
public final class EndPointsCommand implements Job {

  private static final String NAME = "figure-6.1-ends";
  private static final int MOST_SAMPLES = 1000;
  private static final int MOST_REPETITIONS = 1000;
  private static final int MOST_EPOCHS = 1_000_000;

  @Mixin private FigureFolder output = new FigureFolder();

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
      description = "The numbers of samples. Default: 100.")
  private List<Integer> samples = List.of(100);

  @Bounds(least = 1, most = MOST_REPETITIONS)
  @Option(
      names = "--repetitions",
      paramLabel = "K",
      defaultValue = "5",
      description = "Repetitions of every point, as figure 6.1 --quick has them. Default: 5.")
  private int repetitions = 5;

  @Bounds(most = MOST_EPOCHS)
  @Option(
      names = "--epochs",
      paramLabel = "K",
      defaultValue = "2000",
      description = "The most epochs. Default: 2000.")
  private int epochs = 2000;

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    ErrorCurveSettings settings = new ErrorCurveSettings(samples, repetitions, epochs, seed);
    FigureFiles files = new FigureFiles(output.make(), NAME, context.outputs());
    long start = System.nanoTime();
    List<SampleSource> sources = List.of(new GaussianSource(), DigitsSource.read());
    ErrorCurveExperiment experiment = new ErrorCurveExperiment(settings, sources);
    List<Trial> trials = experiment.trials().stream().filter(t -> t.hiddenLayers() == 2).toList();
    context.progress().stage(trials.size() + " trainings and their ends", trials.size());
    List<EndPoint> ends =
        Tasks.run(
            context.threads(),
            trials.stream().<Callable<EndPoint>>map(t -> () -> end(experiment, t)).toList(),
            context.progress());
    context.progress().stage("drawing", 0);
    EndPointsReport report = new EndPointsReport(settings, sources, ends);
    String time = Machine.timeSince(start);
    files.stage(report.picture(), report.picture(), report.csv(), report.markdown(List.of(time)));
    return report(report, time, files, context);
  }

  private static EndPoint end(ErrorCurveExperiment experiment, Trial trial)
      throws InterruptedException {
    Trained trained = experiment.train(trial);
    return new EndPoint(
        trial, trained.seed(), trained.mce(), trained.mse(), ProvedBeside.of(trained.instance()));
  }

  private static Report report(
      EndPointsReport report, String time, FigureFiles files, JobContext context) {
    Report.Builder builder =
        context
            .done()
            .field("figure", "6.1-ends")
            .field("seed", report.settings().seed())
            .field("repetitions", report.settings().repetitions())
            .field("epochs", report.settings().epochs())
            .field("end_points", report.ends().size())
            .field("zero_loss", report.count("zero-loss"))
            .field("positive_loss", report.count("positive-loss"))
            .field("neither", report.count("neither"))
            .field("points", report.points().stream().map(EndPointsCommand::json).toList())
            .field("files", files.names())
            .line(
                "figure 6.1, two hidden layers: beside "
                    + report.count("zero-loss")
                    + " of "
                    + report.ends().size()
                    + " end points weights of loss exactly 0 are proved, beside "
                    + report.count("positive-loss")
                    + " a local minimum of positive loss, beside "
                    + report.count("neither")
                    + " neither")
            .line(time);
    return files.reported(builder);
  }

  private static Map<String, Object> json(EndPointsReport.Point point) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("source", point.first().source());
    fields.put("samples", point.first().samples());
    fields.put("width", point.first().width());
    fields.put("end_points", point.ends().size());
    fields.put("zero_loss", point.count("zero-loss"));
    fields.put("positive_loss", point.count("positive-loss"));
    fields.put("neither", point.count("neither"));
    return fields;
  }
}
