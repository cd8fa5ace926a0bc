package org.dlmcert.app.option;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dlmcert.app.report.Judged;
import org.dlmcert.app.report.Proved;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.app.run.OutputTarget;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.io.array.ArrayOnDisk;
import picocli.CommandLine.Option;

/**
 * {@code --certificate FILE}, for commands that prove something. Every certificate goes through the
 * independent checker, whether or not it is kept.
 */
@OptionHeading("The certificate")
public final class CertificateOption implements OutputTarget {

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Write the certificate to this file.")
  private Optional<Path> certificate = Optional.empty();

  @Option(
      names = "--detached",
      description =
          "Leave the data out of the certificate; only its digest stays, of an NPY or IDX file those "
              + "of its blocks.")
  private boolean detached;

  /** The commands whose claims can be about inputs in a file (proofs/format.md, 5.47). */
  private static final Set<String> NAMING = Set.of("certify", "lift", "width");

  @Override
  public Optional<Path> file() {
    return certificate;
  }

  private static byte[] naming(Certificate made, ArrayOnDisk array, JobContext context)
      throws IOException {
    byte[] bytes = made.naming(array.digests(context.progress())).bytes();
    context.progress().stage("independent check", 0);
    return bytes;
  }

  /** The file that the checker reads the inputs from. */
  private static Optional<UserFile> user(Optional<ArrayOnDisk> array) throws IOException {
    return array.isEmpty()
        ? Optional.empty()
        : Optional.of(UserFile.open(array.get().path(), new TableOptions(Map.of())));
  }

  /** What a report says of what has been proved. */
  @FunctionalInterface
  public interface Words {
    /** Begins the report with {@link JobContext#proved} and says what was found. */
    Report.Builder of(Proved proved) throws IOException, InterruptedException;
  }

  /**
   * Has the independent checker read the certificate's bytes and writes them to the file, if there
   * is one.
   *
   * @param words the report, if the checker accepts; that it did is added
   * @return the report; UNDECIDED where the check would take too much work
   * @throws IllegalStateException if the checker rejects the certificate, which is a fault of this
   *     program; then nothing is written
   */
  public Report.Builder prove(Certificate made, JobContext context, Words words)
      throws IOException, InterruptedException {
    return prove(made, context, stopped -> stopped.undecided(context), words);
  }

  /**
   * The same.
   *
   * @param undecided the report, if the check would take too much work
   */
  public Report.Builder prove(
      Certificate made,
      JobContext context,
      Function<TooMuchWork, Report.Builder> undecided,
      Words words)
      throws IOException, InterruptedException {
    if (detached && certificate.isEmpty()) {
      throw new UsageError("--detached goes with --certificate FILE");
    }
    context.progress().stage("independent check", 0);
    Optional<ArrayOnDisk> array =
        detached && NAMING.contains(context.command()) ? context.arrayRead() : Optional.empty();
    byte[] bytes = array.isPresent() ? naming(made, array.get(), context) : made.bytes();
    boolean without = detached && array.isEmpty();
    keep(without ? made.detachedBytes(context.tableRead()) : bytes, context);
    return judged(bytes, array, context, undecided, words);
  }

  /** The same for a certificate that names an array itself. */
  public Report.Builder proveOf(
      Certificate made, ArrayOnDisk array, JobContext context, Words words)
      throws IOException, InterruptedException {
    context.progress().stage("independent check", 0);
    byte[] bytes = made.bytes();
    keep(bytes, context);
    return judged(bytes, Optional.of(array), context, stopped -> stopped.undecided(context), words);
  }

  private void keep(byte[] bytes, JobContext context) {
    file()
        .ifPresent(
            path -> {
              context.outputs().stage(path, bytes);
              context.certificateComplete(path);
            });
  }

  private Report.Builder judged(
      byte[] bytes,
      Optional<ArrayOnDisk> array,
      JobContext context,
      Function<TooMuchWork, Report.Builder> undecided,
      Words words)
      throws IOException, InterruptedException {
    Judged judged = Proved.judge(bytes, user(array), Checker.DEFAULT_MAX_WORK);
    if (judged instanceof Judged.Rejected rejected) {
      throw rejected.fault();
    }
    if (judged instanceof Judged.NotChecked not) {
      return undecided.apply(new TooMuchWork(not.verdict(), file())).certificate(file());
    }
    Proved proved = (Proved) judged;
    return words
        .of(proved)
        .field("proved", proved.claim())
        .line("  " + proved.words())
        .line("  proved: " + proved.claimInBrief())
        .certificate(file());
  }
}
