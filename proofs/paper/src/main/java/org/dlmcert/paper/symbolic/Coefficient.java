package org.dlmcert.paper.symbolic;

import org.dlmcert.exact.Rational;
import org.jscience.mathematics.structure.Ring;

/** The engine's rationals as coefficients of JScience polynomials. */
record Coefficient(Rational value) implements Ring<Coefficient> {
  @Override
  public Coefficient plus(Coefficient other) {
    return new Coefficient(value.plus(other.value));
  }

  @Override
  public Coefficient opposite() {
    return new Coefficient(value.negate());
  }

  @Override
  public Coefficient times(Coefficient other) {
    return new Coefficient(value.times(other.value));
  }

  @Override
  public Coefficient copy() {
    return this;
  }
}
