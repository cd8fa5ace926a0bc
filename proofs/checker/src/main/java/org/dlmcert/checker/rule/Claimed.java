package org.dlmcert.checker.rule;

import java.util.function.Supplier;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rejection;

/** What a claim says, against what its evidence gives. */
public final class Claimed {
  private Claimed() {}

  /** Rejects the claim unless the field says what the evidence gives. */
  public static void same(String field, Object stated, Object derived, Steps steps) {
    require(
        stated.equals(derived),
        field,
        () -> "the certificate says " + stated + ", the evidence gives " + derived,
        steps);
  }

  /** Rejects the claim for what one of its fields says. */
  public static void require(
      boolean condition, String field, Supplier<String> reason, Steps steps) {
    Rejection.unless(condition, steps.kind(), "claim." + field, reason);
  }
}
