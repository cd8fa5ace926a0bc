package org.dlmcert.model;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Adds to every input and every noise factor its own random integer over one common power of two.
 *
 * <p>The integers are uniform from -2^(b-1) to 2^(b-1) - 1 and the denominator is the least power
 * of two that keeps every change within the tolerance. The bits come from {@link Random}, whose
 * sequence the Java platform specifies: for each number ⌈b/32⌉ calls of {@code nextInt()}, the
 * first the most significant, of which the top b bits count; first the inputs, then the noise of
 * each hidden layer, sample by sample.
 *
 * @param tolerance the largest change, positive
 * @param bits b ≥ 1, so that each number has 2^b values
 */
public record RandomPerturbation(Rational tolerance, int bits) {
  /** The most bits for one number. */
  public static final int MOST_BITS = 100_000;

  public RandomPerturbation {
    if (tolerance.signum() <= 0 || bits < 1 || bits > MOST_BITS) {
      throw new IllegalArgumentException(
          "a positive tolerance and from 1 to "
              + MOST_BITS
              + " bits expected, got "
              + tolerance
              + " and "
              + bits);
    }
  }

  /** The exponent e of the common denominator 2^e; negative if changes are multiples of 2^-e. */
  public int denominatorBits() {
    BigInteger least = tolerance.denominator().divide(tolerance.numerator());
    int t = least.bitLength(); // 2^t > 1/τ
    while (Rational.ONE.compareTo(tolerance.times(power(t - 1))) <= 0) {
      t--;
    }
    return bits - 1 + t;
  }

  private static Rational power(int exponent) {
    Rational power = Rational.of(BigInteger.ONE.shiftLeft(Math.abs(exponent)));
    return exponent < 0 ? power.reciprocal() : power;
  }

  /**
   * The instance of a seed; targets and weights stay as they are.
   *
   * @throws IllegalArgumentException if the noise of some layer is generic
   */
  public Instance of(Instance instance, long seed) {
    Random random = new Random(seed);
    Rational step = power(-denominatorBits());
    RationalMatrix inputs = instance.dataset().inputs();
    RationalMatrix moved =
        RationalMatrix.of(
            inputs.rows(),
            inputs.columns(),
            (n, j) -> inputs.get(n, j).plus(step.times(next(random))));
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < instance.network().depth(); l++) {
      LayerNoise layer = instance.noise(l);
      noise.add(
          new LayerNoise.Given(
              RationalMatrix.of(
                  inputs.rows(),
                  instance.network().width(l),
                  (n, i) -> layer.factor(n, i).plus(step.times(next(random))))));
    }
    return new Instance(
        instance.name(),
        instance.network(),
        new Dataset(moved, instance.dataset().targets()),
        noise,
        instance.weights(),
        instance.loss());
  }

  private Rational next(Random random) {
    int words = (bits + Integer.SIZE - 1) / Integer.SIZE;
    byte[] bytes = new byte[Integer.BYTES * words];
    for (int w = 0; w < words; w++) {
      int word = random.nextInt();
      for (int k = 0; k < Integer.BYTES; k++) {
        bytes[Integer.BYTES * w + k] = (byte) (word >> (Integer.SIZE - Byte.SIZE * (k + 1)));
      }
    }
    BigInteger uniform = new BigInteger(1, bytes).shiftRight(Integer.SIZE * words - bits);
    return Rational.of(uniform.subtract(BigInteger.ONE.shiftLeft(bits - 1)));
  }
}
