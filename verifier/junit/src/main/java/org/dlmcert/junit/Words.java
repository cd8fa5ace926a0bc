package org.dlmcert.junit;

import org.dlmcert.exact.Rational;
import org.dlmcert.numeric.ExactDouble;

/** Numbers in failure messages. */
final class Words {
  private static final int LONGEST = 120;

  private Words() {}

  /** An exact number and, where that is shorter to read, the double nearest to it. */
  static String number(Rational value) {
    return value.isInteger() && value.toString().length() < 17
        ? value.toString()
        : shortened(value.toString()) + " (about " + ExactDouble.nearest(value) + ")";
  }

  static String shortened(String text) {
    return text.length() <= LONGEST
        ? text
        : text.substring(0, LONGEST - 1) + "… (" + text.length() + " characters)";
  }
}
