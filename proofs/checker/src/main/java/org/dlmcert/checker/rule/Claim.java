package org.dlmcert.checker.rule;

import java.util.Optional;
import org.dlmcert.checker.data.Settings;
import org.dlmcert.checker.form.Rejection;

/**
 * What a certificate says about its subject S: an instance, a data set or a matrix.
 *
 * @param <S> the kind of subject
 */
public interface Claim<S> {
  /** Rejects the claim if a field differs from what the subject says (format.md section 4). */
  void compare(S subject);

  /** Returns what is needed to bring the user's own data into canonical form. */
  Settings settings();

  /** Returns the verdict that a program may print of the proved claim, in one word. */
  String verdict();

  /** Returns the claim in words; called only when it is proved. */
  String sentence(S subject);

  /** Returns what the proved claim says about minima, in words, if that is another thing. */
  default Optional<String> conclusion(S subject) {
    return Optional.empty();
  }

  /** Rejects the claim unless the field says what was derived. */
  static void same(String field, Object stated, Object derived) {
    Rejection.unless(
        stated.equals(derived),
        "claim",
        "claim." + field,
        () -> "the certificate says " + stated + ", its instance " + derived);
  }
}
