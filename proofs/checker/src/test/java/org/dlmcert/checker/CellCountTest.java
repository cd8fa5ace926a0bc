package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.dlmcert.checker.cells.CellCount;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deletion and restriction against counting sign vectors of points, and against Cover's number. */
final class CellCountTest {
  private static final long UNLIMITED = 1_000_000;

  private static long count(long[][] normals, long most) {
    List<BigInteger[]> vectors = new ArrayList<>();
    for (long[] normal : normals) {
      vectors.add(Arrays.stream(normal).mapToObj(BigInteger::valueOf).toArray(BigInteger[]::new));
    }
    return CellCount.of(vectors, most, new Work(Long.MAX_VALUE));
  }

  /**
   * Every cell of hyperplanes with entries -1, 0, 1 in d ≤ 3 has an integer point in the box: it
   * contains a sum of d independent rays, cross products of two normals (up to the lineality
   * space), with entries of at most 2.
   */
  private static int bySigns(long[][] normals, int d) {
    int box = 6;
    int side = 2 * box + 1;
    Set<List<Integer>> signs = new HashSet<>();
    for (int code = 0; code < Math.pow(side, d); code++) {
      List<Integer> vector = new ArrayList<>();
      for (long[] normal : normals) {
        long sum = 0;
        int rest = code;
        for (int j = 0; j < d; j++, rest /= side) {
          sum += normal[j] * (rest % side - box);
        }
        vector.add(Long.signum(sum));
      }
      if (!vector.contains(0)) {
        signs.add(vector);
      }
    }
    return signs.size();
  }

  @Test
  void agreesWithSignVectors() {
    Random random = new Random(5);
    int degenerate = 0;
    for (int trial = 0; trial < 400; trial++) {
      int d = 1 + random.nextInt(3);
      long[][] normals = new long[random.nextInt(7)][d];
      for (long[] normal : normals) {
        do {
          Arrays.setAll(normal, j -> random.nextInt(3) - 1);
        } while (Arrays.stream(normal).allMatch(e -> e == 0));
      }
      int cells = bySigns(normals, d);
      assertThat(count(normals, UNLIMITED))
          .as("seed 5, trial %d: %s", trial, Arrays.deepToString(normals))
          .isEqualTo(cells);
      degenerate += cells < cover(d, normals.length) ? 1 : 0;
    }
    assertThat(degenerate).isGreaterThan(100);
  }

  private static long cover(int d, int m) {
    long sum = m == 0 ? 1 : 0;
    long binomial = 2;
    for (int k = 0; k < d && m > 0; k++) {
      sum += binomial;
      binomial = binomial * (m - 1 - k) / (k + 1);
    }
    return sum;
  }

  @ParameterizedTest
  @CsvSource({"1,1", "2,7", "3,20", "4,11", "5,9", "6,6", "3,1"})
  void isCoversNumberInGeneralPosition(int d, int m) {
    Random random = new Random(d);
    long[][] normals = new long[m][d];
    for (long[] normal : normals) {
      Arrays.setAll(normal, j -> random.nextInt(2_000_001) - 1_000_000);
    }
    assertThat(count(normals, UNLIMITED)).isEqualTo(cover(d, m));
  }

  @Test
  void multiplesAreOneHyperplane() {
    assertThat(count(new long[][] {{1, 2}, {-2, -4}, {3, 6}, {0, 5}}, UNLIMITED)).isEqualTo(4);
  }

  @Test
  void stopsAboveTheLimit() {
    Random random = new Random(9);
    long[][] normals = new long[60][4];
    for (long[] normal : normals) {
      Arrays.setAll(normal, j -> random.nextInt(1001) - 500);
    }
    assertThat(count(normals, 10)).isEqualTo(11);
  }
}
