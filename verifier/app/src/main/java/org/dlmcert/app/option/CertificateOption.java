package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.OutputTarget;
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
  public sealed interface Checked {

    /**
     * Accepted.
     *
     * @param words that, and the work it took
     * @param conclusion what the checker says that follows about minima
     */
    record Accepted(String words, Optional<String> conclusion) implements Checked {

      /** Adds the conclusion, if there is one, to a report. */
      public void conclude(Report.Builder report) {
        conclusion.ifPresent(c -> report.field("conclusion", c).line("  so " + c));
      }
    }

    /**
     * The check would take more than the limit.
     *
     * @param file where the certificate is kept, if it is
     */
    record TooMuchWork(Verdict.NotChecked verdict, Optional<Path> file) implements Checked {
      /** Units of work that take years. */
      private static final long TOO_MUCH = 1_000_000_000_000_000L;

      public String words() {
        return "the independent checker stopped at its limit: "
            + verdict.tried()
            + ", work "
            + verdict.work()
            + ", limit "
            + verdict.limit();
      }

      /** Begins the report that it is undecided; the certificate is kept where a file was named. */
      public Report.Builder undecided(JobContext context) {
        return context.undecided(words(), wouldDecide()).certificate(file);
      }

      /** What can be done, if anything can. */
      public String wouldDecide() {
        if (verdict.work() > TOO_MUCH) {
          return "no limit that can be raised: the check takes too long for any machine";
        }
        String check =
            verdict.work() > verdict.limit()
                ? " --max-work of at least " + verdict.work()
                : " and more memory (DLMCERT_JAVA_OPTS=-Xmx…g)";
        return file.map(path -> "check " + path + " with")
                .orElse("--certificate FILE, which keeps the certificate, and check FILE with")
            + check;
      }
    }
  }

  /**
   * Checks the certificate's bytes and writes them to the file, if there is one.
   *
   * @throws IllegalStateException if the checker rejects the certificate, which is a fault of this
   *     program; then nothing is written
   */
  public Checked check(Certificate made, JobContext context) {
    if (detached && certificate == null) {
      throw new UsageError("--detached goes with --certificate FILE");
    }
    context.progress().stage("independent check", 0);
    byte[] bytes = made.bytes();
    file()
        .ifPresent(
            path -> {
              context
                  .outputs()
                  .stage(path, detached ? made.detachedBytes(context.tableRead()) : bytes);
              context.certificateComplete(path);
            });
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
    if (verdict instanceof Verdict.NotChecked not) {
      return new Checked.TooMuchWork(not, file());
    }
    Verdict.Accepted accepted = (Verdict.Accepted) verdict;
    return new Checked.Accepted(
        "independent checker: accepted (work " + accepted.work() + ")", accepted.conclusion());
  }
}
