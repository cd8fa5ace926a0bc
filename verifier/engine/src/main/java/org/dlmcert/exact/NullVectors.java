package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Null vectors of rational matrices. */
public final class NullVectors {
  private NullVectors() {}

  /**
   * A nonzero integer vector v with {@code matrix·v = 0}, or empty if there is none; exactly
   * decided.
   */
  public static Optional<List<Rational>> find(RationalMatrix matrix) {
    RationalMatrix.ClearedColumns cleared = matrix.clearColumns();
    return IntegerKernel.oneVector(cleared.matrix()).map(v -> primitive(v, cleared.scales()));
  }

  /** As {@link #find}, with the support inside the given columns. */
  public static Optional<List<Rational>> find(RationalMatrix matrix, int[] support) {
    return find(matrix.columns(support))
        .map(
            v -> {
              Rational[] all = new Rational[matrix.columns()];
              Arrays.fill(all, Rational.ZERO);
              for (int k = 0; k < support.length; k++) {
                all[support[k]] = v.get(k);
              }
              return List.of(all);
            });
  }

  private static List<Rational> primitive(List<BigInteger> vector, List<BigInteger> scales) {
    List<BigInteger> scaled =
        IntStream.range(0, vector.size())
            .mapToObj(n -> vector.get(n).multiply(scales.get(n)))
            .toList();
    BigInteger content = scaled.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
    return scaled.stream().map(c -> Rational.of(c.divide(content))).toList();
  }

  /** The n-th unit vector of the given length. */
  public static List<Rational> unit(int length, int index) {
    return IntStream.range(0, length)
        .mapToObj(n -> n == index ? Rational.ONE : Rational.ZERO)
        .toList();
  }
}
