package org.dlmcert.io.number;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;

/**
 * The value of a number literal. Literals are integers {@code 3}, decimals {@code -0.25}, {@code
 * 1e-3}, fractions of integers {@code 1/2} and C99 hexadecimal floats {@code 0x1.8p-3}, each with
 * an optional sign, in ASCII, without blanks; at most 100,000 digits and exponents from -10000 to
 * 10000.
 */
public sealed interface Numbers permits ExactNumbers, NearestDoubles {
  Numbers EXACT = new ExactNumbers();
  Numbers NEAREST_DOUBLES = new NearestDoubles();

  /**
   * The value of {@code literal}. Takes well under a second for the longest literals.
   *
   * @throws BadInput at {@code place}, if this is no number or beyond the limits
   */
  Rational read(String literal, Place place);
}
