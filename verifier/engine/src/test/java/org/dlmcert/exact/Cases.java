package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;

/** Seeded matrices with known answers, and the shapes on which eliminations stumble. */
final class Cases {
  static final long SEED = 20_260_101;

  private Cases() {}

  /** A matrix and the words with which a failure names it. */
  record Case(String name, IntegerMatrix matrix) {
    @Override
    public String toString() {
      return name + " " + matrix.shape();
    }

    String dump() {
      return "seed " + SEED + ", " + name + ": " + matrix;
    }
  }

  /** Some by default, all with {@code -Dcases=full}. */
  static int share(int some, int all) {
    return org.dlmcert.testkit.Cases.count(some, all);
  }

  static IntegerMatrix random(Random random, int rows, int columns, int bits) {
    return IntegerMatrix.of(
        rows,
        columns,
        (i, j) -> {
          BigInteger value = new BigInteger(bits, random);
          return random.nextBoolean() ? value : value.negate();
        });
  }

  /** A product of random factors: of this rank, but for rare accidents. */
  static IntegerMatrix product(Random random, int rows, int columns, int rank, int bits) {
    return random(random, rows, rank, bits).times(random(random, rank, columns, bits));
  }

  static IntegerMatrix map(IntegerMatrix a, UnaryOperator<BigInteger> f) {
    return IntegerMatrix.of(a.rows(), a.columns(), (i, j) -> f.apply(a.get(i, j)));
  }

  /** Hilbert's matrix with its columns' denominators cleared. */
  static IntegerMatrix hilbert(int n) {
    return RationalMatrix.of(n, n, (i, j) -> Rational.of(1, i + j + 1L)).clearColumns().matrix();
  }

  /** Small matrices of every kind: all results on them can be compared with plain elimination. */
  static List<Case> small() {
    Random random = new Random(SEED);
    List<Case> cases = new ArrayList<>();
    for (int[] shape : new int[][] {{0, 0}, {0, 3}, {3, 0}, {1, 1}, {1, 4}, {4, 1}, {2, 3}}) {
      cases.add(new Case("zero", IntegerMatrix.ofSmall(shape[0], shape[1], (i, j) -> 0)));
      cases.add(new Case("random", random(random, shape[0], shape[1], 8)));
    }
    cases.add(
        new Case(
            "zero column before the first pivot",
            IntegerMatrix.of(new long[][] {{0, 0, 2, 1}, {0, 3, 4, 1}, {0, 3, 6, 2}})));
    cases.add(
        new Case(
            "repeated columns",
            IntegerMatrix.of(new long[][] {{1, 1, 2, 1, 2}, {3, 3, -1, 3, -1}, {0, 0, 5, 0, 5}})));
    cases.add(
        new Case(
            "pivots from the bottom",
            IntegerMatrix.of(new long[][] {{0, 0, 3}, {0, 2, 7}, {5, 1, 1}})));
    cases.add(new Case("identity", IntegerMatrix.identity(5)));
    for (int n = 1; n <= 8; n++) {
      cases.add(new Case("Hilbert", hilbert(n)));
    }
    for (int trial = 0; trial < 60; trial++) {
      int rows = 1 + random.nextInt(9);
      int columns = 1 + random.nextInt(9);
      int rank = random.nextInt(Math.min(rows, columns) + 1);
      cases.add(new Case("rank " + rank, product(random, rows, columns, rank, 4)));
      cases.add(new Case("dense", random(random, rows, columns, 1 + random.nextInt(90))));
      IntegerMatrix sparse = random(random, rows, columns, 2);
      cases.add(new Case("sparse", map(sparse, e -> random.nextInt(3) == 0 ? e : BigInteger.ZERO)));
    }
    cases.add(new Case("huge", random(random, 6, 6, 400)));
    cases.add(new Case("huge of rank 3", product(random, 7, 5, 3, 300)));
    // Everything vanishes modulo the first primes that are tried.
    BigInteger unlucky = BigInteger.valueOf(8_388_593).multiply(BigInteger.valueOf(8_388_587));
    BigInteger largest = BigInteger.valueOf(PrimeField.LARGEST_PRIME);
    for (int rank : new int[] {2, 5}) {
      IntegerMatrix a = product(random, 6, 5, rank, 6);
      cases.add(new Case("multiples of the first guesses", map(a, unlucky::multiply)));
      cases.add(new Case("multiples of 2^31 - 1", map(a, largest::multiply)));
      IntegerMatrix shifted =
          IntegerMatrix.of(6, 5, (i, j) -> j == 0 ? a.get(i, j).multiply(unlucky) : a.get(i, j));
      cases.add(new Case("first column vanishes modulo the first guesses", shifted));
    }
    return List.copyOf(cases);
  }
}
