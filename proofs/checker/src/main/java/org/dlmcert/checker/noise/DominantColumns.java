package org.dlmcert.checker.noise;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;

/**
 * The inequality of soundness.md section 29 for every column, without denominators: with row m of
 * the left matrices l_m/e_m, z_m/e_m = y_m/y and x⁽ⁿ⁾ = g_n/q_n, the number T_{m,n} is {@code
 * y_m·|l_m·g_n|/(y·q_n)}, of which the denominator is that of the whole column.
 */
record DominantColumns(
    List<NoiseBallRule.Group> groups, Rational[] weights, LastHiddenLayer layer, Steps steps) {

  void check(Rational slope, Rational radius) {
    int[] owner = owners();
    BigInteger[][] rows = new BigInteger[weights.length][];
    Rational[] scaled = new Rational[weights.length];
    long longest = 1;
    for (NoiseBallRule.Group group : groups) {
      for (int k = 0; k < group.samples().length; k++) {
        Cleared row = Cleared.of(group.left()[k], steps.work());
        int m = group.samples()[k];
        rows[m] = row.integers();
        BigInteger e = row.denominator();
        long lengths = Work.length(e) + Work.length(weights[m].numerator());
        steps.work().add(lengths, lengths + Work.length(weights[m].denominator()));
        scaled[m] = weights[m].times(Rational.of(BigInteger.ONE, e));
        longest = Math.max(longest, Work.length(rows[m]));
      }
    }
    BigInteger[] y = Cleared.of(scaled, steps.work()).integers();
    long yLength = Work.length(y);
    BigInteger low = slope.numerator().min(slope.denominator());
    BigInteger high = slope.numerator().max(slope.denominator());
    for (int n = 0; n < weights.length; n++) {
      BigInteger[] x = Cleared.of(layer.column(n), steps.work()).integers();
      long product = longest + Work.length(x);
      steps.work().add(weights.length, layer.length(), longest, Work.length(x));
      steps.work().add(weights.length, yLength, product);
      BigInteger[] noise = noise(n, radius);
      long bound = yLength + product + 1;
      steps.work().add(groups.size() + 1L, Work.length(noise) + Work.length(high), bound);
      requireDominant(n, owner[n], sums(n, owner[n], rows, y, x), noise, low, high);
    }
  }

  /** Which group a sample is in; each is in one, and has a positive weight. */
  private int[] owners() {
    int[] owner = new int[weights.length];
    Arrays.fill(owner, -1);
    for (int i = 0; i < groups.size(); i++) {
      String place = "groups[" + i + "]";
      for (int n : groups.get(i).samples()) {
        steps.require(owner[n] < 0, place, () -> "sample " + n + " is in two groups");
        owner[n] = i;
      }
    }
    for (int n = 0; n < owner.length; n++) {
      int sample = n;
      steps.require(owner[n] >= 0, "groups", () -> "sample " + sample + " is in no group");
      steps.require(
          weights[n].signum() > 0,
          "weights[" + n + "]",
          () -> "the weight of sample " + sample + " is not positive");
    }
    return owner;
  }

  /** Per group the sum of its T_{m,n}; for the sample's own, T_{n,n} minus the others. */
  private BigInteger[] sums(int n, int own, BigInteger[][] rows, BigInteger[] y, BigInteger[] x) {
    BigInteger[] sums = new BigInteger[groups.size()];
    for (int i = 0; i < sums.length; i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int m : groups.get(i).samples()) {
        BigInteger t = Cleared.dot(rows[m], x).abs().multiply(y[m]);
        sum = i == own && m != n ? sum.subtract(t) : sum.add(t);
      }
      sums[i] = sum;
    }
    return sums;
  }

  /** The |ε_{i,n}| of the groups' units, and the radius, as integers over one denominator. */
  private BigInteger[] noise(int n, Rational radius) {
    Rational[] factors = new Rational[groups.size() + 1];
    for (int i = 0; i < groups.size(); i++) {
      factors[i] = layer.noise().factor(i, n);
    }
    factors[groups.size()] = radius;
    return Arrays.stream(Cleared.of(factors, steps.work()).integers())
        .map(BigInteger::abs)
        .toArray(BigInteger[]::new);
  }

  private void requireDominant(
      int n, int own, BigInteger[] sums, BigInteger[] noise, BigInteger low, BigInteger high) {
    String place = "groups[" + own + "]";
    steps.require(
        sums[own].signum() > 0,
        place,
        () -> "in column " + n + " the rows of its group do not have the largest entry at it");
    BigInteger radius = noise[sums.length];
    BigInteger left = noise[own].subtract(radius);
    steps.require(
        left.signum() >= 0,
        place,
        () -> "the noise of unit " + own + " on sample " + n + " is smaller than the radius");
    BigInteger others = BigInteger.ZERO;
    for (int i = 0; i < sums.length; i++) {
      if (i != own) {
        others = others.add(noise[i].add(radius).multiply(sums[i]));
      }
    }
    steps.require(
        left.multiply(low).multiply(sums[own]).compareTo(others.multiply(high)) >= 0,
        place,
        () -> "in column " + n + " the inequality does not hold");
  }
}
