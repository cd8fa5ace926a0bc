package org.dlmcert.model;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Noise that is a formula (proofs/format.md, 5.46): with M = 2^bits, the factor of unit i on sample
 * n is r/M, where r is the integer nearest to M times the noise that it stays near, the upper one
 * of two, with r ≡ M modulo the prime if n is in group i, and r ≡ 0 otherwise.
 *
 * <p>Near no noise there are but two values, and the factors take no memory, however many they are.
 */
public final class LiftedNoise implements LayerNoise {
  private final LayerNoise near;
  private final int prime;
  private final int bits;
  private final List<List<Integer>> groups;
  private final int samples;
  private final int units;
  private final Rational inGroup;
  private final Rational elsewhere;

  /**
   * The noise of a layer.
   *
   * @param near none, or given
   * @param prime an odd prime
   * @param groups increasing lists of samples; group i is that of unit i
   * @throws IllegalArgumentException if the noise to stay near is of another sort, or there are
   *     more groups than units, or samples that are not there
   */
  public LiftedNoise(
      LayerNoise near, int prime, int bits, List<List<Integer>> groups, int samples, int units) {
    if (!(near instanceof None || near instanceof Given)) {
      throw new IllegalArgumentException("lifted noise stays near given noise, or none");
    }
    if (groups.size() > units) {
      throw new IllegalArgumentException(groups.size() + " groups for " + units + " units");
    }
    for (List<Integer> group : groups) {
      int last = -1;
      for (int n : group) {
        if (n <= last || n >= samples) {
          throw new IllegalArgumentException(
              "increasing samples from 0 to " + (samples - 1) + " expected, got " + n);
        }
        last = n;
      }
    }
    this.near = near;
    this.prime = prime;
    this.bits = bits;
    this.groups = groups.stream().map(List::copyOf).toList();
    this.samples = samples;
    this.units = units;
    this.inGroup = nearest(Rational.ONE, true);
    this.elsewhere = nearest(Rational.ONE, false);
  }

  /** The noise that it stays near: none, or given. */
  public LayerNoise near() {
    return near;
  }

  public int prime() {
    return prime;
  }

  /** e, where the factors are integers over 2^e. */
  public int bits() {
    return bits;
  }

  public List<List<Integer>> groups() {
    return groups;
  }

  @Override
  public Rational factor(int sample, int unit) {
    boolean member =
        unit < groups.size() && Collections.binarySearch(groups.get(unit), sample) >= 0;
    if (near instanceof None) {
      return member ? inGroup : elsewhere;
    }
    return nearest(near.factor(sample, unit), member);
  }

  private Rational nearest(Rational start, boolean member) {
    BigInteger p = BigInteger.valueOf(prime);
    BigInteger denominator = BigInteger.ONE.shiftLeft(bits);
    BigInteger residue = member ? denominator.mod(p) : BigInteger.ZERO;
    Rational steps =
        start.times(Rational.of(denominator)).minus(Rational.of(residue)).dividedBy(Rational.of(p));
    return Rational.of(nearestInteger(steps).multiply(p).add(residue), denominator);
  }

  /** The nearest integer, the upper one of two. */
  private static BigInteger nearestInteger(Rational value) {
    BigInteger twice = value.denominator().shiftLeft(1);
    BigInteger[] division =
        value.numerator().shiftLeft(1).add(value.denominator()).divideAndRemainder(twice);
    return division[1].signum() < 0 ? division[0].subtract(BigInteger.ONE) : division[0];
  }

  /** All factors, N × D. */
  public RationalMatrix factors() {
    return RationalMatrix.of(samples, units, this::factor);
  }

  /** The same noise as a table. */
  public Given written() {
    return new Given(factors());
  }

  @Override
  public Optional<RationalMatrix> table() {
    return Optional.of(factors());
  }

  int samples() {
    return samples;
  }

  int units() {
    return units;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof LiftedNoise that
        && near.equals(that.near)
        && prime == that.prime
        && bits == that.bits
        && groups.equals(that.groups)
        && samples == that.samples
        && units == that.units;
  }

  @Override
  public int hashCode() {
    return Objects.hash(near, prime, bits, groups, samples, units);
  }

  @Override
  public String toString() {
    return "lifted[near " + near + ", prime " + prime + ", bits " + bits + ", " + groups + "]";
  }
}
