package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalLong;
import org.dlmcert.exact.PrimeFactorization;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;

/**
 * How likely it is, before the numbers are drawn, that random inputs and noise fail to give full
 * column rank, for one hidden layer and one output.
 *
 * <p>Let every input and factor be shifted independently and uniformly over B = 2^b values. An N×N
 * minor of a pattern's matrix is a polynomial of degree at most 2N in them (an input times a factor
 * in each entry). If N ≤ d·D (d with the 1 of a bias) some minor does not vanish: with a partition
 * of unit vectors it is ±1 up to powers of the slope. So (J. T. Schwartz, Fast probabilistic
 * algorithms for verification of polynomial identities, 1980) one pattern fails with probability at
 * most 2N/B, and some of the 2^(ND) patterns with at most 2^(ND) times that. If an odd prime p
 * divides the numerator of s - 1 and no denominator of the data, all patterns are one matrix modulo
 * p, where no value has more than ⌈B/p⌉ of the B chances: some pattern fails with probability at
 * most 2N·⌈B/p⌉/B.
 *
 * @param onePatternLog2 k, where one pattern fails with probability at most 2^k; empty without
 *     samples
 * @param allPatternsLog2 the same for all patterns; empty if the bound says nothing
 * @param collapse the bound for all patterns from a prime, where that is below 1
 */
public record FailureBound(
    OptionalLong onePatternLog2, OptionalLong allPatternsLog2, Optional<Modulo> collapse) {

  /** All patterns fail at most with this probability, thanks to this prime. */
  public record Modulo(BigInteger prime, Rational probability) {}

  /** Why there is no bound for an instance, if that is so. */
  public static Optional<String> obstacle(Instance instance) {
    Network network = instance.network();
    if (network.depth() > 2) {
      return Optional.of("no bound is known for several hidden layers");
    }
    if (network.outputs() > 1) {
      return Optional.of("no bound is known for several outputs");
    }
    if (network.slope().isZero()) {
      return Optional.of("at slope 0 some pattern fails always");
    }
    return instance.samples() > (long) height(network) * network.width(1)
        ? Optional.of("with more samples than parameters every pattern fails always")
        : Optional.empty();
  }

  /**
   * The bounds for changes with 2^b values each.
   *
   * @throws IllegalArgumentException if there is an {@linkplain #obstacle obstacle}
   */
  public static FailureBound of(Instance instance, int bits) {
    obstacle(instance)
        .ifPresent(
            why -> {
              throw new IllegalArgumentException(why);
            });
    if (instance.samples() == 0) {
      return new FailureBound(OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }
    long one = degreeLog2(instance) - bits;
    long all = one + patternBits(instance);
    return new FailureBound(
        OptionalLong.of(one),
        all < 0 ? OptionalLong.of(all) : OptionalLong.empty(),
        modulo(instance, bits));
  }

  /** The least b for which one pattern fails with probability at most 2^k, or b = 1. */
  public static long bitsForOnePattern(Instance instance, int k) {
    return Math.max(1, degreeLog2(instance) - k);
  }

  /** The same for all patterns together. */
  public static long bitsForAllPatterns(Instance instance, int k) {
    return Math.max(1, degreeLog2(instance) + patternBits(instance) - k);
  }

  /** The least m with 2N ≤ 2^m. */
  private static long degreeLog2(Instance instance) {
    long degree = Math.max(1, 2L * instance.samples());
    return Long.SIZE - Long.numberOfLeadingZeros(degree - 1);
  }

  private static long patternBits(Instance instance) {
    return instance.network().slope().equals(Rational.ONE)
        ? 0
        : (long) instance.samples() * instance.network().hiddenUnits();
  }

  private static int height(Network network) {
    return network.inputs() + (network.bias() ? 1 : 0);
  }

  private static Optional<Modulo> modulo(Instance instance, int bits) {
    Rational slope = instance.network().slope();
    BigInteger difference = slope.numerator().subtract(slope.denominator());
    if (difference.signum() == 0) {
      return Optional.empty();
    }
    BigInteger values = BigInteger.ONE.shiftLeft(bits);
    return PrimeFactorization.of(difference).exponents().keySet().stream()
        .filter(p -> !p.equals(BigInteger.TWO) && isIntegral(instance, p))
        .reduce((smaller, larger) -> larger)
        .map(
            p -> {
              BigInteger most = values.add(p).subtract(BigInteger.ONE).divide(p);
              BigInteger chances = most.multiply(BigInteger.valueOf(2L * instance.samples()));
              return new Modulo(p, Rational.of(chances, values));
            })
        .filter(bound -> bound.probability().compareTo(Rational.ONE) < 0);
  }

  private static boolean isIntegral(Instance instance, BigInteger p) {
    return isIntegral(instance.dataset().inputs(), p)
        && instance.noise(1).table().filter(table -> !isIntegral(table, p)).isEmpty();
  }

  private static boolean isIntegral(RationalMatrix matrix, BigInteger p) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        if (matrix.get(i, j).denominator().mod(p).signum() == 0) {
          return false;
        }
      }
    }
    return true;
  }
}
