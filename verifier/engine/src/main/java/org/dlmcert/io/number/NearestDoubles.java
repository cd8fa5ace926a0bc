package org.dlmcert.io.number;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;

/**
 * Every literal is read as numeric software reads it, as the nearest double (ties to even), whose
 * value is then exact: 0.1 is 3602879701896397/36028797018963968. This holds for integers, decimals
 * and hexadecimal floats. Fractions {@code p/q} are not floating point literals and stay exact.
 * What rounds to infinity is bad input; what rounds to zero is zero.
 */
public record NearestDoubles() implements Numbers {
  @Override
  public Rational read(String literal, Place place) {
    return NumberLiteral.of(literal, place).nearestDouble(place);
  }
}
