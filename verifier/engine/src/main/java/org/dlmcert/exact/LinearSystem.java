package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Exact solutions of linear systems A X = B over the rationals, with evidence.
 *
 * <p>The rank profile is guessed modulo a prime, the pivot block is solved by p-adic lifting, and
 * every statement is verified exactly; a wrong guess leads to the next prime.
 */
public final class LinearSystem {
  private LinearSystem() {}

  /** What is true of a system A X = B, with the evidence for it. */
  public sealed interface Solution {}

  /**
   * The one solution.
   *
   * @param solution columns(A) × columns(B)
   * @param pivotRows rows of A that form a minor nonzero modulo {@code prime}, so that the columns
   *     of A are independent
   */
  public record Unique(RationalMatrix solution, List<Integer> pivotRows, int prime)
      implements Solution {
    public Unique {
      pivotRows = List.copyOf(pivotRows);
    }
  }

  /**
   * Many solutions: {@code particular + v} is one for every kernel vector v.
   *
   * @param particular a solution, columns(A) × columns(B), zero outside the pivot columns
   * @param kernelVector a nonzero integer vector with A v = 0
   */
  public record Underdetermined(RationalMatrix particular, List<BigInteger> kernelVector)
      implements Solution {
    public Underdetermined {
      kernelVector = List.copyOf(kernelVector);
    }
  }

  /**
   * No solution.
   *
   * @param certificate an integer row y with y A = 0 whose product with the right side's column
   *     {@code column} is not 0
   */
  public record Inconsistent(List<BigInteger> certificate, int column) implements Solution {
    public Inconsistent {
      certificate = List.copyOf(certificate);
    }
  }

  /**
   * Solves A X = B.
   *
   * @param matrix A, any shape
   * @param right B, as many rows as A
   * @throws IllegalArgumentException if the numbers of rows differ
   */
  public static Solution solve(IntegerMatrix matrix, IntegerMatrix right) {
    return solve(matrix, right, IntegerKernel.guessPrimes());
  }

  /** The same, guessing with these primes in turn. */
  static Solution solve(IntegerMatrix matrix, IntegerMatrix right, Iterable<PrimeField> primes) {
    if (matrix.rows() != right.rows()) {
      throw new IllegalArgumentException(
          "a " + matrix.shape() + " matrix with a " + right.shape() + " right side");
    }
    for (PrimeField field : primes) {
      RankProfile profile = ModularMatrix.of(field, matrix).rankProfile();
      Optional<Solution> solution = solve(matrix, right, profile, field.modulus());
      if (solution.isPresent()) {
        return solution.get();
      }
    }
    throw IntegerKernel.noPrimeLeft(matrix);
  }

  private static Optional<Solution> solve(
      IntegerMatrix matrix, IntegerMatrix right, RankProfile profile, int prime) {
    int[] rows = profile.rowIndices();
    int[] columns = profile.columnIndices();
    DixonSolver solver = DixonSolver.of(matrix.submatrix(rows, columns));
    IntegerMatrix sides = right.rows(rows).transpose();
    IntegerMatrix active = matrix.columns(columns);
    Rational[][] solution = new Rational[right.columns()][matrix.columns()];
    for (int k = 0; k < right.columns(); k++) {
      Arrays.fill(solution[k], Rational.ZERO);
      DixonSolver.Solution x = solver.solve(sides.row(k));
      IntegerMatrix product = active.times(IntegerMatrix.column(x.numerators()));
      for (int i = 0; i < matrix.rows(); i++) {
        if (!product.get(i, 0).equals(right.get(i, k).multiply(x.denominator()))) {
          return inconsistent(matrix, rows, columns, i, k);
        }
      }
      for (int j = 0; j < columns.length; j++) {
        solution[k][columns[j]] = Rational.of(x.numerators().get(j), x.denominator());
      }
    }
    RationalMatrix found =
        RationalMatrix.of(matrix.columns(), right.columns(), (i, j) -> solution[j][i]);
    if (columns.length == matrix.columns()) {
      return Optional.of(new Unique(found, profile.pivotRows(), prime));
    }
    return IntegerKernel.oneVector(matrix).map(v -> new Underdetermined(found, v));
  }

  /**
   * The left certificate of row i, which the pivot rows generate modulo the prime, with a right
   * side that they do not; empty if they do not generate the row over the rationals.
   */
  private static Optional<Solution> inconsistent(
      IntegerMatrix matrix, int[] rows, int[] columns, int i, int k) {
    DixonSolver transposed = DixonSolver.of(matrix.submatrix(rows, columns).transpose());
    DixonSolver.Solution y = transposed.solve(matrix.submatrix(new int[] {i}, columns).row(0));
    BigInteger[] certificate = new BigInteger[matrix.rows()];
    Arrays.fill(certificate, BigInteger.ZERO);
    certificate[i] = y.denominator();
    IntStream.range(0, rows.length)
        .forEach(r -> certificate[rows[r]] = y.numerators().get(r).negate());
    List<BigInteger> row = IntegerKernel.primitive(certificate);
    return IntegerKernel.isKernelVector(matrix.transpose(), row)
        ? Optional.of(new Inconsistent(row, k))
        : Optional.empty();
  }
}
