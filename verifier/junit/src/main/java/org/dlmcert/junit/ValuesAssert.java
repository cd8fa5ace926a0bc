package org.dlmcert.junit;

import java.util.Optional;
import org.assertj.core.api.AbstractAssert;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Assertions about computed numbers, each held against its exact value in units of the last place
 * of the double nearest to the exact value.
 */
public final class ValuesAssert extends AbstractAssert<ValuesAssert, double[][]> {

  private double ulps = 0.5;

  ValuesAssert(double[][] actual) {
    super(actual, ValuesAssert.class);
  }

  /** How far the numbers may be off; 0.5, correct rounding, unless set. */
  public ValuesAssert withinUlps(double limit) {
    ulps = ValuesCheck.limit(limit);
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
    return passes(new ValuesCheck(actual, "").within(ulps, exact));
  }

  /**
   * Every number has the sign of the exact number in the same place; 0 has the sign 0. A failure
   * shows the first number that has not.
   */
  public ValuesAssert haveExactSigns(RationalMatrix exact) {
    isNotNull();
    return passes(new ValuesCheck(actual, "").signs(exact));
  }

  private ValuesAssert passes(Optional<String> wrong) {
    wrong.ifPresent(words -> failWithMessage("%s", words));
    return this;
  }
}
