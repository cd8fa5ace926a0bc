package org.dlmcert.checker;

import java.util.function.Supplier;

/** Thrown inside the checker where a certificate fails; {@link Checker} turns it into a verdict. */
final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String rule;
  private final String place;
  private final String reason;

  Rejection(String rule, String place, String reason) {
    super(reason, null, false, false);
    this.rule = rule;
    this.place = place;
    this.reason = reason;
  }

  /** Throws a rejection unless the condition holds. */
  static void unless(boolean condition, String rule, String place, Supplier<String> reason) {
    if (!condition) {
      throw new Rejection(rule, place, reason.get());
    }
  }

  String rule() {
    return rule;
  }

  String place() {
    return place;
  }

  String reason() {
    return reason;
  }
}
