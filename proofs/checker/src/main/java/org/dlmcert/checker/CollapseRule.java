package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** The matrices of all patterns agree modulo a number (soundness.md section 12). */
final class CollapseRule implements NetworkRule {
  private static final int MAX_EXPONENT = 64;

  /** What the evidence names: a modulus, and row operations inside the blocks (none: identity). */
  private record Modulus(long m, int exponent, Rational[][] transform, int transformPrime) {}

  @Override
  public String kind() {
    return "collapse";
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    appliesIfSlopeIsNotZero(network);
    int d = LastHiddenLayer.inputs(network);
    in.open();
    in.field("modulus");
    long modulus = in.count(Long.MAX_VALUE);
    in.field("exponent");
    int exponent = in.count();
    in.field("transform");
    Rational[][] transform = in.list(() -> in.row(d)).toArray(new Rational[0][]);
    in.field("transform_prime");
    int prime = in.prime();
    in.close();
    Modulus read = new Modulus(modulus, exponent, transform, prime);
    return steps -> check(network, read, steps);
  }

  private static void check(Network network, Modulus evidence, Steps steps) {
    Work work = steps.work();
    int d = LastHiddenLayer.inputs(network);
    BigInteger power = requireCollapse(network.slope(), evidence, steps);
    Rational[][] u = evidence.transform();
    steps.require(
        u.length == 0 || u.length == d,
        "transform",
        () -> "the transform has " + u.length + " rows for " + d + " inputs");
    if (u.length > 0) {
      steps.countIndependent(d, d);
      steps.independent(
          columnsOf(u), IntStream.range(0, d).toArray(), evidence.transformPrime(), "transform");
    }
    int samples = network.samples();
    if (samples == 0) {
      return;
    }
    int units = LastHiddenLayer.units(network);
    long length = Work.length(power);
    work.add(samples, samples, units, d, length * length);
    LastHiddenLayer layer = new LastHiddenLayer(network, work);
    BlockColumns columns =
        new BlockColumns(
            layer,
            IntStream.range(0, units).toArray(),
            IntStream.range(0, samples).toArray(),
            u.length == 0 ? Optional.empty() : Optional.of(u),
            work);
    BigInteger[][] matrix = new BigInteger[samples][];
    for (int n = 0; n < samples; n++) {
      matrix[n] = primitive(columns.column(n), n, steps);
    }
    if (evidence.exponent() == 1 && isPrime(evidence.m())) {
      requireIndependent(
          (int) evidence.m(), matrix, steps); // the same question, with small numbers
    } else {
      new LocalElimination(BigInteger.valueOf(evidence.m()), evidence.exponent(), matrix)
          .requireFullColumnRank(steps);
    }
  }

  private static void requireIndependent(int prime, BigInteger[][] columns, Steps steps) {
    ModularBasis basis = new ModularBasis(prime, columns[0].length);
    for (int n = 0; n < columns.length; n++) {
      int column = n;
      Rational[] entries =
          Arrays.stream(columns[n])
              .map(z -> new Rational(z, BigInteger.ONE))
              .toArray(Rational[]::new);
      steps.require(
          basis.add(entries, steps.work()),
          "modulus",
          () -> "no pivot is left modulo " + prime + " after " + column + " columns");
    }
  }

  /** Returns m^k; rejects the evidence unless every slope is 1 modulo it. */
  private static BigInteger requireCollapse(Rational slope, Modulus evidence, Steps steps) {
    int k = evidence.exponent();
    steps.require(
        k >= 1 && k <= MAX_EXPONENT, "exponent", () -> "the exponent " + k + " is not 1 to 64");
    steps.require(evidence.m() >= 2, "modulus", () -> "the modulus is below 2");
    steps.require(
        k == 1 || isPrime(evidence.m()),
        "modulus",
        () -> "the modulus " + evidence.m() + " is not a prime below 2^31, the exponent not 1");
    BigInteger m = BigInteger.valueOf(evidence.m());
    BigInteger power = m.pow(k);
    BigInteger difference = slope.numerator().subtract(slope.denominator());
    steps.work().add(Work.length(difference), Work.length(power));
    steps.require(
        difference.mod(power).signum() == 0 && m.gcd(slope.denominator()).equals(BigInteger.ONE),
        "modulus",
        () -> "the slope " + slope + " is not 1 modulo " + power);
    return power;
  }

  private static boolean isPrime(long m) {
    return m <= Integer.MAX_VALUE && CanonicalReader.isPrime(m);
  }

  private static Columns columnsOf(Rational[][] square) {
    return new Columns() {
      @Override
      public int length() {
        return square.length;
      }

      @Override
      public Rational[] column(int n) {
        return Arrays.stream(square).map(row -> row[n]).toArray(Rational[]::new);
      }
    };
  }

  /** The multiple of a nonzero column that has integers with greatest common divisor 1. */
  private static BigInteger[] primitive(Rational[] column, int n, Steps steps) {
    BigInteger[] integers = Cleared.of(column, steps.work()).integers();
    long length = Work.length(integers);
    steps.work().add(integers.length, length, length);
    BigInteger content = BigInteger.ZERO;
    for (BigInteger entry : integers) {
      content = content.gcd(entry);
    }
    BigInteger divisor = content;
    steps.require(divisor.signum() > 0, "transform", () -> "column " + n + " is zero");
    return Arrays.stream(integers).map(z -> z.divide(divisor)).toArray(BigInteger[]::new);
  }
}
