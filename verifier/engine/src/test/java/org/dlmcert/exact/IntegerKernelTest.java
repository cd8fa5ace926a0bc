package org.dlmcert.exact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class IntegerKernelTest {
  static List<Cases.Case> small() {
    return Cases.small();
  }

  private static void assertEchelonBasis(IntegerMatrix a, IntegerMatrix basis, String what) {
    assertThat(a.times(basis.transpose()).isZero()).as(what).isTrue();
    int previous = -1;
    for (int k = 0; k < basis.rows(); k++) {
      List<BigInteger> v = basis.row(k);
      BigInteger gcd = v.stream().reduce(BigInteger.ZERO, BigInteger::gcd);
      assertThat(gcd).as(what).isEqualTo(BigInteger.ONE);
      BigInteger first = v.stream().filter(e -> e.signum() != 0).findFirst().orElseThrow();
      assertThat(first.signum()).as(what).isOne();
      int last = v.size() - 1;
      while (v.get(last).signum() == 0) {
        last--;
      }
      assertThat(last).as(what).isGreaterThan(previous);
      previous = last;
      for (int other = 0; other < basis.rows(); other++) {
        assertThat(other == k || basis.get(other, last).signum() == 0).as(what).isTrue();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("small")
  void bothWaysGiveTheEchelonBasis(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    IntegerMatrix basis = Bareiss.eliminate(a).kernel();
    assertEchelonBasis(a, basis, example.dump());
    assertThat(basis.rows()).as(example.dump()).isEqualTo(a.columns() - PlainElimination.rank(a));
    assertThat(IntegerKernel.basisByLifting(a, IntegerKernel.guessPrimes()))
        .as(example.dump())
        .isEqualTo(basis);
    assertThat(IntegerKernel.basisByLifting(a, PrimeField.descending()))
        .as(example.dump())
        .isEqualTo(basis);
    assertThat(IntegerKernel.basisByLifting(a, ascending())).as(example.dump()).isEqualTo(basis);
    assertThat(IntegerKernel.basis(a)).as(example.dump()).isEqualTo(basis);
  }

  @ParameterizedTest
  @MethodSource("small")
  void oneVectorExistsExactlyIfTheColumnsAreDependent(Cases.Case example) {
    IntegerMatrix a = example.matrix();
    Optional<List<BigInteger>> vector = IntegerKernel.oneVector(a);
    assertThat(vector.isEmpty())
        .as(example.dump())
        .isEqualTo(PlainElimination.rank(a) == a.columns());
    vector.ifPresent(
        v -> assertEchelonBasis(a, IntegerMatrix.ofRows(a.columns(), List.of(v)), example.dump()));
  }

  /** Small primes first: most of them are unlucky. */
  private static Iterable<PrimeField> ascending() {
    return () ->
        new Iterator<>() {
          private int last = 1;

          @Override
          public boolean hasNext() {
            return true;
          }

          @Override
          public PrimeField next() {
            last++;
            while (!PrimeField.isPrime(last)) {
              last++;
            }
            return PrimeField.of(last);
          }
        };
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 33})
  void middleSizesAgree(int n) {
    Random random = new Random(Cases.SEED);
    for (int rank : new int[] {1, n / 2, n - 1, n}) {
      for (int columns : new int[] {n, n + 1, 3 * n}) {
        IntegerMatrix a = Cases.product(random, n, columns, rank, 5);
        String what = "seed " + Cases.SEED + ", " + a.shape() + " of rank " + rank;
        IntegerMatrix basis = IntegerKernel.basisByLifting(a, IntegerKernel.guessPrimes());
        assertThat(basis).as(what).isEqualTo(Bareiss.eliminate(a).kernel());
        assertEchelonBasis(a, basis, what);
      }
    }
  }

  @Test
  void pixelsTimesSamples() {
    // Like the digits: 64 pixels from 0 to 16, some always 0, 1651 samples, rank 50.
    Random random = new Random(Cases.SEED);
    IntegerMatrix loadings =
        IntegerMatrix.ofSmall(64, 50, (i, j) -> i < 50 ? (i == j ? 1 : 0) : i % 2 * (i + j) % 3);
    IntegerMatrix scores = IntegerMatrix.ofSmall(50, 1651, (i, j) -> random.nextInt(17));
    IntegerMatrix a = loadings.times(scores);
    IntegerMatrix left = IntegerKernel.basis(a.transpose());
    assertThat(left.rows()).isEqualTo(14);
    assertEchelonBasis(a.transpose(), left, "left kernel");
    IntegerMatrix fewer = a.columns(IntStream.range(0, 451).toArray());
    IntegerMatrix right = IntegerKernel.basis(fewer);
    assertThat(right.rows()).isEqualTo(401);
    assertEchelonBasisQuickly(fewer, right);
  }

  private static void assertEchelonBasisQuickly(IntegerMatrix a, IntegerMatrix basis) {
    for (int k = 0; k < basis.rows(); k += 100) {
      assertThat(a.times(IntegerMatrix.column(basis.row(k))).isZero()).isTrue();
    }
  }

  @Test
  void oneVectorOfALargerMatrix() {
    Random random = new Random(Cases.SEED);
    IntegerMatrix a = IntegerMatrix.ofSmall(150, 151, (i, j) -> random.nextInt(255) - 127);
    List<BigInteger> v = IntegerKernel.oneVector(a).orElseThrow();
    assertThat(a.times(IntegerMatrix.column(v)).isZero()).isTrue();
    assertThat(v).anyMatch(e -> e.signum() != 0);
  }

  @Test
  void aChangedVectorIsNotInTheKernel() {
    IntegerMatrix a = IntegerMatrix.of(new long[][] {{1, 2, 3}, {4, 5, 6}});
    List<BigInteger> v = IntegerKernel.oneVector(a).orElseThrow();
    assertThat(v).containsExactly(BigInteger.ONE, BigInteger.valueOf(-2), BigInteger.ONE);
    assertThat(IntegerKernel.isKernelVector(a, v)).isTrue();
    for (int j = 0; j < 3; j++) {
      ArrayList<BigInteger> changed = new ArrayList<>(v);
      changed.set(j, v.get(j).add(BigInteger.ONE));
      assertThat(IntegerKernel.isKernelVector(a, changed)).isFalse();
    }
  }

  @Test
  void aProfileOfTooLowRankIsRefused() {
    IntegerMatrix a = IntegerMatrix.of(new long[][] {{1, 0, 1}, {0, 5, 5}});
    RankProfile modulo5 = ModularMatrix.of(PrimeField.of(5), a).rankProfile();
    assertThat(modulo5.rank()).isOne();
    assertThat(IntegerKernel.basis(a, modulo5)).isEmpty();
  }

  @Test
  void theSolverRefusesSingularMatrices() {
    IntegerMatrix singular = Cases.product(new Random(Cases.SEED), 6, 6, 5, 40);
    assertThatThrownBy(() -> DixonSolver.of(singular))
        .isInstanceOf(ArithmeticException.class)
        .hasMessage("singular 6×6 matrix");
    assertThatThrownBy(() -> DixonSolver.of(IntegerMatrix.ofSmall(2, 3, (i, j) -> 1)))
        .hasMessageContaining("2×3");
  }
}
