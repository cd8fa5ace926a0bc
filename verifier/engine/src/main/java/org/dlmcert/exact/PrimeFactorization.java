package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The prime factors of an integer: trial division by small primes, then the rho method (J. M.
 * Pollard, A Monte Carlo method for factorization, 1975; R. P. Brent, An improved Monte Carlo
 * factorization algorithm, 1980) with a strong test that is a proof in its range.
 *
 * <p>Every integer below 2^62 is factored completely, in milliseconds: its least prime factor is
 * below 2^31, and the rho method finds it in about 2^16 steps. Larger integers keep in {@code rest}
 * what was not found within {@link #MOST_STEPS} steps, or not proved prime.
 *
 * @param exponents the exponent of each prime that was found, ascending
 * @param rest the cofactor that is not factored, 1 if there is none
 */
public record PrimeFactorization(SortedMap<BigInteger, Integer> exponents, BigInteger rest) {
  private static final int TRIAL_BOUND = 1 << 12;
  private static final int MOST_STEPS = 1 << 19;
  private static final int BATCH = 128;

  /** Longer cofactors are left alone. */
  private static final int MOST_BITS = 256;

  /**
   * The strong test to the first thirteen prime bases errs on no integer below this one (J.
   * Sorenson and J. Webster, Strong pseudoprimes to twelve prime bases, 2017).
   */
  private static final BigInteger PROVED_BELOW = new BigInteger("3317044064679887385961981");

  private static final int[] BASES = {2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41};

  public PrimeFactorization {
    exponents = Collections.unmodifiableSortedMap(new TreeMap<>(exponents));
  }

  /**
   * The factorization of |n|.
   *
   * @throws ArithmeticException if n is 0
   */
  public static PrimeFactorization of(BigInteger n) {
    if (n.signum() == 0) {
      throw new ArithmeticException("0 has no prime factorization");
    }
    SortedMap<BigInteger, Integer> exponents = new TreeMap<>();
    BigInteger left = n.abs();
    for (int d = 2; d < TRIAL_BOUND; d += d == 2 ? 1 : 2) {
      BigInteger divisor = BigInteger.valueOf(d);
      while (left.mod(divisor).signum() == 0) { // d is prime, as smaller primes are gone
        left = left.divide(divisor);
        exponents.merge(divisor, 1, Integer::sum);
      }
    }
    BigInteger rest = BigInteger.ONE;
    Deque<BigInteger> open = new ArrayDeque<>();
    open.push(left);
    while (!open.isEmpty()) {
      BigInteger m = open.pop();
      if (m.equals(BigInteger.ONE)) {
        continue;
      }
      if (isPrime(m)) {
        exponents.merge(m, 1, Integer::sum);
        continue;
      }
      BigInteger divisor = properDivisor(m);
      if (divisor.equals(BigInteger.ONE)) {
        rest = rest.multiply(m);
      } else {
        open.push(divisor);
        open.push(m.divide(divisor));
      }
    }
    return new PrimeFactorization(exponents, rest);
  }

  /** Whether n is proved to be prime; exact for all n below 3·10^24, false above. */
  public static boolean isPrime(BigInteger n) {
    if (n.compareTo(BigInteger.TWO) < 0 || n.compareTo(PROVED_BELOW) >= 0) {
      return false;
    }
    BigInteger minusOne = n.subtract(BigInteger.ONE);
    int twos = minusOne.getLowestSetBit();
    for (int b : BASES) {
      BigInteger base = BigInteger.valueOf(b);
      if (n.equals(base)) {
        return true;
      }
      BigInteger x = base.modPow(minusOne.shiftRight(twos), n);
      boolean passes = x.equals(BigInteger.ONE) || x.equals(minusOne);
      for (int i = 1; i < twos && !passes; i++) {
        x = x.multiply(x).mod(n);
        passes = x.equals(minusOne);
      }
      if (!passes) {
        return false;
      }
    }
    return true;
  }

  /** A divisor of a composite m other than 1 and m; 1 if none was found. */
  private static BigInteger properDivisor(BigInteger m) {
    if (m.bitLength() > MOST_BITS) {
      return BigInteger.ONE;
    }
    BigInteger root = m.sqrt();
    if (root.multiply(root).equals(m)) {
      return root; // the rho method can fail on squares of primes
    }
    int steps = MOST_STEPS;
    for (int c = 1; steps > 0; c++) {
      Rho rho = new Rho(m, BigInteger.valueOf(c));
      BigInteger divisor = rho.divisor(steps);
      if (!divisor.equals(m)) {
        return divisor;
      }
      steps -= rho.steps;
    }
    return BigInteger.ONE;
  }

  /**
   * One sequence x ↦ x² + c modulo m; differences are multiplied and their gcd taken in batches.
   */
  private static final class Rho {
    private final BigInteger modulus;
    private final BigInteger increment;
    private int steps;

    Rho(BigInteger modulus, BigInteger increment) {
      this.modulus = modulus;
      this.increment = increment;
    }

    private BigInteger next(BigInteger x) {
      steps++;
      return x.multiply(x).add(increment).mod(modulus);
    }

    /** A proper divisor, or m if this sequence fails, or 1 at the end of the steps. */
    BigInteger divisor(int most) {
      BigInteger y = BigInteger.TWO;
      for (int stride = 1; steps < most; stride *= 2) {
        BigInteger x = y; // the difference to x is taken over the next 'stride' members
        for (int done = 0; done < stride && steps < most; done += BATCH) {
          BigInteger start = y;
          BigInteger product = BigInteger.ONE;
          int batch = Math.min(BATCH, stride - done);
          for (int i = 0; i < batch; i++) {
            y = next(y);
            product = product.multiply(x.subtract(y)).mod(modulus);
          }
          BigInteger gcd = product.gcd(modulus);
          if (gcd.equals(modulus)) {
            return oneByOne(x, start, batch);
          }
          if (!gcd.equals(BigInteger.ONE)) {
            return gcd;
          }
        }
      }
      return BigInteger.ONE;
    }

    private BigInteger oneByOne(BigInteger x, BigInteger start, int batch) {
      BigInteger y = start;
      for (int i = 0; i < batch; i++) {
        y = next(y);
        BigInteger gcd = x.subtract(y).gcd(modulus);
        if (!gcd.equals(BigInteger.ONE)) {
          return gcd;
        }
      }
      throw new IllegalStateException("a product has a common factor that no term has");
    }
  }
}
