package org.dlmcert.app.run;

import java.math.BigDecimal;
import java.math.BigInteger;
import picocli.CommandLine.TypeConversionException;

/** Numbers of options, with messages that say what was expected. */
final class WholeNumbers {
  private static final int LONGEST = 40;

  private WholeNumbers() {}

  static Integer integer(String text) {
    return (int) within(text, Integer.MIN_VALUE, Integer.MAX_VALUE);
  }

  static Long longInteger(String text) {
    return within(text, Long.MIN_VALUE, Long.MAX_VALUE);
  }

  /** A decimal, as the nearest double. */
  static Double number(String text) {
    if (text.length() > LONGEST) {
      throw new TypeConversionException("a number of at most " + LONGEST + " characters expected");
    }
    try {
      return new BigDecimal(text).doubleValue();
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "': a number expected");
    }
  }

  private static long within(String text, long least, long largest) {
    if (!text.matches("[+-]?[0-9]{1," + LONGEST + "}")) {
      throw new TypeConversionException("'" + text + "': an integer expected");
    }
    BigInteger value = new BigInteger(text);
    if (value.compareTo(BigInteger.valueOf(least)) < 0
        || value.compareTo(BigInteger.valueOf(largest)) > 0) {
      throw new TypeConversionException(
          "'" + text + "': an integer from " + least + " to " + largest + " expected");
    }
    return value.longValueExact();
  }
}
