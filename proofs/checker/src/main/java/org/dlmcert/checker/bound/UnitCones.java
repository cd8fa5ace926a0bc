package org.dlmcert.checker.bound;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/** The cones of a bound tree (soundness.md section 30, <em>Cones</em>). */
final class UnitCones {
  private final Network network;
  private final Cleared[] x; // columns
  private final int d;
  private final Steps steps;

  UnitCones(Network network, Rational[][] columns, int d, Steps steps) {
    this.network = network;
    this.d = d;
    this.steps = steps;
    x = new Cleared[columns.length];
    for (int n = 0; n < x.length; n++) {
      x[n] = Cleared.of(columns[n], steps.work());
    }
  }

  /** The generators of the cone of a unit: the axes and their negatives before any split. */
  private List<List<BigInteger>> generators(UnitSigns known) {
    if (!known.cone().isEmpty()) {
      return known.cone();
    }
    steps.work().add(2, d, d);
    steps.work().reserve(2, d, d);
    List<List<BigInteger>> axes = new ArrayList<>();
    for (int k = 0; k < 2 * d; k++) {
      List<BigInteger> axis = new ArrayList<>(Collections.nCopies(d, BigInteger.ZERO));
      axis.set(k / 2, BigInteger.valueOf(k % 2 == 0 ? 1 : -1));
      axes.add(axis);
    }
    return axes;
  }

  /** What a unit knows with m = α·g_a + β·g_b in place of one of the two generators. */
  record Halves(UnitSigns first, UnitSigns second) {}

  Halves split(UnitSigns known, BoundNode.ConeSplit split, String place) {
    BigInteger alpha = split.factors().get(0);
    BigInteger beta = split.factors().get(1);
    steps.require(
        alpha.signum() > 0 && beta.signum() > 0, place, () -> "the factors are not positive");
    steps.require(
        split.first() != split.second(), place, () -> "the two generators are the same");
    List<List<BigInteger>> cone = generators(known);
    BigInteger[] a = cone.get(split.first()).toArray(new BigInteger[0]);
    BigInteger[] b = cone.get(split.second()).toArray(new BigInteger[0]);
    long left = Work.length(alpha) * Work.length(a);
    long right = Work.length(beta) * Work.length(b);
    steps.work().add(d, left + right);
    steps.work().reserve(d, Work.NUMBER + left + right);
    steps.work().reserve(4, d);
    BigInteger[] sum = new BigInteger[d];
    BigInteger divisor = BigInteger.ZERO;
    for (int j = 0; j < d; j++) {
      sum[j] = alpha.multiply(a[j]).add(beta.multiply(b[j]));
      steps.work().add(left + right, left + right);
      divisor = divisor.gcd(sum[j]);
    }
    List<BigInteger> middle = new ArrayList<>();
    for (BigInteger entry : sum) {
      middle.add(divisor.signum() == 0 ? entry : entry.divide(divisor));
    }
    return new Halves(
        known.withCone(with(cone, split.second(), middle)),
        known.withCone(with(cone, split.first(), middle)));
  }

  private static List<List<BigInteger>> with(
      List<List<BigInteger>> cone, int place, List<BigInteger> generator) {
    List<List<BigInteger>> changed = new ArrayList<>(cone);
    changed.set(place, generator);
    return changed;
  }

  /**
   * The outputs of a unit in its cone have a nonnegative product with μ: the sum of m·ψ is not
   * negative at any generator.
   */
  void requireNonnegative(
      int unit, Rational[] mu, UnitSigns known, List<Integer> toward, String place) {
    List<List<BigInteger>> cone = generators(known);
    BigInteger[][] products = new BigInteger[cone.size()][];
    for (int k = 0; k < products.length; k++) {
      products[k] = products(cone.get(k).toArray(new BigInteger[0]));
    }
    int bend = Vectors.minus(Rational.ONE, network.slope(), steps.work()).signum();
    Rational[] m = new Rational[x.length];
    for (int n = 0; n < m.length; n++) {
      Rational share = Rational.of(BigInteger.ONE, x[n].denominator());
      Rational factor = Vectors.times(network.noise(1).factor(unit, n), share, steps.work());
      m[n] = Vectors.times(mu[n], factor, steps.work());
    }
    BigInteger[] factors = Cleared.of(m, steps.work()).integers();
    for (int k = 0; k < products.length; k++) {
      BigInteger slopeOne = BigInteger.ZERO;
      BigInteger slopeS = BigInteger.ZERO;
      steps.work().add(x.length, Work.length(factors), Work.length(products[k]));
      for (int n = 0; n < m.length; n++) {
        boolean convex = factors[n].signum() * known.output() * bend > 0;
        int side = convex ? side(products, toward, n) : products[k][n].signum();
        BigInteger term = factors[n].multiply(products[k][n]);
        slopeOne = side < 0 ? slopeOne : slopeOne.add(term);
        slopeS = side < 0 ? slopeS.add(term) : slopeS;
      }
      Rational sum =
          Vectors.plus(
              new Rational(slopeOne, BigInteger.ONE),
              Vectors.times(network.slope(), new Rational(slopeS, BigInteger.ONE), steps.work()),
              steps.work());
      int generator = k;
      steps.require(
          sum.signum() * known.output() >= 0,
          place,
          () -> "the product with the outputs is negative at generator " + generator);
    }
  }

  /** The sign of g·x⁽ⁿ⁾ for the sum g of the generators with these factors. */
  private static int side(BigInteger[][] products, List<Integer> factors, int sample) {
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < products.length; k++) {
      sum = sum.add(products[k][sample].multiply(BigInteger.valueOf(factors.get(k))));
    }
    return sum.signum();
  }

  /** Returns g·x⁽ⁿ⁾ for every sample, times the denominators of x⁽ⁿ⁾. */
  private BigInteger[] products(BigInteger[] g) {
    BigInteger[] products = new BigInteger[x.length];
    for (int n = 0; n < products.length; n++) {
      steps.work().add(d, Work.length(g), Work.length(x[n].integers()));
      products[n] = Cleared.dot(g, x[n].integers());
    }
    return products;
  }
}
