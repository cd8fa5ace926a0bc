package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Against the elementary divisors, from all minors. */
class PrimePowerEliminationTest {
  private static final long[][] POWERS = {
    {2, 1},
    {2, 2},
    {2, 5},
    {3, 1},
    {3, 2},
    {3, 4},
    {5, 3},
    {46349, 1},
    {46349, 2},
    {46349, 3},
    {2147483647, 1},
    {2147483647, 2},
    {20631717479L, 1}
  };

  @Test
  void succeedsExactlyIfTheLastElementaryDivisorDividesALowerPower() {
    int successes = 0;
    int cases = 0;
    for (int seed = 0; seed < 400; seed++) {
      Random random = Cases.random(seed);
      int columns = random.nextInt(4);
      int rows = columns + random.nextInt(3);
      for (long[] power : POWERS) {
        long p = power[0];
        IntegerMatrix matrix =
            IntegerMatrix.of(
                rows,
                columns,
                (i, j) ->
                    BigInteger.valueOf(random.nextInt(7) - 3)
                        .multiply(BigInteger.valueOf(p).pow(random.nextInt(3))));
        int k = (int) power[1];
        boolean found = PrimePowerElimination.reachesEveryColumn(matrix, BigInteger.valueOf(p), k);
        assertThat(found)
            .as("seed %d, %d^%d: %s", seed, p, k, matrix)
            .isEqualTo(lastExponent(matrix, BigInteger.valueOf(p)) < k);
        successes += found ? 1 : 0;
        cases++;
      }
    }
    assertThat(successes).isBetween(cases / 5, cases * 4 / 5);
  }

  @Test
  void moreColumnsThanRowsNeverSucceed() {
    IntegerMatrix wide = IntegerMatrix.of(new long[][] {{1, 0, 0}, {0, 1, 0}});
    assertThat(PrimePowerElimination.reachesEveryColumn(wide, BigInteger.valueOf(3), 4)).isFalse();
  }

  /** The exponent of p in gcd of the n-minors over gcd of the (n-1)-minors. */
  private static int lastExponent(IntegerMatrix matrix, BigInteger p) {
    int n = matrix.columns();
    if (n == 0) {
      return 0;
    }
    int full = exponentOfMinors(matrix, n, p);
    return full == Integer.MAX_VALUE ? full : full - exponentOfMinors(matrix, n - 1, p);
  }

  private static int exponentOfMinors(IntegerMatrix matrix, int order, BigInteger p) {
    int least = Integer.MAX_VALUE;
    for (int r = 0; r < 1 << matrix.rows(); r++) {
      for (int c = 0; c < 1 << matrix.columns(); c++) {
        if (Integer.bitCount(r) == order && Integer.bitCount(c) == order) {
          BigInteger minor = determinant(matrix.submatrix(indices(r), indices(c)));
          if (minor.signum() != 0) {
            int exponent = 0;
            for (; minor.mod(p).signum() == 0; exponent++) {
              minor = minor.divide(p);
            }
            least = Math.min(least, exponent);
          }
        }
      }
    }
    return least;
  }

  private static int[] indices(int set) {
    return IntStream.range(0, 31).filter(i -> (set >> i & 1) == 1).toArray();
  }

  private static BigInteger determinant(IntegerMatrix m) {
    if (m.rows() == 0) {
      return BigInteger.ONE;
    }
    BigInteger sum = BigInteger.ZERO;
    int[] below = IntStream.range(1, m.rows()).toArray();
    for (int j = 0; j < m.columns(); j++) {
      int column = j;
      int[] others = IntStream.range(0, m.columns()).filter(k -> k != column).toArray();
      BigInteger term = m.get(0, j).multiply(determinant(m.submatrix(below, others)));
      sum = j % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    return sum;
  }
}
