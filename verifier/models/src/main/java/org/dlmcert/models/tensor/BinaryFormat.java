package org.dlmcert.models.tensor;

import java.math.BigInteger;
import java.nio.ByteBuffer;

/**
 * A binary interchange format of floating point numbers: what its bits mean, exactly, and which of
 * its numbers is nearest to a given one. IEEE 754-2019, and bfloat16, which is laid out alike.
 */
public enum BinaryFormat {
  FLOAT16(5, 10),
  BFLOAT16(8, 7),
  FLOAT(8, 23),
  DOUBLE(11, 52);

  private final int exponentBits;
  private final int fractionBits;

  BinaryFormat(int exponentBits, int fractionBits) {
    this.exponentBits = exponentBits;
    this.fractionBits = fractionBits;
  }

  /** Bytes per number. */
  public int bytes() {
    return (1 + exponentBits + fractionBits) / 8;
  }

  private int bias() {
    return (1 << exponentBits - 1) - 1;
  }

  private boolean isFinite(long bits) {
    long ones = (1L << exponentBits) - 1;
    return (bits >>> fractionBits & ones) != ones;
  }

  /** The integer m of the finite number m · 2^e. */
  private long significand(long bits) {
    long fraction = bits & (1L << fractionBits) - 1;
    long biased = bits >>> fractionBits & (1L << exponentBits) - 1;
    long magnitude = biased == 0 ? fraction : fraction | 1L << fractionBits;
    return (bits >>> exponentBits + fractionBits & 1) == 1 ? -magnitude : magnitude;
  }

  /** The exponent e of the finite number m · 2^e. */
  private int exponent(long bits) {
    int biased = (int) (bits >>> fractionBits & (1L << exponentBits) - 1);
    return Math.max(biased, 1) - bias() - fractionBits;
  }

  /** The bits of the next number in a buffer. */
  private long next(ByteBuffer buffer) {
    return switch (bytes()) {
      case 2 -> buffer.getShort() & 0xffffL;
      case 4 -> buffer.getInt() & 0xffffffffL;
      default -> buffer.getLong();
    };
  }

  /**
   * The exact values of all numbers in a buffer, in its byte order.
   *
   * @throws Unfit if a number is infinite or none
   */
  public Tensor values(ElementType type, Shape shape, ByteBuffer buffer) {
    int size = shape.size();
    if (buffer.remaining() != (long) size * bytes()) {
      throw new Unfit(
          (long) size * bytes() + " bytes for " + shape + " of " + type, "" + buffer.remaining());
    }
    long[] significands = new long[size];
    int[] exponents = new int[size];
    int least = Integer.MAX_VALUE;
    for (int k = 0; k < size; k++) {
      long bits = next(buffer);
      if (!isFinite(bits)) {
        boolean infinite = (bits & (1L << fractionBits) - 1) == 0;
        throw new Unfit("finite numbers", (infinite ? "an infinity" : "NaN") + " as element " + k);
      }
      long m = significand(bits);
      if (m != 0) {
        int twos = Long.numberOfTrailingZeros(m);
        significands[k] = m >> twos;
        exponents[k] = exponent(bits) + twos;
        least = Math.min(least, exponents[k]);
      }
    }
    int base = Math.min(least, 0);
    IntegerVector numerators =
        IntegerVector.of(
            size,
            k ->
                significands[k] == 0
                    ? BigInteger.ZERO
                    : BigInteger.valueOf(significands[k]).shiftLeft(exponents[k] - base));
    return Tensor.of(type, shape, numerators, BigInteger.ONE.shiftLeft(-base));
  }

  /**
   * The bits of the number nearest to {@code numerator / denominator}; of two nearest the even one,
   * and an infinity beyond the largest, as IEEE 754 rounds.
   */
  public long nearest(BigInteger numerator, BigInteger denominator) {
    return rounded(numerator.signum(), numerator.abs(), denominator, false);
  }

  /**
   * The bits of the number nearest to the square root of {@code numerator / denominator}, with a
   * sign.
   *
   * @param sign -1, 0 or 1
   */
  public long nearestRoot(int sign, BigInteger numerator, BigInteger denominator) {
    // √(p/q) = √(p q 4^s)/(q 2^s). With s so large, every midpoint of neighbouring numbers of the
    // format is an integer over q 2^s. So what is cut off the root can only break a tie.
    int shift = bias() + fractionBits + 2;
    BigInteger[] root = numerator.multiply(denominator).shiftLeft(2 * shift).sqrtAndRemainder();
    return rounded(sign, root[0], denominator.shiftLeft(shift), root[1].signum() != 0);
  }

  /**
   * Rounds (p + t)/q with 0 ≤ t &lt; 1, t &gt; 0 exactly if {@code more}; where t &gt; 0, all
   * midpoints of neighbouring numbers are integers over q.
   */
  private long rounded(int sign, BigInteger p, BigInteger q, boolean more) {
    long signBit = sign < 0 ? 1L << exponentBits + fractionBits : 0;
    if (p.signum() == 0) {
      return 0;
    }
    // 2^(lead) ≤ p/q < 2^(lead + 1).
    int lead = p.bitLength() - q.bitLength();
    if (shifted(p, -lead).compareTo(shifted(q, lead)) < 0) {
      lead--;
    }
    int exponent = Math.max(lead, 1 - bias()) - fractionBits;
    BigInteger[] division =
        p.shiftLeft(Math.max(-exponent, 0)).divideAndRemainder(q.shiftLeft(Math.max(exponent, 0)));
    BigInteger scaledQ = q.shiftLeft(Math.max(exponent, 0));
    long m = division[0].longValueExact();
    int half = division[1].shiftLeft(1).compareTo(scaledQ);
    if (half > 0 || half == 0 && (more || (m & 1) == 1)) {
      m++;
    }
    // A carry out of the fraction lands in the exponent, where it belongs.
    long biased = Math.max(lead + bias(), 1);
    long bits = (m < 1L << fractionBits ? 0 : biased - 1) << fractionBits;
    long magnitude = bits + m;
    long infinity = (1L << exponentBits) - 1 << fractionBits;
    if (biased >= (1L << exponentBits) - 1 || magnitude >= infinity) {
      magnitude = infinity;
    }
    return signBit | magnitude;
  }

  private static BigInteger shifted(BigInteger value, int by) {
    return by > 0 ? value.shiftLeft(by) : value;
  }
}
