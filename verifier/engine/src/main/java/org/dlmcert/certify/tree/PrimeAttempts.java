package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;

/**
 * The primes with which a tree is tried, one after the other: those modulo which s is a unit and
 * the pattern of ones, which has to have full column rank, has it. Safe for use by several threads.
 */
final class PrimeAttempts {
  private static final int TRIAL_DIVISORS = 1 << 16;

  private final IntegerMatrix ones;
  private final Rational slope;
  private final SampleOrder order;
  private final int inputs;
  private final Iterator<PrimeField> candidates;
  private final List<ModularGenerators> made = new ArrayList<>();

  PrimeAttempts(
      Iterable<PrimeField> candidates,
      IntegerMatrix ones,
      Rational slope,
      SampleOrder order,
      int inputs) {
    this.candidates = candidates.iterator();
    this.ones = ones;
    this.slope = slope;
    this.order = order;
    this.inputs = inputs;
  }

  /** All primes that serve for scaled classes, the largest first. */
  static Iterable<PrimeField> scaled(Rational slope) {
    return () ->
        StreamSupport.stream(PrimeField.descendingFrom(TreeField.BOUND - 1).spliterator(), false)
            .filter(f -> f.modulus() > 2 && f.isUnit(slope))
            .iterator();
  }

  /** The odd primes below 2^30 known to divide a + b, for s = a/b; all primes if that is 0. */
  static Iterable<PrimeField> folded(Rational slope) {
    BigInteger sum = slope.numerator().add(slope.denominator());
    if (sum.signum() == 0) {
      return scaled(slope);
    }
    TreeSet<Integer> primes = new TreeSet<>();
    BigInteger rest = sum.abs();
    for (int q = 2; q < TRIAL_DIVISORS && rest.bitLength() > 1; q++) {
      BigInteger divisor = BigInteger.valueOf(q);
      while (rest.mod(divisor).signum() == 0) {
        rest = rest.divide(divisor);
        primes.add(q);
      }
    }
    if (rest.bitLength() > 1 && rest.bitLength() <= 30 && rest.isProbablePrime(50)) {
      primes.add(rest.intValueExact());
    }
    return primes.descendingSet().stream().filter(q -> q > 2).map(PrimeField::of).toList();
  }

  /** The blocks modulo the k-th prime; empty if the primes have run out. */
  synchronized Optional<ModularGenerators> get(int k) {
    while (made.size() <= k) {
      if (!candidates.hasNext()) {
        return Optional.empty();
      }
      PrimeField field = candidates.next();
      if (ModularMatrix.of(field, ones).rank() == ones.columns()) {
        made.add(ModularGenerators.of(field, ones, slope, order, inputs));
      }
    }
    return Optional.of(made.get(k));
  }

  /** The first primes. */
  synchronized List<Integer> primes(int count) {
    get(count - 1); // others may have used more than this process
    return made.stream().limit(count).map(ModularGenerators::prime).toList();
  }
}
