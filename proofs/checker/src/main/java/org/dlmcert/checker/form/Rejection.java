package org.dlmcert.checker.form;

import java.util.function.Supplier;

/** Thrown inside the checker where a certificate fails; {@code Checker} turns it into a verdict. */
public final class Rejection extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String rule;
  private final String place;
  private final String reason;

  public Rejection(String rule, String place, String reason) {
    super(reason, null, false, false);
    this.rule = rule;
    this.place = place;
    this.reason = reason;
  }

  /** Throws a rejection unless the condition holds. */
  public static void unless(boolean condition, String rule, String place, Supplier<String> reason) {
    if (!condition) {
      throw new Rejection(rule, place, reason.get());
    }
  }

  public String rule() {
    return rule;
  }

  public String place() {
    return place;
  }

  public String reason() {
    return reason;
  }
}
