package org.dlmcert.point;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.ExponentialBounds;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Loss;

/**
 * Bounds for the derivatives of a loss of labels by the outputs of one sample.
 *
 * @param low per output a lower bound
 * @param high per output an upper bound
 */
record LabelSlopes(List<Rational> low, List<Rational> high) {

  /** The bounds at these outputs, with errors of about 2^-bits. */
  static LabelSlopes of(Loss.OfLabels loss, List<Rational> v, List<Rational> labels, int bits) {
    Rational[] low = new Rational[v.size()];
    Rational[] high = new Rational[v.size()];
    for (int c = 0; c < v.size(); c++) {
      if (loss instanceof Loss.Logistic) {
        // -y/(1 + exp(y·v)), with y = 1 or -1
        boolean positive = labels.get(c).signum() > 0;
        Rational[] share = share(List.of(Rational.ZERO, v.get(c)), positive ? 0 : 1, bits);
        low[c] = positive ? share[1].negate() : share[0];
        high[c] = positive ? share[0].negate() : share[1];
      } else {
        Rational[] share = share(v, c, bits);
        Rational label = labels.get(c).signum() > 0 ? Rational.ONE : Rational.ZERO;
        low[c] = share[0].minus(label);
        high[c] = share[1].minus(label);
      }
    }
    return new LabelSlopes(List.of(low), List.of(high));
  }

  /** Bounds for exp(v_c)/Σ exp(v_k). */
  private static Rational[] share(List<Rational> v, int c, int bits) {
    Rational most = v.stream().max(Rational::compareTo).orElseThrow();
    BigInteger others = BigInteger.ZERO;
    BigInteger fewer = BigInteger.ZERO;
    for (int k = 0; k < v.size(); k++) {
      if (k != c) {
        ExponentialBounds e = ExponentialBounds.of(most.minus(v.get(k)), bits);
        others = others.add(e.high());
        fewer = fewer.add(e.low());
      }
    }
    ExponentialBounds own = ExponentialBounds.of(most.minus(v.get(c)), bits);
    return new Rational[] {
      ratio(own.low(), others, Rational.ZERO), ratio(own.high(), fewer, Rational.ONE)
    };
  }

  private static Rational ratio(BigInteger p, BigInteger rest, Rational unknown) {
    BigInteger sum = p.add(rest);
    return sum.signum() == 0 ? unknown : Rational.of(p, sum);
  }
}
