package org.dlmcert.paper.tool;

import java.util.Collections;
import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * All numbers between two rationals, these included. Whatever numbers lie in the operands, the
 * result of an operation on them lies in its result; nothing is rounded.
 */
public record RationalInterval(Rational least, Rational most) {
  public RationalInterval {
    if (least.compareTo(most) > 0) {
      throw new IllegalArgumentException("an interval from " + least + " to " + most);
    }
  }

  public static RationalInterval of(Rational value) {
    return new RationalInterval(value, value);
  }

  /** The numbers at most {@code radius} away. */
  public static RationalInterval around(Rational centre, Rational radius) {
    return new RationalInterval(centre.minus(radius), centre.plus(radius));
  }

  public RationalInterval plus(RationalInterval other) {
    return new RationalInterval(least.plus(other.least), most.plus(other.most));
  }

  public RationalInterval minus(RationalInterval other) {
    return plus(other.negate());
  }

  public RationalInterval negate() {
    return new RationalInterval(most.negate(), least.negate());
  }

  public RationalInterval times(RationalInterval other) {
    List<Rational> corners =
        List.of(
            least.times(other.least),
            least.times(other.most),
            most.times(other.least),
            most.times(other.most));
    return new RationalInterval(Collections.min(corners), Collections.max(corners));
  }

  /**
   * The quotient.
   *
   * @throws ArithmeticException if the divisor may be zero
   */
  public RationalInterval dividedBy(RationalInterval other) {
    if (other.sign() == 0) {
      throw new ArithmeticException("division by an interval around zero");
    }
    return times(
        new RationalInterval(
            Rational.ONE.dividedBy(other.most), Rational.ONE.dividedBy(other.least)));
  }

  /** The sign of all its numbers; 0 if it contains zero. */
  public int sign() {
    return least.signum() > 0 ? 1 : most.signum() < 0 ? -1 : 0;
  }
}
