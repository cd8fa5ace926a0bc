package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModularMatrixTest {
  private static final int[] PRIMES = {2, 3, 5, 101, 65_537, 8_388_593, 8_388_617, 2_147_483_647};

  static List<Cases.Case> small() {
    return Cases.small();
  }

  /** The profile by definition: a row or column is new if it raises the rank of those before. */
  private static RankProfileSets byDefinition(ModularMatrix a) {
    return new RankProfileSets(newRows(a), newRows(a.transpose()));
  }

  private record RankProfileSets(List<Integer> rows, List<Integer> columns) {}

  private static List<Integer> newRows(ModularMatrix a) {
    List<Integer> rows = new ArrayList<>();
    int[] columns = range(a.columns());
    int rank = 0;
    for (int i = 0; i < a.rows(); i++) {
      int next = ModularEchelon.of(a.submatrix(range(i + 1), columns)).profile().rank();
      if (next > rank) {
        rows.add(i);
      }
      rank = next;
    }
    return rows;
  }

  private static int[] range(int n) {
    int[] all = new int[n];
    Arrays.setAll(all, i -> i);
    return all;
  }

  @ParameterizedTest
  @MethodSource("small")
  void echelonKernelInverseAndDeterminantDoWhatTheySay(Cases.Case example) {
    BigInteger exact = new PlainElimination(example.matrix()).determinant.numerator();
    for (int p : PRIMES) {
      PrimeField field = PrimeField.of(p);
      ModularMatrix a = ModularMatrix.of(field, example.matrix());
      String what = example.dump() + " modulo " + p;
      ModularEchelon echelon = a.reducedEchelon();
      RankProfile profile = echelon.profile();
      int rank = profile.rank();
      assertThat(a.rankProfile()).as(what).isEqualTo(profile);
      assertThat(ModularMatrix.rankProfile(field, example.matrix())).as(what).isEqualTo(profile);
      assertThat(byDefinition(a))
          .as(what)
          .isEqualTo(
              new RankProfileSets(
                  profile.pivotRows(), Arrays.stream(profile.columnIndices()).boxed().toList()));
      assertThat(a.transpose().rankProfile()).as(what).isEqualTo(profile.transpose());
      assertThat(echelon.matrix().rows()).as(what).isEqualTo(rank);
      assertThat(echelon.matrix().submatrix(range(rank), profile.columnIndices()))
          .as(what)
          .isEqualTo(ModularMatrix.identity(field, rank));
      ModularMatrix kernel = a.rightKernel();
      assertThat(kernel.rows()).as(what).isEqualTo(a.columns() - rank);
      assertThat(kernel.rank()).as(what).isEqualTo(a.columns() - rank);
      ModularMatrix product = a.times(kernel.transpose());
      assertThat(product)
          .as(what)
          .isEqualTo(ModularMatrix.of(field, product.rows(), product.columns(), (i, j) -> 0));
      Optional<ModularMatrix> left = a.leftInverse();
      assertThat(left.isPresent()).as(what).isEqualTo(rank == a.columns());
      left.ifPresent(
          inverse ->
              assertThat(inverse.times(a))
                  .as(what)
                  .isEqualTo(ModularMatrix.identity(field, a.columns())));
      if (a.rows() == a.columns()) {
        assertThat(a.determinant()).as(what).isEqualTo(field.reduce(exact));
      }
      ModularMatrix minor = a.submatrix(profile.rowIndices(), profile.columnIndices());
      assertThat(echelon.minor() == 0)
          .as(what)
          .isEqualTo(a.rows() == a.columns() && rank < a.rows());
      if (a.rows() != a.columns()) {
        assertThat(echelon.minor()).as(what).isEqualTo(minor.determinant());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 257, 4_194_301, 8_388_593})
  void blockedEliminationAgreesWithRowByRow(int p) {
    Random random = new Random(Cases.SEED);
    PrimeField field = PrimeField.of(p);
    for (int trial = 0; trial < Cases.share(25, 60); trial++) {
      int rows = random.nextInt(200);
      int columns = random.nextInt(200);
      int rank = Math.max(1, random.nextInt(220));
      ModularMatrix a =
          ModularMatrix.of(field, Cases.product(random, rows, columns, rank, 1 + trial % 20));
      if (trial % 3 == 0) { // zero and repeated rows and columns move the pivots about
        ModularMatrix dense = a;
        a =
            ModularMatrix.of(
                field,
                rows,
                columns,
                (i, j) -> i % 7 == 1 || j % 5 < 2 ? 0 : dense.get(i / 2, columns - 1 - j / 2));
      }
      assertThat(BlockedElimination.rankProfile(a))
          .as("seed %d, p = %d, trial %d, %s", Cases.SEED, p, trial, a.shape())
          .isEqualTo(ModularEchelon.of(a).profile());
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 4_194_301, 8_388_593})
  void blockedEliminationAgreesWithRowByRowBeyondOneGroupOfPivots(int p) {
    Random random = new Random(Cases.SEED);
    PrimeField field = PrimeField.of(p);
    for (int trial = 0; trial < Cases.share(4, 12); trial++) {
      int rows = 257 + random.nextInt(450);
      int columns = 257 + random.nextInt(450);
      int rank = trial % 2 == 0 ? 800 : 200 + random.nextInt(200);
      ModularMatrix dense = ModularMatrix.of(field, Cases.product(random, rows, columns, rank, 20));
      ModularMatrix a = // zero and repeated rows, and columns whose pivots come late
          ModularMatrix.of(
              field,
              rows,
              columns,
              (i, j) -> i % 67 == 3 || (j % 5 < 2 && i < 300) ? 0 : dense.get(i - i % 11 / 10, j));
      assertThat(BlockedElimination.rankProfile(a))
          .as("seed %d, p = %d, trial %d, %s", Cases.SEED, p, trial, a.shape())
          .isEqualTo(ModularEchelon.of(a).profile());
    }
  }

  @Test
  void blockedEliminationTakesAGroupOfUnequalPanels() {
    // Panels of 1, 64, 64, 64 and 63 pivots are one group: what the first of them changes in the
    // places of the others is wider than a tile.
    Random random = new Random(Cases.SEED);
    PrimeField field = PrimeField.of(8_388_593);
    for (int columns : new int[] {256, 257, 300, 256 + 2 * PackedProduct.TILE}) {
      ModularMatrix dense =
          ModularMatrix.of(field, Cases.product(random, 700, columns, columns, 20));
      ModularMatrix a =
          ModularMatrix.of(
              field,
              700,
              columns,
              (i, j) ->
                  i < 64
                      ? (i + 1L) * dense.get(0, j)
                      : i == 319 ? dense.get(318, j) : dense.get(i, j));
      RankProfile expected = ModularEchelon.of(a).profile();
      assertThat(expected.pivotRows().subList(0, 3)).containsExactly(0, 64, 65);
      assertThat(expected.pivotRows()).doesNotContain(319).hasSize(Math.min(columns, 636));
      assertThat(BlockedElimination.rankProfile(a))
          .as("seed %d, %s", Cases.SEED, a.shape())
          .isEqualTo(expected);
    }
  }

  @Test
  void symmetricRowsAreThoseOfTheResidues() {
    for (int p : new int[] {2, 3, 101, 8_388_593}) {
      PrimeField field = PrimeField.of(p);
      long[] entries = new long[60];
      Arrays.setAll(entries, j -> (j - 30L) * (p / 2) + j % 3 - 1);
      entries[0] = Long.MIN_VALUE;
      entries[1] = Long.MAX_VALUE;
      IntegerMatrix words = IntegerMatrix.of(new long[][] {entries});
      IntegerMatrix large = Cases.map(words, e -> e.multiply(BigInteger.TWO.pow(80)));
      for (IntegerMatrix matrix : List.of(words, large)) {
        double[] row = new double[60];
        ModularMatrix.symmetricRow(field, matrix, 0, row);
        for (int j = 0; j < row.length; j++) {
          long entry = (long) row[j];
          assertThat(row[j]).isEqualTo(entry);
          assertThat(2 * Math.abs(entry)).isLessThanOrEqualTo(p);
          assertThat(field.reduce(entry)).isEqualTo(field.reduce(matrix.get(0, j)));
        }
      }
    }
  }

  @Test
  void blockedEliminationDelaysReductionsWithoutLoss() {
    // [I | H; H | C] with every entry of H equal to h, odd and nearly p/2, and C = H·H modulo p:
    // the last rows take 1024 products of one sign from the upper half, which add up beyond 2^53
    // unless they are reduced in time, and a lost bit raises the rank above 1100.
    PrimeField field = PrimeField.of(8_388_593);
    int rank = 1100;
    long h = 8_388_593 / 2 - 1;
    for (int defect : new int[] {0, 1}) {
      ModularMatrix a =
          ModularMatrix.of(
              field,
              rank + 8,
              rank + 8,
              (i, j) -> {
                if (i < rank && j < rank) {
                  return i == j ? 1 : 0;
                }
                return i < rank || j < rank ? h : rank * h * h + (i == j ? defect : 0);
              });
      assertThat(a.rank()).isEqualTo(rank + 8 * defect);
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    ModularMatrix a = ModularMatrix.of(PrimeField.of(7), 2, 3, (i, j) -> 1);
    ModularMatrix b = ModularMatrix.of(PrimeField.of(5), 3, 2, (i, j) -> 1);
    assertThatThrownBy(() -> a.times(a)).hasMessageContaining("2×3 and 2×3");
    assertThatThrownBy(() -> a.times(b)).hasMessageContaining("modulo 7 and integers modulo 5");
    assertThatThrownBy(a::determinant).hasMessage("determinant of a 2×3 matrix");
    ModularMatrix c = ModularMatrix.of(PrimeField.largest(), 1, 1, (i, j) -> 1);
    assertThatThrownBy(() -> BlockedElimination.rankProfile(c))
        .hasMessageContaining("not below 8388608");
  }
}
