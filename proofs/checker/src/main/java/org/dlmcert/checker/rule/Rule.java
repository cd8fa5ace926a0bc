package org.dlmcert.checker.rule;

import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;

/**
 * A kind of certificate: what it proves and how (format.md section 5).
 *
 * @param <S> what it speaks about
 * @param <C> what it says
 */
public interface Rule<S, C extends Claim<S>> {
  /** Evidence that has been read and not yet been checked. */
  @FunctionalInterface
  interface Evidence {
    /** Applies the rule; returns only if the evidence proves the claim. */
    void check(Steps steps);
  }

  /** Returns the name of the kind. */
  String kind();

  C readClaim(CanonicalReader in);

  S readSubject(CanonicalReader in);

  /** Whether the groups of its evidence can be checked one part at a time. */
  default boolean hasParts() {
    return false;
  }

  /** Rejects subjects and claims that the kind does not apply to, and reads the evidence. */
  Evidence readEvidence(CanonicalReader in, S subject, C claim);
}
