package org.dlmcert.junit;

import java.util.ArrayList;
import java.util.List;
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

  /** Says in messages what the numbers are, after the description of the assertion around. */
  ValuesAssert named(String name, AbstractAssert<?, ?> around) {
    what = name + " ";
    return around.descriptionText().isEmpty() ? this : as("%s", around.descriptionText());
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

  /**
   * Every number is within the ulps set of the exact number in the same place. A failure shows the
   * first number that is not, and the one that is furthest off.
   */
  public ValuesAssert ofExactValues(RationalMatrix exact) {
    isNotNull();
    checkShape(exact);
    List<Off> failures = new ArrayList<>();
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        Off off = new Off(i, j, exact.get(i, j), ExactDouble.ulps(actual[i][j], exact.get(i, j)));
        if (off.exceeds(ExactDouble.of(ulps))) {
          failures.add(off);
        }
      }
    }
    if (!failures.isEmpty()) {
      failWithMessage("%s", message(failures, (long) exact.rows() * exact.columns()));
    }
    return this;
  }

  private String message(List<Off> failures, long entries) {
    Off first = failures.get(0);
    Off worst = first;
    for (Off off : failures) {
      worst = worst.ulps.isPresent() && off.exceeds(worst.ulps.get()) ? off : worst;
    }
    String text =
        what
            + "within "
            + ulps
            + " ulps of the exact values expected, but "
            + failures.size()
            + " of "
            + entries
            + (failures.size() == 1 ? " is" : " are")
            + " not; the first is\n"
            + describe(first);
    return worst == first ? text : text + "\nthe one furthest off is\n" + describe(worst);
  }

  /** How far the number in a place is off; infinitely far without ulps. */
  private record Off(int row, int column, Rational exact, Optional<Rational> ulps) {
    boolean exceeds(Rational limit) {
      return ulps.isEmpty() || ulps.get().compareTo(limit) > 0;
    }
  }

  private String describe(Off off) {
    return "at ["
        + off.row
        + "]["
        + off.column
        + "]: exact "
        + Words.number(off.exact)
        + "\n  double "
        + actual[off.row][off.column]
        + ", nearest double "
        + ExactDouble.nearest(off.exact)
        + ", off by "
        + off.ulps.map(u -> ExactDouble.nearest(u) + " ulps").orElse("infinitely many ulps");
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

  /**
   * Every number has the sign of the exact number in the same place; 0 has the sign 0. A failure
   * shows the first number that has not.
   */
  public ValuesAssert haveExactSigns(RationalMatrix exact) {
    isNotNull();
    checkShape(exact);
    int failures = 0;
    String first = "";
    for (int i = 0; i < exact.rows(); i++) {
      for (int j = 0; j < exact.columns(); j++) {
        if (!(Math.signum(actual[i][j]) == exact.get(i, j).signum())) {
          failures++;
          first =
              failures > 1
                  ? first
                  : "at ["
                      + i
                      + "]["
                      + j
                      + "] the double is "
                      + actual[i][j]
                      + " and the exact value "
                      + Words.number(exact.get(i, j));
        }
      }
    }
    if (failures > 0) {
      failWithMessage(
          "%s",
          what
              + "the exact signs expected, but "
              + failures
              + " of "
              + (long) exact.rows() * exact.columns()
              + (failures == 1 ? " is" : " are")
              + " wrong; "
              + first);
    }
    return this;
  }
}
