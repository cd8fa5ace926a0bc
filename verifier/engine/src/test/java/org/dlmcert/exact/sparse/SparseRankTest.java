package org.dlmcert.exact.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.junit.jupiter.api.Test;

/** The rank of sparse matrices against that of the same matrices with their zeros. */
final class SparseRankTest {
  private static final int CASES = 600;

  private static SparseMatrix random(Random random) {
    int rows = random.nextInt(13);
    int columns = random.nextInt(13);
    int count = rows * columns == 0 ? 0 : random.nextInt(2 * (rows + columns));
    Map<Integer, SparseMatrix.Entry> entries = new HashMap<>();
    for (int k = 0; k < count; k++) {
      int i = random.nextInt(rows);
      int j = random.nextInt(columns);
      Rational value = Rational.of(random.nextInt(7) - 3, 1 + random.nextInt(4));
      entries.put(i * columns + j, new SparseMatrix.Entry(i, j, value));
    }
    // Many have a row that is the sum of two others, and such a column.
    if (rows > 2 && random.nextInt(4) > 0) {
      for (int j = 0; j < columns; j++) {
        Rational sum = value(entries, j).plus(value(entries, columns + j));
        entries.put(2 * columns + j, new SparseMatrix.Entry(2, j, sum));
      }
    }
    if (columns > 2 && random.nextInt(4) > 0) {
      for (int i = 0; i < rows; i++) {
        Rational sum = value(entries, i * columns).plus(value(entries, i * columns + 1));
        entries.put(i * columns + 2, new SparseMatrix.Entry(i, 2, sum));
      }
    }
    return new SparseMatrix(rows, columns, List.copyOf(entries.values()));
  }

  private static Rational value(Map<Integer, SparseMatrix.Entry> entries, int place) {
    SparseMatrix.Entry entry = entries.get(place);
    return entry == null ? Rational.ZERO : entry.value();
  }

  static RationalMatrix dense(SparseMatrix matrix) {
    Map<Long, Rational> values = new HashMap<>();
    matrix.entries().forEach(e -> values.put((long) e.row() << 32 | e.column(), e.value()));
    return RationalMatrix.of(
        matrix.rows(),
        matrix.columns(),
        (i, j) -> values.getOrDefault((long) i << 32 | j, Rational.ZERO));
  }

  @Test
  void ranksAreThoseOfTheDenseMatrices() {
    long seed = 20261128;
    Random random = new Random(seed);
    int deficient = 0;
    for (int k = 0; k < CASES; k++) {
      SparseMatrix matrix = random(random);
      SparseRank rank = SparseRank.of(matrix);
      String which = "seed " + seed + ", case " + k + ": " + matrix;
      assertThat(rank.rank()).as(which).isEqualTo(MatrixRank.of(dense(matrix)).rank());
      assertEvidence(matrix, rank, which);
      deficient += rank.kernel().isEmpty() ? 0 : 1;
      assertThat(SparseRank.of(matrix.transpose()).rank()).as(which).isEqualTo(rank.rank());
    }
    assertThat(deficient).isGreaterThan(CASES / 3);
  }

  /** With small primes many are unlucky; the answer stays the same. */
  @Test
  void unluckyPrimesAreLeft() {
    long seed = 7;
    Random random = new Random(seed);
    int left = 0;
    for (int k = 0; k < CASES / 3; k++) {
      SparseMatrix matrix = random(random);
      List<PrimeField> primes =
          List.of(PrimeField.of(3), PrimeField.of(5), PrimeField.of(7), PrimeField.largest());
      SparseRank rank = SparseRank.of(matrix, primes);
      String which = "seed " + seed + ", case " + k + ": " + matrix;
      assertThat(rank.rank()).as(which).isEqualTo(MatrixRank.of(dense(matrix)).rank());
      assertEvidence(matrix, rank, which);
      left += rank.prime() > 3 ? 1 : 0;
    }
    assertThat(left).isBetween(10, CASES / 3 - 10);
  }

  private static void assertEvidence(SparseMatrix matrix, SparseRank rank, String which) {
    boolean left = rank.side() == MatrixRank.Side.LEFT;
    Set<Integer> lines = new HashSet<>();
    matrix.entries().forEach(e -> lines.add(left ? e.row() : e.column()));
    assertThat(rank.pivots()).as(which).hasSize(rank.rank());
    assertThat(rank.rank() + rank.kernel().size()).as(which).isEqualTo(lines.size());
    Set<Integer> pivotal = new HashSet<>();
    rank.pivots().forEach(p -> pivotal.add(left ? p.row() : p.column()));
    List<Integer> own = new ArrayList<>();
    for (List<SparseRank.Term> vector : rank.kernel()) {
      List<Integer> outside =
          vector.stream().map(SparseRank.Term::index).filter(i -> !pivotal.contains(i)).toList();
      assertThat(outside).as(which).hasSize(1);
      own.addAll(outside);
      Map<Integer, Rational> sums = new HashMap<>();
      for (SparseRank.Term term : vector) {
        Rational z = Rational.of(term.value());
        for (SparseMatrix.Entry e : matrix.entries()) {
          if ((left ? e.row() : e.column()) == term.index()) {
            sums.merge(left ? e.column() : e.row(), z.times(e.value()), Rational::plus);
          }
        }
      }
      assertThat(sums.values()).as(which).allMatch(Rational::isZero);
    }
    assertThat(own).as(which).isSorted().doesNotHaveDuplicates();
  }

  @Test
  void longNumbersInTheKernelAreFound() {
    // A chain x_{k+1} = 10·x_k: the kernel vector is (1, 10, …, 10^60).
    int n = 60;
    List<SparseMatrix.Entry> entries = new ArrayList<>();
    for (int k = 0; k < n; k++) {
      entries.add(new SparseMatrix.Entry(k, k, Rational.of(10)));
      entries.add(new SparseMatrix.Entry(k, k + 1, Rational.of(-1)));
    }
    SparseMatrix matrix = new SparseMatrix(n, n + 1, entries);
    assertThat(SparseRank.of(matrix).rank()).isEqualTo(n);
    entries.add(new SparseMatrix.Entry(n, 0, Rational.of(BigInteger.TEN.pow(n))));
    entries.add(new SparseMatrix.Entry(n, n, Rational.of(-1)));
    SparseMatrix square = new SparseMatrix(n + 1, n + 1, entries);
    SparseRank rank = SparseRank.of(square);
    assertThat(rank.rank()).isEqualTo(n);
    assertThat(rank.kernel()).hasSize(1);
    assertEvidence(square, rank, "chain");
  }

  @Test
  void shapesWithoutEntries() {
    for (int[] shape : new int[][] {{0, 0}, {0, 5}, {5, 0}, {3, 4}, {Integer.MAX_VALUE, 2}}) {
      SparseMatrix matrix = new SparseMatrix(shape[0], shape[1], List.of());
      SparseRank rank = SparseRank.of(matrix);
      assertThat(rank.rank()).isZero();
      assertThat(rank.kernel()).isEmpty();
    }
  }

  @Test
  void hugeShapesCostNothing() {
    int last = Integer.MAX_VALUE - 1;
    SparseMatrix matrix =
        new SparseMatrix(
            Integer.MAX_VALUE,
            Integer.MAX_VALUE,
            List.of(
                new SparseMatrix.Entry(last, last, Rational.of(1, 3)),
                new SparseMatrix.Entry(0, last, Rational.ONE)));
    SparseRank rank = SparseRank.of(matrix);
    assertThat(rank.rank()).isEqualTo(1);
    assertThat(rank.pivots()).hasSize(1);
  }

  @Test
  void placesAreInsideAndOnce() {
    SparseMatrix.Entry entry = new SparseMatrix.Entry(0, 1, Rational.ONE);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SparseMatrix(1, 2, List.of(entry, entry)));
    assertThatIllegalArgumentException().isThrownBy(() -> new SparseMatrix(1, 1, List.of(entry)));
    assertThat(
            new SparseMatrix(1, 2, List.of(new SparseMatrix.Entry(0, 0, Rational.ZERO))).entries())
        .isEmpty();
  }
}
