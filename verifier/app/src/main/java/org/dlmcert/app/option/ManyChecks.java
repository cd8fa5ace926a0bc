package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.ReportVerdict;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.io.Place;

/**
 * Several certificates, each checked for itself. The verdict of all is REJECTED if one is rejected,
 * else NOT_CHECKED if one is not checked, else ACCEPTED: the exit code is 0 only if all are
 * accepted.
 */
public final class ManyChecks {

  private ManyChecks() {}

  /** A file with what the checker says about it. */
  private record Checked(Path file, Judged judged, Report report) {

    String name() {
      return Place.of(file).source();
    }

    /** The line of the table after verdict and name. */
    String words() {
      return report.unfinished().isPresent()
          ? report.unfinished().get().limit()
          : report.lines().get(0);
    }

    Map<String, Object> fields() {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("file", name());
      fields.put("verdict", report.verdict().name());
      report.fields().forEach((name, value) -> fields.put(name, value == null ? "" : value));
      return fields;
    }
  }

  /**
   * Checks the files in their order.
   *
   * @throws IOException if one of them cannot be read: then nothing is said of any
   */
  public static Report of(List<Path> files, CheckOptions options, JobContext context)
      throws IOException {
    if (files.stream().filter(InputBytes::isStandardInput).count() > 1) {
      throw new UsageError("-: standard input is one certificate, not several");
    }
    List<Checked> checked = new ArrayList<>();
    for (Path file : files) {
      Judged judged = options.check(options.certificate(file), context);
      checked.add(new Checked(file, judged, options.report(judged, file, context).build()));
    }
    long accepted = of(Proved.class, checked).size();
    long rejected = of(Judged.Rejected.class, checked).size();
    Report.Builder report = begun(checked, context);
    report
        .field("files", checked.stream().map(Checked::fields).toList())
        .line(
            accepted
                + " of "
                + files.size()
                + " certificates accepted, "
                + rejected
                + " rejected, "
                + (files.size() - accepted - rejected)
                + " not checked.");
    int columns = checked.stream().mapToInt(c -> c.name().length()).max().orElse(0);
    for (Checked one : checked) {
      report.line(
          "  "
              + padded(one.report().verdict().name(), ReportVerdict.NOT_CHECKED.name().length())
              + "  "
              + padded(one.name(), columns)
              + "  "
              + one.words());
    }
    return report.build();
  }

  private static Report.Builder begun(List<Checked> checked, JobContext context) {
    List<Judged.Rejected> rejected = of(Judged.Rejected.class, checked);
    if (!rejected.isEmpty()) {
      return Report.someRejected(context.command(), rejected);
    }
    List<Checked> open =
        checked.stream().filter(one -> one.judged() instanceof Judged.NotChecked).toList();
    if (open.isEmpty()) {
      return Report.allAccepted(context.command(), of(Proved.class, checked));
    }
    Unfinished first = open.get(0).report().unfinished().orElseThrow();
    return Report.notChecked(
        context.command(),
        new Unfinished(
            first.limit(), open.stream().map(Checked::name).toList(), first.wouldDecide()));
  }

  private static <J extends Judged> List<J> of(Class<J> type, List<Checked> checked) {
    return checked.stream().map(Checked::judged).filter(type::isInstance).map(type::cast).toList();
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }
}
