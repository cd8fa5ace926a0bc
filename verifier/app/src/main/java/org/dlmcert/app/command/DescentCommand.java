package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.dlmcert.app.command.ends.DescentOptions;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.picture.FigureFiles;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.picture.Machine;
import org.dlmcert.app.picture.ProvedEnds;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.descent.Confinement;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.descent.DescentEnd;
import org.dlmcert.numeric.descent.DescentSettings;
import org.dlmcert.numeric.descent.LongDescent;
import org.dlmcert.numeric.figure.DescentReport;
import org.dlmcert.numeric.figure.EndVerdicts;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dlmcert figure 6.2}. */
@Command(
    name = "6.2",
    description =
        "Follows gradient descents to differentiable local minima, draws one, and decides exactly "
            + "what is beside the end of each.",
    footer = {
      "",
      "Examples:",
      "  dlmcert figure 6.2 -o descent --quick",
      "  dlmcert figure 6.2 -o descent --polish"
    })
final class DescentCommand implements Job {

  private static final String NAME = "figure-6.2";
  private static final int DIGITS = 120;
  private static final int DOUBLINGS = 17;

  @Mixin private FigureFolder output = new FigureFolder();

  @Mixin private DescentOptions descents = new DescentOptions();

  @Option(
      names = "--polish",
      description = "Also write the exact rational minimum near the end, as instance JSON.")
  private boolean polish;

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    List<DescentSettings> settings =
        descents.settings(DescentSettings::full, DescentSettings::quick);
    FigureFiles files = new FigureFiles(output.make(), NAME, context.outputs());
    Path weights = files.checked("-weights.npz");
    Path preactivations = files.checked("-preactivations.npz");
    Optional<Path> exact = polish ? Optional.of(files.checked("-minimum.json")) : Optional.empty();
    long start = System.nanoTime();
    List<DescentEnd> ends = ends(settings, context);
    List<EndVerdicts> verdicts = verdicts(ends, context);
    DescentEnd drawn =
        ends.stream()
            .filter(DescentEnd::isStrict)
            .max(Comparator.comparingDouble(DescentEnd::least))
            .orElse(ends.get(0));
    context.progress().stage("does descent stay in the cell of its end?", 0);
    Optional<Confinement> confinement = Confinement.of(drawn.instance());
    List<LongDescent.Point> beyond =
        confinement.isEmpty()
            ? List.of()
            : new LongDescent(DIGITS).curve(drawn.instance(), DOUBLINGS, context.progress());
    context.progress().stage("drawing", 0);
    DescentReport report = new DescentReport(ends, verdicts, drawn, confinement, beyond);
    String time = Machine.timeSince(start);
    files.stage(
        report.picture(), report.smallPicture(), report.csv(), report.markdown(List.of(time)));
    files.stage(weights, InstanceArchive.bytes(drawn.instance()));
    files.stage(preactivations, report.preactivationArchive());
    if (exact.isPresent() && drawn.minimum().isPresent()) {
      files.stage(exact.get(), InstanceWriter.readable(drawn.minimum().get().instance()));
    }
    return report(report, time, files, context);
  }

  private static List<DescentEnd> ends(List<DescentSettings> all, JobContext context)
      throws InterruptedException {
    context.progress().stage(all.size() + " descents and their exact ends", all.size());
    return Tasks.run(
        context.threads(),
        all.stream()
            .<Callable<DescentEnd>>map(
                settings -> () -> DescentEnd.of(Descent.run(settings, Progress.NONE)))
            .toList(),
        context.progress());
  }

  private static List<EndVerdicts> verdicts(List<DescentEnd> ends, JobContext context)
      throws InterruptedException {
    context.progress().stage("verdicts at the ends", ends.size());
    return Tasks.run(
        context.threads(),
        ends.stream().<Callable<EndVerdicts>>map(end -> () -> ProvedEnds.of(end)).toList(),
        context.progress());
  }

  private static Report report(
      DescentReport report, String time, FigureFiles files, JobContext context) {
    DescentEnd drawn = report.drawn();
    DescentSettings settings = drawn.descent().settings();
    Report.Builder builder =
        context
            .done()
            .field("figure", "6.2")
            .field("descents", report.ends().size())
            .field("strict_minima", (int) report.strict())
            .field("minima_on_kinks", (int) report.onKinks())
            .field("verdicts_at_ends", report.verdicts().stream().map(EndVerdicts::end).toList())
            .field(
                "verdicts_at_minima",
                report.verdicts().stream().map(v -> v.minimum().orElse(null)).toList())
            .field("seed", settings.seed())
            .field("width", settings.width())
            .field("samples", settings.samples())
            .field("epochs", settings.epochs())
            .field("loss", drawn.loss().toString())
            .field("zero_preactivations", drawn.zeros())
            .field("rank", drawn.rank().rank())
            .field("exact_minimum", drawn.minimum().isPresent())
            .field("stays_in_cell", report.confinement().isPresent())
            .field(
                "largest_change",
                drawn.minimum().map(m -> m.largestChange().toString()).orElse(null));
    if (!report.beyond().isEmpty()) {
      LongDescent.Point last = report.beyond().get(report.beyond().size() - 1);
      builder.field("log10_mse_beyond", String.format(Locale.ROOT, "%.3f", last.log10()));
    } else {
      builder.field("log10_mse_beyond", null);
    }
    builder
        .field("files", files.names())
        .line(
            "figure 6.2: "
                + report.strict()
                + " of "
                + report.ends().size()
                + " descents end beside an exact minimum with MSE 0 and every u nonzero, "
                + report.onKinks()
                + " beside one on kinks")
        .line("  drawn: seed " + settings.seed())
        .line("  MSE " + ExactDouble.nearest(drawn.loss()) + " (exact, rounded once)")
        .line("  least |u| " + drawn.least() + ", exactly 0: " + drawn.zeros())
        .line("  rank of G_1: " + drawn.rank().rank() + " of " + settings.samples());
    drawn
        .minimum()
        .ifPresent(
            m ->
                builder.line(
                    "  exact minimum, MSE = 0: no weight differs by more than "
                        + ExactDouble.nearest(m.largestChange())));
    report
        .confinement()
        .ifPresent(c -> builder.line("  descent on W_1 from here stays in this cell (proved)"));
    if (!report.beyond().isEmpty()) {
      LongDescent.Point last = report.beyond().get(report.beyond().size() - 1);
      builder.line(
          "  MSE after " + last.epoch() + " further epochs, in Apfloat: " + last.scientific());
    }
    builder.line(time);
    return files.reported(builder);
  }
}
