package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bounds on the prime, against BigInteger; the minor, against textbook elimination. */
final class BorderedMinorTest {

  @ParameterizedTest(name = "rank {0}, {1} bits")
  @CsvSource({"0, 1", "1, 1", "400, 14", "990, 20", "3, 45", "1000000, 30", "1, 61", "5, 200"})
  void thePrimeIsTheLargestWithRoom(int rank, int bits) {
    int most = BorderedMinor.largestModulus(rank, bits);
    assertThat(room(rank, bits, most)).isTrue();
    assertThat(most == BlockedElimination.MODULUS_BOUND || !room(rank, bits, most + 1)).isTrue();
  }

  private static boolean room(int rank, int bits, long p) {
    BigInteger terms = BigInteger.valueOf(rank + 1L).multiply(BigInteger.valueOf(p));
    BigInteger largest = BigInteger.ONE.shiftLeft(bits).add(BigInteger.ONE);
    return terms.multiply(BigInteger.valueOf(p)).bitLength() <= 62
        && terms.multiply(largest).bitLength() <= 62;
  }

  @ParameterizedTest(name = "seed {0}, {1} by {2} of rank at most {3}")
  @CsvSource({"1, 12, 9, 5", "2, 9, 14, 8", "3, 7, 7, 7", "4, 6, 5, 0", "5, 1, 8, 1"})
  void theMinorHasTheRankOfTheMatrix(long seed, int rows, int columns, int inner) {
    Random random = new Random(seed);
    IntegerMatrix matrix =
        IntegerMatrix.ofSmall(rows, inner, (i, k) -> random.nextInt(19) - 9)
            .times(IntegerMatrix.ofSmall(inner, columns, (k, j) -> random.nextInt(19) - 9));
    BorderedMinor minor = BorderedMinor.find(matrix).orElseThrow();
    assertThat(minor.rank()).isEqualTo(PlainElimination.rank(matrix));
    IntegerMatrix block = matrix.submatrix(indices(minor.rows()), indices(minor.columns()));
    assertThat(new PlainElimination(block).determinant.isZero()).isFalse();
  }

  private static int[] indices(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** diag(q, q') with the two primes that are asked after the first: no agreement, no minor. */
  @Test
  void primesThatDisagreeFindNothing() {
    List<Long> primes =
        StreamSupport.stream(IntegerKernel.guessPrimes().spliterator(), false)
            .limit(3)
            .map(field -> (long) field.modulus())
            .toList();
    assertThat(primes).hasSize(3);
    for (long q : primes) {
      IntegerMatrix matrix = IntegerMatrix.of(new long[][] {{q, 0}, {0, 1}});
      assertThat(BorderedMinor.find(matrix)).as("%d", q).isEmpty();
    }
  }
}
