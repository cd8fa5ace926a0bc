package org.dlmcert.io.number;

import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;

/** Every literal is the rational number that is written: 0.1 is 1/10. */
public record ExactNumbers() implements Numbers {
  @Override
  public Rational read(String literal, Place place) {
    return NumberLiteral.of(literal, place).value();
  }
}
