package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Exact bases of the right kernel {v : A v = 0} of an integer matrix.
 *
 * <p>The rank profile is guessed modulo a prime below 2^23; the vectors that it promises are solved
 * for by p-adic lifting and verified exactly. If all of them are kernel vectors, the rank is at
 * most the guess; it is never less, so the guess was right. Otherwise the next prime is taken.
 */
public final class IntegerKernel {
  /**
   * Matrices with at most this many rows or columns are eliminated fraction-free. Measured for n
   * rows of 8-bit entries: with n + 2 columns fraction-free elimination takes 0.45 ms and lifting
   * 0.62 ms at n = 20, and 1.8 ms against 1.2 ms at n = 30; with 4 n columns elimination still
   * takes half the time of lifting there.
   */
  static final int BAREISS_SIZE = 24;

  private static final int GUESS_BOUND = BlockedElimination.MODULUS_BOUND;

  private IntegerKernel() {}

  /** The primes with which ranks and rank profiles are guessed, below 2^23. */
  static Iterable<PrimeField> guessPrimes() {
    return PrimeField.descendingFrom(GUESS_BOUND);
  }

  /**
   * The basis in reduced echelon style, as the rows of a (columns - rank) × columns matrix: one
   * vector for every column f without a pivot, which is zero at all other such columns and at all
   * columns after f, primitive (the gcd of its entries is 1) and with its first nonzero entry
   * positive. A zero column gives a unit vector.
   */
  public static IntegerMatrix basis(IntegerMatrix matrix) {
    return Math.min(matrix.rows(), matrix.columns()) <= BAREISS_SIZE
        ? Bareiss.eliminate(matrix).kernel()
        : basisByLifting(matrix, guessPrimes());
  }

  /**
   * One nonzero primitive vector of the kernel, its first nonzero entry positive; empty exactly if
   * the columns are independent.
   */
  public static Optional<List<BigInteger>> oneVector(IntegerMatrix matrix) {
    for (PrimeField field : guessPrimes()) {
      RankProfile profile = ModularMatrix.rankProfile(field, matrix);
      if (profile.rank() == matrix.columns()) {
        return Optional.empty(); // independent modulo a prime, so independent
      }
      int[] free = profile.freeColumns(matrix.columns());
      List<BigInteger> vector = new PivotBlock(matrix, profile).vectors(new int[] {free[0]}).get(0);
      if (isKernelVector(matrix, vector)) {
        return Optional.of(vector);
      }
    }
    throw noPrimeLeft(matrix);
  }

  /** {@link #basis} by p-adic lifting, whatever the size, guessing with these primes in turn. */
  static IntegerMatrix basisByLifting(IntegerMatrix matrix, Iterable<PrimeField> primes) {
    for (PrimeField field : primes) {
      RankProfile profile = ModularMatrix.rankProfile(field, matrix);
      Optional<IntegerMatrix> basis = basis(matrix, profile);
      if (basis.isPresent()) {
        return basis.get();
      }
    }
    throw noPrimeLeft(matrix);
  }

  /** The basis, unless the profile (whose minor is nonzero) is not that over the rationals. */
  static Optional<IntegerMatrix> basis(IntegerMatrix matrix, RankProfile profile) {
    int columns = matrix.columns();
    int[] free = profile.freeColumns(columns);
    List<List<BigInteger>> vectors =
        free.length == 0 ? List.of() : new PivotBlock(matrix, profile).vectors(free);
    for (int k = 0; k < free.length; k++) {
      List<BigInteger> vector = vectors.get(k);
      // An entry after the free column means that a later column is not a pivot over the rationals.
      boolean echelon = vector.stream().skip(free[k] + 1L).allMatch(e -> e.signum() == 0);
      if (!echelon || !isKernelVector(matrix, vector)) {
        return Optional.empty();
      }
    }
    return Optional.of(IntegerMatrix.ofRows(columns, vectors));
  }

  /** Whether A v = 0, exactly. */
  static boolean isKernelVector(IntegerMatrix matrix, List<BigInteger> vector) {
    int[] support = new int[vector.size()];
    int size = 0;
    for (int j = 0; j < support.length; j++) {
      if (vector.get(j).signum() != 0) {
        support[size++] = j;
      }
    }
    for (int i = 0; i < matrix.rows(); i++) {
      BigInteger sum = BigInteger.ZERO;
      for (int k = 0; k < size; k++) {
        sum = sum.add(matrix.get(i, support[k]).multiply(vector.get(support[k])));
      }
      if (sum.signum() != 0) {
        return false;
      }
    }
    return true;
  }

  /** The vector divided by the gcd of its entries, the first nonzero one made positive. */
  static List<BigInteger> primitive(BigInteger[] vector) {
    List<BigInteger> primitive = IntegerVectors.primitive(List.of(vector));
    int sign =
        Arrays.stream(vector)
            .mapToInt(BigInteger::signum)
            .filter(s -> s != 0)
            .findFirst()
            .orElse(0);
    return sign < 0 ? primitive.stream().map(BigInteger::negate).toList() : primitive;
  }

  static IllegalStateException noPrimeLeft(IntegerMatrix matrix) {
    return new IllegalStateException("every prime was unlucky for a " + matrix.shape() + " matrix");
  }

  /** The pivot rows and columns of a matrix, which form a nonsingular block. */
  private static final class PivotBlock {
    private final IntegerMatrix matrix;
    private final int[] rows;
    private final int[] columns;
    private final DixonSolver solver;

    PivotBlock(IntegerMatrix matrix, RankProfile profile) {
      this.matrix = matrix;
      this.rows = profile.rowIndices();
      this.columns = profile.columnIndices();
      this.solver = DixonSolver.of(matrix.submatrix(rows, columns));
    }

    /** For each free column the vector supported on it and the pivots that kills the pivot rows. */
    List<List<BigInteger>> vectors(int[] free) {
      IntegerMatrix right = matrix.submatrix(rows, free);
      List<List<BigInteger>> vectors = new ArrayList<>();
      if (free.length <= rows.length) {
        IntegerMatrix sides = right.transpose();
        for (int k = 0; k < free.length; k++) {
          DixonSolver.Solution x = solver.solve(sides.row(k));
          vectors.add(vector(free[k], x.numerators(), x.denominator()));
        }
        return vectors;
      }
      // More right sides than unknowns: the exact inverse serves them all.
      ScaledInverse inverse = ScaledInverse.of(solver, rows.length);
      IntegerMatrix products = inverse.numerators().times(right).transpose();
      for (int k = 0; k < free.length; k++) {
        vectors.add(vector(free[k], products.row(k), inverse.denominator()));
      }
      return vectors;
    }

    private List<BigInteger> vector(int free, List<BigInteger> numerators, BigInteger denominator) {
      BigInteger[] vector = new BigInteger[matrix.columns()];
      Arrays.fill(vector, BigInteger.ZERO);
      vector[free] = denominator;
      for (int k = 0; k < columns.length; k++) {
        vector[columns[k]] = numerators.get(k).negate();
      }
      return primitive(vector);
    }
  }

  /** The inverse of a nonsingular block as numerators over one denominator. */
  private record ScaledInverse(IntegerMatrix numerators, BigInteger denominator) {
    static ScaledInverse of(DixonSolver solver, int n) {
      List<DixonSolver.Solution> columns = new ArrayList<>();
      IntegerMatrix identity = IntegerMatrix.identity(n);
      for (int j = 0; j < n; j++) {
        columns.add(solver.solve(identity.row(j)));
      }
      BigInteger denominator =
          IntegerVectors.leastCommonMultiple(
              columns.stream().map(DixonSolver.Solution::denominator).toList());
      List<BigInteger> factors =
          columns.stream().map(c -> denominator.divide(c.denominator())).toList();
      return new ScaledInverse(
          IntegerMatrix.of(
              n, n, (i, j) -> columns.get(j).numerators().get(i).multiply(factors.get(j))),
          denominator);
    }
  }
}
