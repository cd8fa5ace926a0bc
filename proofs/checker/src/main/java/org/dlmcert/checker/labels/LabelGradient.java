package org.dlmcert.checker.labels;

import java.math.BigInteger;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** Derivatives of a loss of labels by the outputs of a sample, as intervals of integers/2^bits. */
record LabelGradient(BigInteger[] low, BigInteger[] high) {

  /** The loss log(1 + exp(-y·v)) of each output; a label that is not positive is y = -1. */
  static LabelGradient logistic(Rational[] v, Rational[] labels, int bits, Work work) {
    LabelGradient gradient = new LabelGradient(new BigInteger[v.length], new BigInteger[v.length]);
    BigInteger one = BigInteger.ONE.shiftLeft(bits);
    for (int c = 0; c < v.length; c++) {
      boolean positive = labels[c].signum() > 0;
      Exponential e = Exponential.of(size(v[c]), bits, work);
      boolean agrees = v[c].signum() >= 0 == positive; // y·v ≥ 0, but at v = 0 either form serves
      // 1/(1 + exp(y·v)) is e/(1 + e) or 1/(1 + e), with e = exp(-|v|).
      BigInteger least =
          agrees ? atMost(e.low(), one.add(e.low()), bits) : atMost(one, one.add(e.high()), bits);
      BigInteger most =
          agrees
              ? atLeast(e.high(), one.add(e.high()), bits)
              : atLeast(one, one.add(e.low()), bits);
      gradient.low[c] = positive ? most.negate() : least;
      gradient.high[c] = positive ? least.negate() : most;
    }
    return gradient;
  }

  /** The loss log Σ_k exp(v_k) - v_c, c the output with label 1. */
  static LabelGradient crossEntropy(Rational[] v, Rational[] labels, int bits, Work work) {
    int largest = 0;
    for (int c = 1; c < v.length; c++) {
      largest = Vectors.minus(v[c], v[largest], work).signum() > 0 ? c : largest;
    }
    Exponential[] e = new Exponential[v.length];
    BigInteger low = BigInteger.ZERO;
    BigInteger high = BigInteger.ZERO;
    for (int c = 0; c < v.length; c++) {
      e[c] = Exponential.of(Vectors.minus(v[largest], v[c], work), bits, work);
      low = low.add(e[c].low());
      high = high.add(e[c].high());
    }
    LabelGradient gradient = new LabelGradient(new BigInteger[v.length], new BigInteger[v.length]);
    for (int c = 0; c < v.length; c++) {
      BigInteger label = labels[c].signum() > 0 ? BigInteger.ONE.shiftLeft(bits) : BigInteger.ZERO;
      BigInteger others = high.subtract(e[c].high());
      BigInteger fewer = low.subtract(e[c].low());
      BigInteger least = atMost(e[c].low(), e[c].low().add(others), bits);
      BigInteger most = atLeast(e[c].high(), e[c].high().add(fewer), bits);
      gradient.low[c] = least.subtract(label);
      gradient.high[c] = most.subtract(label);
    }
    return gradient;
  }

  private static Rational size(Rational v) {
    return new Rational(v.numerator().abs(), v.denominator());
  }

  /** A bound below p/q, p ≥ 0, in units of 2^-bits; if q = 0 (nothing is known) 0. */
  private static BigInteger atMost(BigInteger p, BigInteger q, int bits) {
    return q.signum() == 0 ? BigInteger.ZERO : p.shiftLeft(bits).divide(q);
  }

  /** A bound above p/q, p ≥ 0, in units of 2^-bits; if q = 0 (nothing is known) 1. */
  private static BigInteger atLeast(BigInteger p, BigInteger q, int bits) {
    if (q.signum() == 0) {
      return BigInteger.ONE.shiftLeft(bits);
    }
    BigInteger[] division = p.shiftLeft(bits).divideAndRemainder(q);
    return division[1].signum() > 0 ? division[0].add(BigInteger.ONE) : division[0];
  }
}
