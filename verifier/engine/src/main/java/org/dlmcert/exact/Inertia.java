package org.dlmcert.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The exact inertia of a symmetric rational matrix: how many of its eigenvalues are positive,
 * negative and zero (Sylvester's law of inertia, 1852).
 *
 * <p>The matrix, times a positive common denominator, is brought to LDLᵀ form with symmetric
 * pivoting, in integers: after k steps every entry is a minor of order k + 1 (Bareiss 1968). Where
 * the diagonal of what is left vanishes, an entry b off it is a pivot block [[0, b], [b, 0]] of one
 * positive and one negative eigenvalue (Bunch and Parlett 1971). O(n³) multiplications of integers
 * as long as a minor.
 *
 * @param positive the number of positive eigenvalues
 * @param negative the number of negative eigenvalues
 * @param zero the dimension of the kernel
 * @param negativeDirection if there is a negative eigenvalue, a vector d with dᵀ H d &lt; 0, which
 *     has been computed exactly
 */
public record Inertia(
    int positive, int negative, int zero, Optional<List<Rational>> negativeDirection) {
  public Inertia {
    negativeDirection = negativeDirection.map(List::copyOf);
  }

  /**
   * The inertia of a matrix.
   *
   * @param matrix n×n
   * @throws IllegalArgumentException if it is not symmetric
   */
  public static Inertia of(RationalMatrix matrix) {
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < i && matrix.rows() == matrix.columns(); j++) {
        if (!matrix.get(i, j).equals(matrix.get(j, i))) {
          throw new IllegalArgumentException(
              "a symmetric matrix expected, entries " + i + ", " + j + " differ");
        }
      }
    }
    if (matrix.rows() != matrix.columns()) {
      throw new IllegalArgumentException("a symmetric matrix expected, got " + matrix.shape());
    }
    return new Elimination(matrix).run();
  }

  /** The quadratic form dᵀ H d. */
  public static Rational quadraticForm(RationalMatrix matrix, List<Rational> vector) {
    Rational sum = Rational.ZERO;
    for (int i = 0; i < matrix.rows(); i++) {
      if (!vector.get(i).isZero()) {
        Rational row = Rational.ZERO;
        for (int j = 0; j < matrix.columns(); j++) {
          if (!vector.get(j).isZero()) {
            row = row.plus(matrix.get(i, j).times(vector.get(j)));
          }
        }
        sum = sum.plus(vector.get(i).times(row));
      }
    }
    return sum;
  }

  private static final class Elimination {
    private final RationalMatrix original;
    private final IntegerMatrix scaled;
    private final BigInteger[][] work; // previous · (Schur complement), on the remaining indices
    private final List<Integer> remaining;
    private final List<Integer> eliminated = new ArrayList<>();
    private BigInteger previous = BigInteger.ONE; // the minor of the eliminated indices
    private int positive;
    private int negative;
    private Optional<List<Rational>> direction = Optional.empty();

    Elimination(RationalMatrix matrix) {
      original = matrix;
      scaled = matrix.clear().matrix();
      int n = matrix.rows();
      work = new BigInteger[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          work[i][j] = scaled.get(i, j);
        }
      }
      remaining = new ArrayList<>(IntStream.range(0, n).boxed().toList());
    }

    Inertia run() {
      while (true) {
        Optional<Integer> pivot = diagonalPivot();
        if (pivot.isPresent()) {
          eliminate(pivot.get());
          continue;
        }
        Optional<int[]> block = offDiagonalPivot();
        if (block.isEmpty()) {
          return new Inertia(positive, negative, remaining.size(), direction);
        }
        eliminate(block.get()[0], block.get()[1]);
      }
    }

    /** A nonzero diagonal entry; a negative eigenvalue rather than a positive one, then a short. */
    private Optional<Integer> diagonalPivot() {
      Optional<Integer> best = Optional.empty();
      for (int i : remaining) {
        if (work[i][i].signum() != 0 && (best.isEmpty() || isBetter(i, best.get()))) {
          best = Optional.of(i);
        }
      }
      return best;
    }

    private boolean isBetter(int i, int than) {
      int sign = work[i][i].signum() * previous.signum();
      int other = work[than][than].signum() * previous.signum();
      return sign != other ? sign < other : work[i][i].bitLength() < work[than][than].bitLength();
    }

    private Optional<int[]> offDiagonalPivot() {
      for (int i : remaining) {
        for (int j : remaining) {
          if (j > i && work[i][j].signum() != 0) {
            return Optional.of(new int[] {i, j});
          }
        }
      }
      return Optional.empty();
    }

    private void eliminate(int pivot) {
      BigInteger p = work[pivot][pivot];
      if (p.signum() * previous.signum() > 0) {
        positive++;
      } else {
        negative++;
        found(pivot, Rational.ONE, pivot, Rational.ZERO);
      }
      remaining.remove(Integer.valueOf(pivot));
      for (int i : remaining) {
        for (int j : remaining) {
          if (j >= i) {
            set(
                i,
                j,
                work[i][j]
                    .multiply(p)
                    .subtract(work[i][pivot].multiply(work[pivot][j]))
                    .divide(previous));
          }
        }
      }
      previous = p;
      eliminated.add(pivot);
    }

    /** Eliminates the block [[0, b], [b, 0]]; the entries left are minors of two orders more. */
    private void eliminate(int first, int second) {
      BigInteger b = work[first][second];
      positive++;
      negative++;
      // On the Schur complement b/previous, e_first ∓ e_second gives ∓2·b/previous.
      found(first, Rational.ONE, second, Rational.of(-b.signum() * previous.signum()));
      remaining.remove(Integer.valueOf(first));
      remaining.remove(Integer.valueOf(second));
      BigInteger square = previous.multiply(previous);
      for (int i : remaining) {
        for (int j : remaining) {
          if (j >= i) {
            BigInteger crossed =
                work[i][first]
                    .multiply(work[second][j])
                    .add(work[i][second].multiply(work[first][j]));
            set(i, j, b.multiply(crossed.subtract(b.multiply(work[i][j]))).divide(square));
          }
        }
      }
      previous = b.multiply(b).negate().divide(previous);
      eliminated.add(first);
      eliminated.add(second);
    }

    private void set(int i, int j, BigInteger value) {
      work[i][j] = value;
      work[j][i] = value;
    }

    /**
     * Keeps the first direction in which the form is negative: z on the remaining indices is
     * continued to the eliminated ones, A_PP y = -A_PR z, which gives the form of the Schur
     * complement at z.
     */
    private void found(int i, Rational zi, int j, Rational zj) {
      if (direction.isPresent()) {
        return;
      }
      int n = work.length;
      int[] rows = eliminated.stream().mapToInt(Integer::intValue).toArray();
      Rational[] vector = new Rational[n];
      Arrays.fill(vector, Rational.ZERO);
      vector[j] = zj;
      vector[i] = zi;
      if (rows.length > 0) {
        BigInteger a = zi.numerator();
        BigInteger b = i == j ? BigInteger.ZERO : zj.numerator();
        IntegerMatrix right =
            IntegerMatrix.of(
                rows.length,
                1,
                (r, c) ->
                    scaled
                        .get(rows[r], i)
                        .multiply(a)
                        .add(scaled.get(rows[r], j).multiply(b))
                        .negate());
        if (!(LinearSystem.solve(scaled.submatrix(rows, rows), right)
            instanceof LinearSystem.Unique y)) {
          throw new IllegalStateException("a nonzero minor has dependent columns");
        }
        for (int r = 0; r < rows.length; r++) {
          vector[rows[r]] = y.solution().get(r, 0);
        }
      }
      List<Rational> found = List.of(vector);
      if (quadraticForm(original, found).signum() >= 0) {
        throw new IllegalStateException("a direction of negative curvature that is not negative");
      }
      direction = Optional.of(found);
    }
  }
}
