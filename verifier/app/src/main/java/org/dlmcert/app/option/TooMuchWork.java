package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.checker.Verdict;

/**
 * The check of a certificate would take more than the limit.
 *
 * @param file where the certificate is kept, if it is
 */
public record TooMuchWork(Verdict.NotChecked verdict, Optional<Path> file) {
  /** Units of work that take years. */
  private static final long TOO_MUCH = 1_000_000_000_000_000L;

  /** How far the checker came. */
  public String words() {
    return "the independent checker stopped at its limit: "
        + verdict.tried()
        + ", work "
        + verdict.work()
        + ", limit "
        + verdict.limit();
  }

  /** Begins the report that it is undecided. */
  public Report.Builder undecided(JobContext context) {
    return context.undecided(words(), wouldDecide());
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
