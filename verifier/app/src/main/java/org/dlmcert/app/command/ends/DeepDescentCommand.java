package org.dlmcert.app.command.ends;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.dlmcert.app.picture.FigureFiles;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.picture.Machine;
import org.dlmcert.app.report.Report;
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

/** {@code dlmcert figure 6.2-deep}. */
@Command(
    name = "6.2-deep",
    description =
        "Follows gradient descents of networks of two hidden layers, draws one, and proves what is "
            + "beside the end of each.",
    footer = {"", "Example:", "  dlmcert figure 6.2-deep -o deep --quick"})
public final class DeepDescentCommand implements Job {

  private static final String NAME = "figure-6.2-deep";

  @Mixin private FigureFolder output = new FigureFolder();

  @Mixin private DescentOptions descents = new DescentOptions();

  private record End(DeepDescentEnd end, BesideEnd beside) {}

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    List<DescentSettings> settings =
        descents.settings(DescentSettings::deep, DescentSettings::quickDeep);
    FigureFiles files = new FigureFiles(output.make(), NAME, context.outputs());
    Path weights = files.checked("-weights.npz");
    long start = System.nanoTime();
    context.progress().stage(settings.size() + " descents and their ends", settings.size());
    List<End> ends =
        Tasks.run(
            context.threads(),
            settings.stream().<Callable<End>>map(s -> () -> end(s)).toList(),
            context.progress());
    context.progress().stage("drawing", 0);
    DeepDescentReport report =
        new DeepDescentReport(
            ends.stream().map(End::end).toList(), ends.stream().map(End::beside).toList());
    String time = Machine.timeSince(start);
    files.stage(
        report.picture(), report.smallPicture(), report.csv(), report.markdown(List.of(time)));
    files.stage(weights, InstanceArchive.bytes(report.drawn().instance()));
    return report(report, time, files, context);
  }

  private static End end(DescentSettings settings) throws InterruptedException {
    DeepDescentEnd end = DeepDescentEnd.of(Descent.run(settings, Progress.NONE));
    return new End(end, ProvedBeside.of(end.instance()));
  }

  private static Report report(
      DeepDescentReport report, String time, FigureFiles files, JobContext context) {
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
            .field("files", files.names())
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
    return files.reported(builder);
  }
}
