package org.dlmcert.app.command.ends;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.dlmcert.app.picture.FigureFiles;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.picture.Machine;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.ends.BesideEnd;
import org.dlmcert.numeric.ends.DeepDescentEnd;
import org.dlmcert.numeric.ends.DeepDescentReport;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert figure 6.2-deep}. */
@Command(
    name = "6.2-deep",
    description =
        "Follows gradient descents of networks of two hidden layers, draws one, and proves what is "
            + "beside the end of each.",
    footer = {"", "Example:", "  dlmcert figure 6.2-deep -o deep --quick"})
public final class DeepDescentCommand implements Job {

  private static final String NAME = "figure-6.2-deep";
  private static final int MOST_DESCENTS = 1000;

  @Mixin private FigureFolder output = new FigureFolder();

  @Option(names = "--quick", description = "A small setting: some seconds.")
  private boolean quick;

  @Option(
      names = "--seed",
      paramLabel = "K",
      defaultValue = "1",
      description = "The seed of the first descent. Default: 1.")
  private long seed = 1;

  @Bounds(least = 1, most = MOST_DESCENTS)
  @Option(
      names = "--repetitions",
      paramLabel = "K",
      description = "Descents, from the seed on. Default: 20; with --quick 8.")
  private Optional<Integer> repetitions = Optional.empty();

  private record End(DeepDescentEnd end, BesideEnd beside) {}

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    int count = repetitions.orElse(quick ? 8 : 20);
    Path folder = output.make();
    List<Path> files = new ArrayList<>(FigureFiles.of(folder, NAME, context.outputs()));
    Path weights = folder.resolve(NAME + "-weights.npz");
    context.outputs().check(weights);
    long start = System.nanoTime();
    context.progress().stage(count + " descents and their ends", count);
    List<End> ends =
        Tasks.run(
            context.threads(),
            LongStream.range(seed, seed + count)
                .<Callable<End>>mapToObj(k -> () -> end(k))
                .toList(),
            context.progress());
    context.progress().stage("drawing", 0);
    DeepDescentReport report =
        new DeepDescentReport(
            ends.stream().map(End::end).toList(), ends.stream().map(End::beside).toList());
    String time =
        String.format(
            Locale.ROOT,
            "Time %.1f minutes (%.1f of processor time) on %s.",
            (System.nanoTime() - start) / 60e9,
            Machine.processorTime().toMillis() / 60e3,
            Machine.words());
    FigureFiles.stage(
        files,
        report.picture(),
        report.smallPicture(),
        report.csv(),
        report.markdown(List.of(time)).getBytes(StandardCharsets.UTF_8),
        context.outputs());
    context.outputs().stage(weights, InstanceArchive.bytes(report.drawn().instance()));
    files.add(weights);
    return report(report, time, files, context);
  }

  private End end(long of) throws InterruptedException {
    DescentSettings settings = quick ? DescentSettings.quickDeep(of) : DescentSettings.deep(of);
    DeepDescentEnd end = DeepDescentEnd.of(Descent.run(settings, Progress.NONE));
    return new End(end, ProvedBeside.of(end.instance()));
  }

  private static Report report(
      DeepDescentReport report, String time, List<Path> files, JobContext context) {
    DescentSettings settings = report.drawn().descent().settings();
    Report.Builder builder =
        context
            .done()
            .field("figure", "6.2-deep")
            .field("descents", report.ends().size())
            .field("zero_loss", report.count("zero-loss"))
            .field("positive_loss", report.count("positive-loss"))
            .field("neither", report.count("neither"))
            .field("beside", report.beside().stream().map(BesideEnd::word).toList())
            .field("seed", settings.seed())
            .field("width", settings.width())
            .field("samples", settings.samples())
            .field("epochs", settings.epochs())
            .field("loss", report.drawn().loss().toString())
            .field("rank", report.drawn().rank().rank())
            .field("files", files.stream().map(Path::toString).toList())
            .line(
                "figure 6.2, two hidden layers: beside "
                    + report.count("zero-loss")
                    + " of "
                    + report.ends().size()
                    + " ends weights of loss exactly 0 are proved, beside "
                    + report.count("positive-loss")
                    + " a local minimum of positive loss, beside "
                    + report.count("neither")
                    + " neither")
            .line("  drawn: seed " + settings.seed())
            .line(time);
    files.forEach(file -> builder.line("written: " + file));
    return builder.build();
  }
}
