package org.dlmcert.app.option;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.InstanceArchive;

/** The report of a command that makes an instance: the instance itself, or where it is. */
public final class InstanceReport {
  private InstanceReport() {}

  /**
   * To be called before the work.
   *
   * @throws UsageError if both the result as JSON and the instance would go to standard output
   */
  public static void requireRoom(OutputOption output, JobContext context) {
    if (context.wantsJson() && output.file().isEmpty()) {
      throw new UsageError("--json: this command prints its result itself; name a file with -o");
    }
  }

  public static Report of(Instance instance, OutputOption output, JobContext context) {
    return begin(instance, output, context).build();
  }

  /** The report, to which fields may be added. */
  public static Report.Builder begin(Instance instance, OutputOption output, JobContext context) {
    Report.Builder report =
        context
            .done()
            .field("samples", instance.samples())
            .field("widths", instance.network().widths())
            .field("slope", instance.network().slope().toString());
    return put(instance, output, report, context);
  }

  /** Adds the instance, or where it is, to a report. */
  public static Report.Builder put(
      Instance instance, OutputOption output, Report.Builder report, JobContext context) {
    Optional<Path> file = output.file();
    if (file.isEmpty()) {
      byte[] bytes = InstanceWriter.readable(instance);
      return report.document(new String(bytes, StandardCharsets.UTF_8));
    }
    context
        .outputs()
        .stage(file.get(), isNpz(file.get()) ? npz(instance) : InstanceWriter.readable(instance));
    return report.field("output", file.get().toString()).line("instance: " + file.get());
  }

  private static boolean isNpz(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  private static byte[] npz(Instance instance) {
    try {
      return InstanceArchive.bytes(instance);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
