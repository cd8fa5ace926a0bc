package org.dlmcert.app.report;

import java.io.Serializable;
import java.util.Optional;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.checker.data.UserFile;

/** What the independent checker has said about a part of a certificate, perhaps elsewhere. */
public sealed interface PartAnswer extends Serializable {
  /** Nothing is wrong with the part. */
  record Holds(long work) implements PartAnswer {}

  /** The certificate proves nothing; the components are those of the checker's verdict. */
  record Rejected(String rule, String place, String reason) implements PartAnswer {}

  /** The part was not checked to its end; the components are those of the checker's verdict. */
  record NotChecked(long work, long limit, String tried) implements PartAnswer {}

  /**
   * Has the checker check a part.
   *
   * @param part K/M
   */
  static PartAnswer of(byte[] certificate, Optional<UserFile> user, long maxWork, String part) {
    Verdict verdict = Checker.check(certificate, user, maxWork, part);
    if (verdict instanceof Verdict.PartDone done) {
      return new Holds(done.work());
    }
    if (verdict instanceof Verdict.Rejected rejected) {
      return new Rejected(rejected.rule(), rejected.place(), rejected.reason());
    }
    Verdict.NotChecked not = (Verdict.NotChecked) verdict;
    return new NotChecked(not.work(), not.limit(), not.tried());
  }
}
