package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * Noise that is a formula (format.md 5.46): integers over 2^bits, each the nearest to the noise ε⁰
 * that is congruent modulo the prime to 2^bits in the unit's group, and to 0 elsewhere.
 *
 * <p>Where ε⁰ is 1 throughout there are two values, and no factor takes memory.
 */
public final class LiftedNoise {
  private static final int MOST_BITS = 100_000;

  private final Optional<Rational[][]> near;
  private final BigInteger prime;
  private final int bits;
  private final List<int[]> groups;
  private final Work work;
  private final Rational inGroup;
  private final Rational elsewhere;

  private LiftedNoise(
      Optional<Rational[][]> near, int prime, int bits, List<int[]> groups, Work work) {
    this.near = near;
    this.prime = BigInteger.valueOf(prime);
    this.bits = bits;
    this.groups = groups;
    this.work = work;
    this.inGroup = nearest(Rational.ONE, true);
    this.elsewhere = nearest(Rational.ONE, false);
  }

  /** Reads the object for a layer of so many units; its brace comes next. */
  static LiftedNoise read(CanonicalReader in, int samples, int units) {
    in.open();
    in.field("lift");
    in.open();
    in.field("near");
    Optional<Rational[][]> near =
        in.skip("\"none\"") ? Optional.empty() : Optional.of(in.table(samples, units));
    in.field("prime");
    int prime = in.prime();
    in.field("bits");
    int bits = (int) in.count(MOST_BITS);
    in.field("groups");
    List<int[]> groups = in.list(() -> in.indexSet(samples));
    if (prime == 2 || groups.size() > units) {
      throw in.malformed("expected an odd prime, and no more groups than units");
    }
    in.close();
    in.close();
    return new LiftedNoise(near, prime, bits, groups, in.work());
  }

  /** Returns the odd prime p. */
  public int prime() {
    return prime.intValue();
  }

  /** Returns the samples of every unit's group; there may be fewer groups than units. */
  public List<int[]> groups() {
    return groups;
  }

  /** Returns the factor of a unit on a sample. */
  Rational factor(int unit, int sample) {
    boolean member = unit < groups.size() && Arrays.binarySearch(groups.get(unit), sample) >= 0;
    if (near.isEmpty()) {
      return member ? inGroup : elsewhere;
    }
    return nearest(near.get()[sample][unit], member);
  }

  /** (ρ + p·⌊(M·ε⁰ - ρ)/p + 1/2⌋)/M with M = 2^bits, ρ = M mod p in the group, otherwise 0. */
  private Rational nearest(Rational start, boolean member) {
    BigInteger m = BigInteger.ONE.shiftLeft(bits);
    BigInteger q = start.denominator();
    long length = Work.length(m) + Work.length(start.numerator());
    work.add(length, length + Work.length(q));
    BigInteger rho = member ? m.mod(prime) : BigInteger.ZERO;
    BigInteger steps = m.multiply(start.numerator()).subtract(rho.multiply(q)).shiftLeft(1);
    BigInteger pq = prime.multiply(q);
    BigInteger twice = pq.shiftLeft(1);
    BigInteger sum = steps.add(pq);
    BigInteger rounded = sum.subtract(sum.mod(twice)).divide(twice);
    return Rational.of(rounded.multiply(prime).add(rho), m);
  }
}
