package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * |C·Φ(centre)|_i + Σ_j |I - C·Φ'|_ij·r_j &lt; r_i for every i: then exactly one zero of Φ is in
 * the box (Krawczyk 1969, Moore 1977; proofs/soundness.md, section 36).
 *
 * @param ratio the largest quotient of the left side and r_i; the test passes if it is below 1
 * @param contraction the part of the largest such quotient that does not come from Φ(centre): below
 *     1 if better centres help
 */
record KrawczykTest(Rational ratio, Rational contraction) {

  static KrawczykTest of(
      Preconditioner c,
      Range[] value,
      RangeArithmetic valueArithmetic,
      BigInteger[][] defects,
      RangeArithmetic jacobianArithmetic,
      List<BigInteger> radii,
      int radiusBits) {
    BigInteger[] shift = c.magnitudes(value);
    BigInteger[] r = radii.toArray(new BigInteger[0]);
    Rational ratio = Rational.ZERO;
    Rational contraction = Rational.ZERO;
    for (int i = 0; i < r.length; i++) {
      Rational own = Rational.of(r[i], BigInteger.ONE.shiftLeft(radiusBits));
      Rational part =
          Rational.of(
                  IntegerVectors.dot(defects[i], r),
                  BigInteger.ONE.shiftLeft(c.scale() + 1 + jacobianArithmetic.bits() + radiusBits))
              .dividedBy(own);
      Rational moved =
          Rational.of(shift[i], BigInteger.ONE.shiftLeft(c.scale() + 1 + valueArithmetic.bits()))
              .dividedBy(own);
      contraction = part.compareTo(contraction) > 0 ? part : contraction;
      ratio = part.plus(moved).compareTo(ratio) > 0 ? part.plus(moved) : ratio;
    }
    return new KrawczykTest(ratio, contraction);
  }

  boolean passes() {
    return ratio.compareTo(Rational.ONE) < 0;
  }
}
