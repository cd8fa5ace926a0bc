package org.dlmcert.checker;

import org.dlmcert.checker.data.Settings;

/**
 * What a certificate says about its subject S: an instance, a data set or a matrix.
 *
 * @param <S> the kind of subject
 */
interface Claim<S> {
  /** Rejects the claim if a field differs from what the subject says (format.md section 4). */
  void compare(S subject);

  /** Returns what is needed to bring the user's own data into canonical form. */
  Settings settings();

  /** Returns the claim in words; called only when it is proved. */
  String sentence(S subject);

  /** Rejects the claim unless the field says what was derived. */
  static void same(String field, Object stated, Object derived) {
    Rejection.unless(
        stated.equals(derived),
        "claim",
        "claim." + field,
        () -> "the certificate says " + stated + ", its instance " + derived);
  }
}
