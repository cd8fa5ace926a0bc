package org.dlmcert.app.report;

import org.dlmcert.checker.Verdict;

/** A certificate that has been before the independent checker. */
public sealed interface Judged permits Proved, Judged.Rejected, Judged.NotChecked {

  /** It proves nothing. */
  record Rejected(Verdict.Rejected verdict) implements Judged {}

  /** The check would take more work or memory than there is. */
  record NotChecked(Verdict.NotChecked verdict) implements Judged {}
}
