package org.dlmcert.app.report;

import org.dlmcert.checker.Report;
import org.dlmcert.checker.Verdict;

/** A certificate that has been before the independent checker. */
public sealed interface Judged
    permits Proved, Judged.Rejected, Judged.PartHolds, Judged.NotChecked {

  /** It proves nothing. */
  record Rejected(Verdict.Rejected verdict) implements Judged {
    /** What it means for a certificate that this program made: a fault of the program. */
    public IllegalStateException fault() {
      return new IllegalStateException(
          "the independent checker rejects the certificate by the rule "
              + verdict.rule()
              + " at "
              + verdict.place()
              + ": "
              + verdict.reason());
    }
  }

  /** A part of the check found nothing wrong, and nothing is proved yet. */
  record PartHolds(Verdict.PartDone verdict) implements Judged {
    /** The same in the checker's words. */
    public String words() {
      return Report.text(verdict);
    }
  }

  /** The check would take more work or memory than there is. */
  record NotChecked(Verdict.NotChecked verdict) implements Judged {}
}
