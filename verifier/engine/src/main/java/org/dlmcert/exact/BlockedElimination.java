package org.dlmcert.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.progress.Interruption;

/**
 * Gaussian elimination modulo a prime {@code p < 2^23} in {@code double} arithmetic, by panels of
 * rows: the fast way to a rank profile.
 *
 * <p><b>Method.</b> Rows are taken in panels. A panel is brought to reduced echelon form within
 * itself, by halving; its pivot columns then hold, in every later row, exactly the multiples of the
 * panel's pivot rows to be subtracted, so that the update of the later rows is one matrix product.
 * The product is done for one row and eight pivots per pass over plain arrays, which the JIT
 * compiler turns into vector code (a loop that writes two rows is not vectorized on JDK 17). Pivot
 * columns are swapped to the front, and dropped, as they are found. O(rows · columns · rank)
 * operations.
 *
 * <p><b>Exactness.</b> Every {@code double} is an integer of absolute value below 2^53, where
 * {@code double} arithmetic is exact. Let {@code h = p/2 + p/2^20}, less than 2^22 + 8.
 *
 * <ul>
 *   <li><i>Accumulation</i>: between reductions an entry takes at most {@link #DELAY} products of
 *       two reduced integers, so |x| and all partial sums are at most {@code h + 480 h²}, below 481
 *       · (2^22 + 8)² &lt; 2^53. Since {@code h ≤ 1 + p/2}, also |x|/p &lt; 481 h²/p + 1 &lt; 2^31.
 *   <li><i>Reduction</i>: {@code x · (1/p)}, two roundings of relative error 2^-53 each, differs
 *       from x/p by less than 2^31 · 2^-51 = 2^-20. Adding and subtracting 1.5 · 2^52 rounds it to
 *       an integer q, so that |x - q p| is at most {@code p/2 + p/2^20}; the fused operation
 *       returns this integer exactly.
 *   <li><i>Zero test</i>: a reduced entry is below p in absolute value (for p = 2 and 3 too), so it
 *       is 0 modulo p only if it is 0.
 *   <li><i>Scaling</i> a pivot row multiplies reduced entries by a residue of absolute value at
 *       most p/2, and reduces: again below h².
 * </ul>
 *
 * Delayed reduction and balanced residues: J.-G. Dumas, P. Giorgi and C. Pernet, Dense linear
 * algebra over word-size prime fields: the FFLAS and FFPACK packages, 2008.
 */
final class BlockedElimination {
  /** Primes must be below this. */
  static final int MODULUS_BOUND = 1 << 23;

  /** Products an entry may take between two reductions; see the bound above. */
  static final int DELAY = 480;

  private static final int PANEL = 64;
  private static final int TILE = 256;
  private static final int ROWS = 8;
  private static final double ROUND = 0x1.8p52;

  private final PrimeField field;
  private final double p;
  private final double inverse;
  private final int columns;
  private final double[][] rows;
  private final int[] columnAt; // original index of the column now at a position
  private final List<Integer> pivotRows = new ArrayList<>();
  private int rank;
  private final double[][] factors = new double[ROWS][PANEL];

  private BlockedElimination(ModularMatrix matrix) {
    this.field = matrix.field();
    this.p = field.modulus();
    this.inverse = 1 / p;
    this.columns = matrix.columns();
    this.rows = new double[matrix.rows()][columns];
    for (int i = 0; i < rows.length; i++) {
      matrix.symmetricRow(i, rows[i]);
    }
    this.columnAt = new int[columns];
    Arrays.setAll(columnAt, j -> j);
  }

  /**
   * The rank profile of {@code matrix}.
   *
   * @throws IllegalArgumentException if the prime is 2^23 or more
   */
  static RankProfile rankProfile(ModularMatrix matrix) {
    if (matrix.field().modulus() >= MODULUS_BOUND) {
      throw new IllegalArgumentException(
          "prime " + matrix.field().modulus() + " is not below " + MODULUS_BOUND);
    }
    return new BlockedElimination(matrix).eliminate();
  }

  private RankProfile eliminate() {
    int pending = 0; // products that entries of later rows have taken since their last reduction
    for (int from = 0; from < rows.length && rank < columns; from += PANEL) {
      Interruption.check();
      int to = Math.min(rows.length, from + PANEL);
      for (int i = from; i < to; i++) {
        reduce(rows[i], rank, columns);
      }
      int first = rank;
      List<double[]> pivots = echelon(from, to);
      if (pivots.isEmpty() || to == rows.length) {
        continue;
      }
      pending += pivots.size();
      subtract(rows, to, rows.length, pivots, first);
      if (pending + PANEL > DELAY) {
        for (int i = to; i < rows.length; i++) {
          reduce(rows[i], rank, columns);
        }
        pending = 0;
      }
    }
    return new RankProfile(pivotRows, Arrays.stream(columnAt, 0, rank).boxed().toList());
  }

  /**
   * Brings the rows from..to-1, whose entries are reduced, to reduced echelon form; returns the
   * pivot rows, whose pivots are at the positions from the old rank to the new.
   */
  private List<double[]> echelon(int from, int to) {
    int first = rank;
    List<double[]> pivots = new ArrayList<>();
    if (to - from == 1) {
      if (findPivot(from)) {
        pivots.add(rows[from]);
      }
      return pivots;
    }
    int middle = (from + to) >>> 1;
    List<double[]> upper = echelon(from, middle);
    if (rank == columns) {
      return upper;
    }
    int second = rank;
    if (!upper.isEmpty()) {
      subtract(rows, middle, to, upper, first);
      for (int i = middle; i < to; i++) {
        reduce(rows[i], second, columns);
      }
    }
    List<double[]> lower = echelon(middle, to);
    if (!lower.isEmpty()) {
      double[][] upperRows = upper.toArray(double[][]::new);
      subtract(upperRows, 0, upperRows.length, lower, second);
      for (double[] row : upperRows) {
        reduce(row, rank, columns);
      }
    }
    pivots.addAll(upper);
    pivots.addAll(lower);
    return pivots;
  }

  /** Makes the first nonzero column of row i, in the original order, a pivot equal to 1. */
  private boolean findPivot(int i) {
    double[] row = rows[i];
    int best = -1;
    for (int j = rank; j < columns; j++) {
      if (row[j] != 0 && (best < 0 || columnAt[j] < columnAt[best])) {
        best = j;
      }
    }
    if (best < 0) {
      return false;
    }
    if (best != rank) {
      swapColumns(best, rank);
    }
    double factor = field.symmetric(field.inverse(field.reduce((long) row[rank])));
    for (int j = rank; j < columns; j++) {
      row[j] *= factor;
    }
    reduce(row, rank, columns);
    pivotRows.add(i);
    rank++;
    return true;
  }

  private void swapColumns(int a, int b) {
    int index = columnAt[a];
    columnAt[a] = columnAt[b];
    columnAt[b] = index;
    for (double[] row : rows) {
      double entry = row[a];
      row[a] = row[b];
      row[b] = entry;
    }
  }

  /**
   * Subtracts from each target row the multiples of the pivot rows that its entries at the pivots'
   * positions name, over the positions from {@code rank} on; a few rows and a tile of columns at a
   * time, so that what is read again is in the nearest cache.
   */
  private void subtract(
      double[][] targets, int from, int to, List<double[]> pivots, int firstPivot) {
    double[][] b = pivots.toArray(double[][]::new);
    int count = b.length;
    for (int block = from; block < to; block += ROWS) {
      int end = Math.min(to, block + ROWS);
      for (int i = block; i < end; i++) {
        for (int k = 0; k < count; k++) {
          factors[i - block][k] = -balanced(targets[i][firstPivot + k]);
        }
      }
      for (int tile = rank; tile < columns; tile += TILE) {
        int stop = Math.min(columns, tile + TILE);
        int k = 0;
        for (; k + 8 <= count; k += 8) {
          for (int i = block; i < end; i++) {
            addEight(targets[i], b, factors[i - block], k, tile, stop);
          }
        }
        for (; k < count; k++) {
          for (int i = block; i < end; i++) {
            addOne(targets[i], b[k], factors[i - block][k], tile, stop);
          }
        }
      }
    }
  }

  private static void addEight(double[] c, double[][] b, double[] f, int k, int from, int to) {
    double[] b0 = b[k];
    double[] b1 = b[k + 1];
    double[] b2 = b[k + 2];
    double[] b3 = b[k + 3];
    double[] b4 = b[k + 4];
    double[] b5 = b[k + 5];
    double[] b6 = b[k + 6];
    double[] b7 = b[k + 7];
    double f0 = f[k];
    double f1 = f[k + 1];
    double f2 = f[k + 2];
    double f3 = f[k + 3];
    double f4 = f[k + 4];
    double f5 = f[k + 5];
    double f6 = f[k + 6];
    double f7 = f[k + 7];
    for (int j = from; j < to; j++) {
      double x = Math.fma(f3, b3[j], Math.fma(f2, b2[j], Math.fma(f1, b1[j], f0 * b0[j])));
      double y = Math.fma(f6, b6[j], Math.fma(f5, b5[j], Math.fma(f4, b4[j], c[j])));
      c[j] = Math.fma(f7, b7[j], x) + y;
    }
  }

  private static void addOne(double[] c, double[] b, double factor, int from, int to) {
    for (int j = from; j < to; j++) {
      c[j] = Math.fma(factor, b[j], c[j]);
    }
  }

  private double balanced(double x) {
    double q = (x * inverse + ROUND) - ROUND;
    return Math.fma(-q, p, x);
  }

  private void reduce(double[] row, int from, int to) {
    double minusP = -p;
    double inv = inverse;
    for (int j = from; j < to; j++) {
      double x = row[j];
      double q = (x * inv + ROUND) - ROUND;
      row[j] = Math.fma(q, minusP, x);
    }
  }
}
