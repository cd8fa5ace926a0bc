package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.report.Verdict;
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
  private record Checked(Path file, Report report) {

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
      byte[] bytes = options.certificate(file);
      checked.add(
          new Checked(
              file, CheckOptions.report(options.check(bytes, context), file, context).build()));
    }
    long accepted = count(checked, Verdict.ACCEPTED);
    long rejected = count(checked, Verdict.REJECTED);
    Report.Builder report = begun(checked, rejected, context);
    report
        .field("files", checked.stream().map(Checked::fields).toList())
        .field("accepted", accepted)
        .field("rejected", rejected)
        .field("not_checked", files.size() - accepted - rejected)
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
              + padded(one.report().verdict().name(), Verdict.NOT_CHECKED.name().length())
              + "  "
              + padded(one.name(), columns)
              + "  "
              + one.words());
    }
    return report.build();
  }

  private static Report.Builder begun(List<Checked> checked, long rejected, JobContext context) {
    if (rejected > 0) {
      return Report.someRejected(context.command());
    }
    List<Checked> open =
        checked.stream().filter(one -> one.report().exitCode() == ExitCode.UNDECIDED).toList();
    if (open.isEmpty()) {
      return Report.allAccepted(context.command());
    }
    Unfinished first = open.get(0).report().unfinished().orElseThrow();
    return Report.notChecked(
        context.command(),
        new Unfinished(
            first.limit(),
            open.stream().map(Checked::name).collect(Collectors.toList()),
            first.wouldDecide()));
  }

  private static long count(List<Checked> checked, Verdict verdict) {
    return checked.stream().filter(one -> one.report().verdict() == verdict).count();
  }

  private static String padded(String text, int columns) {
    return text + " ".repeat(Math.max(0, columns - text.length()));
  }
}
