package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every minor of small matrices modulo small primes, against elimination over the integers. */
final class BorderedMinorsTest {
  private static final int[] PRIMES = {2, 3, 5, 101};

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void isAcceptedExactlyForMinorsOfTheRank(long seed) {
    Random random = new Random(seed);
    int accepted = 0;
    int unlucky = 0;
    int larger = 0;
    for (int run = 0; run < 40; run++) {
      long[][] a = matrix(random);
      int rank = rank(a, all(a.length), all(a[0].length));
      for (int prime : PRIMES) {
        for (int rows = 0; rows < 1 << a.length; rows++) {
          for (int columns = 0; columns < 1 << a[0].length; columns++) {
            if (Integer.bitCount(rows) != Integer.bitCount(columns)) {
              continue;
            }
            int[] r = bits(rows);
            int[] c = bits(columns);
            boolean regular = rank(a, r, c) == r.length;
            boolean modulo =
                !determinant(a, r, c).mod(BigInteger.valueOf(prime)).equals(BigInteger.ZERO);
            boolean holds = modulo && r.length == rank;
            Verdict verdict = Examples.check(certificate(a, prime, r, c));
            assertThat(verdict instanceof Verdict.Accepted)
                .as(
                    "seed %d: %s mod %d, %s %s: %s",
                    seed,
                    Arrays.deepToString(a),
                    prime,
                    Arrays.toString(r),
                    Arrays.toString(c),
                    verdict)
                .isEqualTo(holds);
            accepted += holds ? 1 : 0;
            unlucky += regular && !modulo ? 1 : 0;
            larger += modulo && r.length < rank ? 1 : 0;
          }
        }
      }
    }
    assertThat(accepted).isGreaterThan(100);
    assertThat(unlucky).isGreaterThan(100);
    assertThat(larger).isGreaterThan(100);
  }

  /** The minor with one more row and column is q^k: only its last digit tells it from 0. */
  @Test
  void noDigitIsLeftOut() {
    for (int prime : PRIMES) {
      for (int k = 0; Math.pow(prime, k) < 1L << 40; k++) {
        long power = BigInteger.valueOf(prime).pow(k).longValueExact();
        for (long[][] a :
            new long[][][] {{{1, 1}, {1, 1 + power}}, {{power}}, {{-1, power}, {0, power}}}) {
          int[] minor = a.length == 1 ? new int[0] : new int[] {0};
          assertThat(Examples.check(certificate(a, prime, minor, minor)))
              .as("%d^%d", prime, k)
              .isInstanceOf(Verdict.Rejected.class);
        }
      }
    }
  }

  /**
   * The product of a lower and an upper triangular matrix with ones on the diagonal: its leading
   * minor is 1, and one more in an entry outside makes one bordered minor 1.
   */
  @ParameterizedTest(name = "rank {0}")
  @ValueSource(ints = {0, 1, 2, 3, 4, 5, 8, 9})
  void oneEntryOutsideTheMinorIsEnough(int rank) {
    Random random = new Random(rank);
    for (int outside : new int[] {1, 11, 12, 13, 25}) {
      long[][] a = triangles(random, rank + 2, rank, rank + outside);
      int[] minor = all(rank);
      for (int prime : PRIMES) {
        assertThat(Examples.check(certificate(a, prime, minor, minor)))
            .as("seed %d, %d columns, modulo %d", rank, a[0].length, prime)
            .isInstanceOf(Verdict.Accepted.class);
        for (int j = rank; j < a[0].length; j++) {
          int i = rank + random.nextInt(2);
          a[i][j]++;
          assertThat(Examples.check(certificate(a, prime, minor, minor)))
              .as("seed %d, entry %d, %d, modulo %d", rank, i, j, prime)
              .isInstanceOf(Verdict.Rejected.class);
          a[i][j]--;
        }
      }
    }
  }

  private static long[][] triangles(Random random, int rows, int inner, int columns) {
    long[][] a = new long[rows][columns];
    for (int k = 0; k < inner; k++) {
      long[] left = new long[rows];
      long[] right = new long[columns];
      int at = k;
      Arrays.setAll(left, i -> i == at ? 1 : i < at ? 0 : random.nextInt(19) - 9);
      Arrays.setAll(right, j -> j == at ? 1 : j < at ? 0 : random.nextInt(19) - 9);
      for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
          a[i][j] += left[i] * right[j];
        }
      }
    }
    return a;
  }

  /** A product of thin matrices with zero and repeated lines, and multiples of small primes. */
  private static long[][] matrix(Random random) {
    int rows = 1 + random.nextInt(3);
    int columns = 1 + random.nextInt(4);
    int inner = random.nextInt(4);
    long[][] a = new long[rows][columns];
    long[][] left = factor(random, rows, inner);
    long[][] right = factor(random, inner, columns);
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        for (int k = 0; k < inner; k++) {
          a[i][j] += left[i][k] * right[k][j];
        }
      }
    }
    return a;
  }

  private static long[][] factor(Random random, int rows, int columns) {
    long[] choices = {0, 0, 1, -1, 2, 3, -6, 25, 1L << 18};
    long[][] a = new long[rows][columns];
    for (long[] row : a) {
      Arrays.setAll(row, j -> choices[random.nextInt(choices.length)]);
    }
    return a;
  }

  private static int rank(long[][] a, int[] rows, int[] columns) {
    int most = Math.min(rows.length, columns.length);
    for (int size = most; size > 0; size--) {
      for (int r = 0; r < 1 << rows.length; r++) {
        for (int c = 0; c < 1 << columns.length; c++) {
          if (Integer.bitCount(r) == size
              && Integer.bitCount(c) == size
              && determinant(a, pick(rows, r), pick(columns, c)).signum() != 0) {
            return size;
          }
        }
      }
    }
    return 0;
  }

  /** By expansion along the first row. */
  private static BigInteger determinant(long[][] a, int[] rows, int[] columns) {
    if (rows.length == 0) {
      return BigInteger.ONE;
    }
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < columns.length; k++) {
      int[] others = pick(columns, ((1 << columns.length) - 1) & ~(1 << k));
      BigInteger minor = determinant(a, Arrays.copyOfRange(rows, 1, rows.length), others);
      BigInteger term = BigInteger.valueOf(a[rows[0]][columns[k]]).multiply(minor);
      sum = k % 2 == 0 ? sum.add(term) : sum.subtract(term);
    }
    return sum;
  }

  private static int[] all(int size) {
    return bits((1 << size) - 1);
  }

  private static int[] bits(int mask) {
    return pick(IntStream.range(0, Integer.SIZE - 1).toArray(), mask);
  }

  private static int[] pick(int[] from, int mask) {
    return IntStream.range(0, from.length)
        .filter(k -> (mask >> k & 1) == 1)
        .map(k -> from[k])
        .toArray();
  }

  private static String certificate(long[][] a, int prime, int[] rows, int[] columns) {
    String entries =
        Arrays.stream(a)
            .map(
                row ->
                    Arrays.stream(row)
                        .mapToObj(x -> "\"" + x + "\"")
                        .collect(Collectors.joining(",", "[", "]")))
            .collect(Collectors.joining(",", "[", "]"));
    String shape = "\"rows\":" + a.length + ",\"columns\":" + a[0].length;
    String instance = "{\"format\":\"dlmcert-matrix/1\"," + shape + ",\"entries\":" + entries + "}";
    return "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"bordered-minors\",\"claim\":{\"property\":\"rank\","
        + shape
        + ",\"rank\":"
        + rows.length
        + "},\"instance\":"
        + instance
        + ",\"instance_sha256\":\""
        + sha256(instance)
        + "\",\"evidence\":{\"prime\":"
        + prime
        + ",\"minor_rows\":"
        + Arrays.toString(rows).replace(" ", "")
        + ",\"minor_columns\":"
        + Arrays.toString(columns).replace(" ", "")
        + "}}";
  }

  private static String sha256(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
