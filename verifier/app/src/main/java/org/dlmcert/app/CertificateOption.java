package org.dlmcert.app;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * {@code --certificate FILE}, for commands that prove something. Every certificate goes through the
 * independent checker, whether or not it is kept.
 */
public final class CertificateOption implements OutputTarget {

  @Option(
      names = "--certificate",
      paramLabel = "FILE",
      description = "Write the certificate to this file.")
  private @Nullable Path certificate;

  @Option(
      names = "--detached",
      description = "Leave the data out of the certificate; only its digest stays.")
  private boolean detached;

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(certificate);
  }

  /** What the checker said about a certificate that is now on its way to its file. */
  sealed interface Checked {

    /** Accepted. */
    record Accepted(String words) implements Checked {}

    /** The check would take more than the limit. */
    record TooMuchWork(String words) implements Checked {}
  }

  /**
   * Checks the certificate's bytes and writes them to the file, if there is one.
   *
   * @throws IllegalStateException if the checker rejects the certificate, which is a fault of this
   *     program; then nothing is written
   */
  Checked check(Certificate made, JobContext context) {
    if (detached && certificate == null) {
      throw new UsageError("--detached goes with --certificate FILE");
    }
    context.progress().stage("independent check", 0);
    byte[] bytes = made.bytes();
    Verdict verdict = Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK);
    if (verdict instanceof Verdict.Rejected rejected) {
      throw new IllegalStateException(
          "the independent checker rejects the certificate by the rule "
              + rejected.rule()
              + " at "
              + rejected.place()
              + ": "
              + rejected.reason());
    }
    file()
        .ifPresent(path -> context.outputs().stage(path, detached ? made.detachedBytes() : bytes));
    if (verdict instanceof Verdict.NotChecked not) {
      return new Checked.TooMuchWork(
          "the independent checker stopped at its limit: "
              + not.tried()
              + ", work "
              + not.work()
              + ", limit "
              + not.limit());
    }
    return new Checked.Accepted(
        "independent checker: accepted (work " + ((Verdict.Accepted) verdict).work() + ")");
  }
}
