package org.dlmcert.junit;

import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.numeric.ExactDouble;

/**
 * Assertions about computed numbers, each held against its exact value in units of the last place
 * of the double nearest to the exact value.
 */
public final class ValuesAssert extends AbstractAssert<ValuesAssert, double[][]> {

  private String what = "";
  private double ulps = 0.5;

  ValuesAssert(double[][] actual) {
    super(actual, ValuesAssert.class);
  }

  /** Says in messages what the numbers are. */
  ValuesAssert named(String name) {
    what = name + " ";
    return this;
  }

  /** How far the numbers may be off; 0.5, correct rounding, unless set. */
  public ValuesAssert withinUlps(double limit) {
    if (!(limit >= 0)) {
      throw new IllegalArgumentException("ulps from 0 expected, got " + limit);
    }
    ulps = limit;
    return this;
  }

  /** Every number is within the ulps set of the exact number. */
  public ValuesAssert ofExactValue(Rational exact) {
    return ofExactValues(RationalMatrix.of(1, 1, (i, j) -> exact));
  }

  /** Every number is within the ulps set of the exact number in the same place. */
  public ValuesAssert ofExactValues(RationalMatrix exact) {
    isNotNull();
    checkShape(exact);
    Rational limit = ExactDouble.of(ulps);
    int failures = 0;
    String first = "";
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        Optional<Rational> off = ExactDouble.ulps(actual[i][j], exact.get(i, j));
        if (off.isEmpty() || off.get().compareTo(limit) > 0) {
          failures++;
          first = failures == 1 ? describe(i, j, exact.get(i, j), off) : first;
        }
      }
    }
    if (failures > 0) {
      failWithMessage(
          "%s",
          what
              + "within "
              + ulps
              + " ulps of the exact values expected, but "
              + failures
              + " of "
              + (long) exact.rows() * exact.columns()
              + " are not; the first is\n"
              + first);
    }
    return this;
  }

  private String describe(int i, int j, Rational exact, Optional<Rational> off) {
    return "at ["
        + i
        + "]["
        + j
        + "]: exact "
        + Words.number(exact)
        + "\n  double "
        + actual[i][j]
        + ", nearest double "
        + ExactDouble.nearest(exact)
        + ", off by "
        + off.map(u -> ExactDouble.nearest(u) + " ulps").orElse("infinitely many ulps");
  }

  private void checkShape(RationalMatrix exact) {
    boolean fits = actual.length == exact.rows();
    for (int i = 0; fits && i < actual.length; i++) {
      fits = actual[i].length == exact.columns();
    }
    if (!fits) {
      failWithMessage(
          "%s",
          what
              + "a "
              + exact.shape()
              + " array expected, but it has "
              + actual.length
              + " rows"
              + (actual.length == 0 ? "" : ", the first of " + actual[0].length));
    }
  }

  /** Every number has the sign of the exact number in the same place; 0 has the sign 0. */
  public ValuesAssert haveExactSigns(RationalMatrix exact) {
    isNotNull();
    checkShape(exact);
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        if (!(Math.signum(actual[i][j]) == exact.get(i, j).signum())) {
          failWithMessage(
              "%s",
              what
                  + "the exact signs expected, but at ["
                  + i
                  + "]["
                  + j
                  + "] the double is "
                  + actual[i][j]
                  + " and the exact value "
                  + Words.number(exact.get(i, j)));
        }
      }
    }
    return this;
  }
}
