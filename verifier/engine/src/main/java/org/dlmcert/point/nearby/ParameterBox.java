package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

/**
 * A box of parameters in the order of {@link Coordinate#all}: |w_j - centre_j| ≤ radius_j, in
 * multiples of 2^-bits; a radius 0 is a parameter that is held.
 *
 * @param bits k
 * @param centre ω integers
 * @param radii ω integers, none negative
 */
record ParameterBox(int bits, List<BigInteger> centre, List<BigInteger> radii) {
  ParameterBox {
    centre = List.copyOf(centre);
    radii = List.copyOf(radii);
  }

  /** The box of one point. */
  static ParameterBox point(int bits, List<BigInteger> centre) {
    return new ParameterBox(bits, centre, centre.stream().map(c -> BigInteger.ZERO).toList());
  }

  /** The ranges of all parameters, rounded outward. */
  Range[] ranges(RangeArithmetic arithmetic) {
    RangeArithmetic own = new RangeArithmetic(bits);
    Range[] all = new Range[centre.size()];
    for (int p = 0; p < all.length; p++) {
      BigInteger c = centre.get(p);
      BigInteger r = radii.get(p);
      all[p] = arithmetic.around(new Range(c.subtract(r), c.add(r)), own);
    }
    return all;
  }

  /** The largest |w_j - given_j| for w in the box. */
  Rational reach(Instance instance) {
    List<Rational> given = given(instance);
    BigInteger unit = BigInteger.ONE.shiftLeft(bits);
    Rational reach = Rational.ZERO;
    for (int p = 0; p < centre.size(); p++) {
      Rational distance =
          Rational.of(centre.get(p), unit)
              .minus(given.get(p))
              .abs()
              .plus(Rational.of(radii.get(p), unit));
      reach = distance.compareTo(reach) > 0 ? distance : reach;
    }
    return reach;
  }

  /** The weights of an instance, in order. */
  static List<Rational> given(Instance instance) {
    Weights weights = instance.weights().orElseThrow();
    return Coordinate.all(instance.network()).stream()
        .map(
            c ->
                c.input() < instance.network().width(c.layer() - 1)
                    ? weights.matrix(c.layer()).get(c.unit(), c.input())
                    : weights.bias(c.layer(), c.unit()))
        .toList();
  }
}
