package org.dlmcert.paper.statement.beyond;

import java.math.BigInteger;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;

/** Explicit noise near any given one for which every pattern has rank N. */
public final class NoiseLift implements Statement {
  private static final long SEED = 37;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 4), Rational.of(1, 100), Rational.of(-1), Rational.of(3, 8));

  @Override
  public Heading heading() {
    return new Heading(
        "lift",
        "Lift",
        "beyond the paper: an explicit E_1 for \"almost every E_1\"",
        "Samples in groups of inputs independent modulo p, M coprime to p and M > p/(2τ),"
            + " r_{i,n} nearest to M·ε⁰_{i,n} with r_{i,n} ≡ M·[n in group i] (mod p).",
        "E = r/M is within τ of E⁰, and every pattern has rank N for all slopes that are"
            + " p-adic units.",
        List.of("|r_{i,n}/M - ε⁰_{i,n}| ≤ p/(2M) < τ"),
        "Rank N for slopes divisible by p: there the lifted noise can fail.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("d_0 = 2, d_1 = 2 or 3, p = 7, τ = 1/100, around E⁰ = 1, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int datasets = extent.of(3, 20, 200);
    boolean near = true;
    boolean full = true;
    boolean mixed = true;
    int deficient = 0;
    for (int k = 0; k < datasets; k++) {
      int units = 2 + k % 2;
      int samples = units == 2 ? 4 : 5;
      RationalMatrix inputs = groupwiseIndependent(draws, units, samples);
      RationalMatrix before = RationalMatrix.of(units, samples, (i, n) -> Rational.ONE);
      RationalMatrix noise = lifted(before, Rational.of(1, 100));
      near &= isWithin(before, noise, Rational.of(1, 100));
      Rational slope = SLOPES.get(k % SLOPES.size());
      full &= samples * units > 12 || EveryPattern.of(inputs, noise, slope).allFull();
      mixed &= randomSlopes(draws, inputs, noise, 30);
      deficient += Rank.of(KhatriRao.product(before, inputs)) < samples ? 1 : 0;
      if (k == 0) {
        transcript.show("X, sample n in group n mod 2", inputs);
        transcript.show("E", noise);
      }
    }
    transcript.check("|E - E⁰| ≤ τ, entry by entry", near);
    transcript.check("every pattern has rank N for slopes that are 7-adic units", full);
    transcript.check(
        "so have random 7-adic units as slopes, another one for every unit and sample", mixed);
    transcript.control(
        String.format(
            Locale.ROOT,
            "E⁰ in place of E: %d of %d data sets are deficient at the pattern of ones",
            deficient,
            datasets),
        deficient == datasets);
    divisibleSlope(transcript);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "noise within 1/100 of no noise at all for %d data sets, where no noise is deficient",
            datasets));
  }

  private static final int PRIME = 7;

  /** Inputs whose samples n ≡ i (mod d_1) are independent modulo p for every i. */
  private static RationalMatrix groupwiseIndependent(Draws draws, int units, int samples) {
    while (true) {
      RationalMatrix inputs = draws.nonzero(2, samples);
      boolean independent = true;
      for (int i = 0; i < units; i++) {
        int group = i;
        int[] members = IntStream.range(0, samples).filter(n -> n % units == group).toArray();
        independent &= modulo(inputs.columns(members)).rank() == members.length;
      }
      if (independent) {
        return inputs;
      }
    }
  }

  /** r/M with r nearest to M·ε⁰ in its class modulo p. */
  private static RationalMatrix lifted(RationalMatrix before, Rational tolerance) {
    BigInteger p = BigInteger.valueOf(PRIME);
    Rational least = Rational.of(PRIME).dividedBy(tolerance.times(Rational.of(2)));
    BigInteger m = least.numerator().divide(least.denominator()).add(BigInteger.ONE);
    while (m.mod(p).signum() == 0) {
      m = m.add(BigInteger.ONE);
    }
    BigInteger scale = m;
    int units = before.rows();
    return RationalMatrix.of(
        units,
        before.columns(),
        (i, n) -> {
          Rational center = before.get(i, n).times(Rational.of(scale));
          BigInteger floor = center.numerator().divide(center.denominator());
          BigInteger residue = n % units == i ? scale.mod(p) : BigInteger.ZERO;
          BigInteger below = floor.subtract(floor.subtract(residue).mod(p));
          BigInteger above = below.add(p);
          Rational distanceBelow = center.minus(Rational.of(below)).abs();
          Rational distanceAbove = center.minus(Rational.of(above)).abs();
          return Rational.of(distanceBelow.compareTo(distanceAbove) <= 0 ? below : above, scale);
        });
  }

  private static boolean isWithin(RationalMatrix a, RationalMatrix b, Rational tolerance) {
    for (int i = 0; i < a.rows(); i++) {
      for (int n = 0; n < a.columns(); n++) {
        if (a.get(i, n).minus(b.get(i, n)).abs().compareTo(tolerance) > 0) {
          return false;
        }
      }
    }
    return true;
  }

  private static boolean randomSlopes(
      Draws draws, RationalMatrix inputs, RationalMatrix noise, int trials) {
    boolean full = true;
    for (int k = 0; k < trials; k++) {
      RationalMatrix slopes =
          RationalMatrix.of(
              noise.rows(), noise.columns(), (i, n) -> noise.get(i, n).times(unit(draws)));
      full &= Rank.of(KhatriRao.product(slopes, inputs)) == inputs.columns();
    }
    return full;
  }

  private static Rational unit(Draws draws) {
    int numerator = draws.between(1, 200);
    int denominator = draws.between(1, 200);
    return numerator % PRIME == 0 || denominator % PRIME == 0
        ? unit(draws)
        : Rational.of(numerator, denominator);
  }

  /**
   * x = 1, 1 and the noise around 1: det = s·ε_11·ε_22 - ε_12·ε_21 has its root divisible by p².
   */
  private static void divisibleSlope(Transcript transcript) {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 1}});
    RationalMatrix ones = RationalMatrix.of(2, 2, (i, n) -> Rational.ONE);
    RationalMatrix noise = lifted(ones, Rational.of(1, 100));
    Rational root =
        noise.get(0, 1).times(noise.get(1, 0)).dividedBy(noise.get(0, 0).times(noise.get(1, 1)));
    RationalMatrix slopes =
        RationalMatrix.of(
            2, 2, (i, n) -> i + n == 0 ? noise.get(0, 0).times(root) : noise.get(i, n));
    transcript.check(
        "x = 1, 1 with the lifted noise: every pattern has rank 2 at s = 1/2",
        EveryPattern.of(inputs, noise, Rational.of(1, 2)).allFull());
    transcript.control(
        "without slopes that are 7-adic units: at s = " + root + " a pattern has rank 1",
        root.numerator().mod(BigInteger.valueOf(PRIME)).signum() == 0
            && Rank.of(KhatriRao.product(slopes, inputs)) == 1);
  }

  private static ModularMatrix modulo(RationalMatrix matrix) {
    BigInteger p = BigInteger.valueOf(PRIME);
    return ModularMatrix.of(
        PrimeField.of(PRIME),
        matrix.rows(),
        matrix.columns(),
        (i, n) -> {
          Rational entry = matrix.get(i, n);
          return entry.numerator().multiply(entry.denominator().modInverse(p)).mod(p).intValue();
        });
  }
}
