package org.dlmcert.checker;

import java.util.Optional;

/** What the checker says about a certificate. */
public sealed interface Verdict {
  /** Returns the first word of the report: ACCEPTED, REJECTED, NOT_CHECKED or DONE. */
  String word();

  /** Returns the exit status of the command: 0, 1 or 3. */
  int exitStatus();

  /**
   * The claim is proved.
   *
   * @param kind the kind of certificate
   * @param proved the verdict that may be printed of the claim, such as CERTIFIED or SADDLE
   * @param claim the claim in words, made from verified fields only
   * @param conclusion what follows about minima (soundness.md section 0), in words, if that is
   *     another thing than the claim
   * @param features that the inputs are those of a model's layers, which were not evaluated here,
   *     if the instance says so
   * @param howRead how the user's table was read, where the certificate says that
   * @param compared what of the user's table was compared with the certificate's instance
   * @param work the work done, in the units of format.md section 6
   */
  record Accepted(
      String kind,
      String proved,
      String claim,
      Optional<String> conclusion,
      Optional<String> features,
      Optional<String> howRead,
      Optional<String> compared,
      long work)
      implements Verdict {
    @Override
    public String word() {
      return "ACCEPTED";
    }

    @Override
    public int exitStatus() {
      return 0;
    }
  }

  /**
   * A part of the check has been done, and found nothing wrong: nothing is proved yet.
   *
   * @param part which part, in words
   * @param ifAll what is accepted when every part is done; its work is that of this part
   */
  record PartDone(String kind, String part, Accepted ifAll, long work) implements Verdict {
    @Override
    public String word() {
      return "DONE";
    }

    @Override
    public int exitStatus() {
      return 0;
    }
  }

  /**
   * The certificate proves nothing.
   *
   * @param rule what failed: canonical-form, kind, claim, instance, applicability or the kind's
   *     rule
   * @param place the field, and for a malformed file the byte (counted from 0)
   * @param reason what was found and what was expected
   */
  record Rejected(String rule, String place, String reason) implements Verdict {
    @Override
    public String word() {
      return "REJECTED";
    }

    @Override
    public int exitStatus() {
      return 1;
    }
  }

  /**
   * The certificate was not checked to its end.
   *
   * @param work the work known to be needed, at least
   * @param limit the limit that it exceeds
   * @param tried what stopped the check
   */
  record NotChecked(long work, long limit, String tried) implements Verdict {
    @Override
    public String word() {
      return "NOT_CHECKED";
    }

    @Override
    public int exitStatus() {
      return 3;
    }
  }
}
