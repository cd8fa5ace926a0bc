package org.dlmcert.app.command;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.LongStream;
import org.dlmcert.app.page.PageOption;
import org.dlmcert.app.picture.FigureFiles;
import org.dlmcert.app.picture.FigureFolder;
import org.dlmcert.app.picture.Machine;
import org.dlmcert.app.picture.ProvedEnds;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.Bounds;
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

  @Option(
      names = "--polish",
      description = "Also write the exact rational minimum near the end, as instance JSON.")
  private boolean polish;

  @Mixin private PageOption page = new PageOption();

  @Override
  public Report run(JobContext context) throws IOException, InterruptedException {
    List<DescentSettings> settings = settings();
    Path folder = output.make();
    List<Path> files = new ArrayList<>(FigureFiles.of(folder, NAME, context.outputs()));
    Path weights = folder.resolve(NAME + "-weights.npz");
    Path preactivations = folder.resolve(NAME + "-preactivations.npz");
    Path exact = folder.resolve(NAME + "-minimum.json");
    context.outputs().check(weights);
    context.outputs().check(preactivations);
    if (polish) {
      context.outputs().check(exact);
    }
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
    context.outputs().stage(weights, InstanceArchive.bytes(drawn.instance()));
    context.outputs().stage(preactivations, report.preactivationArchive());
    files.add(weights);
    files.add(preactivations);
    if (polish && drawn.minimum().isPresent()) {
      context.outputs().stage(exact, InstanceWriter.readable(drawn.minimum().get().instance()));
      files.add(exact);
    }
    return report(report, time, files, context);
  }

  private List<DescentSettings> settings() {
    int count = repetitions.orElse(quick ? 8 : 20);
    return LongStream.range(seed, seed + count)
        .mapToObj(k -> quick ? DescentSettings.quick(k) : DescentSettings.full(k))
        .toList();
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
      DescentReport report, String time, List<Path> files, JobContext context) {
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
        .field("files", files.stream().map(Path::toString).toList())
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
    files.forEach(file -> builder.line("written: " + file));
    return builder.build();
  }
}
