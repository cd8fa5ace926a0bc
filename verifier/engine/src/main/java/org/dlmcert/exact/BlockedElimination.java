package org.dlmcert.exact;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.progress.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * Gaussian elimination modulo a prime {@code p < 2^23} in {@code double} arithmetic, by halves of
 * the rows: the fast way to a rank profile.
 *
 * <p><b>Method.</b> The upper half of the rows is eliminated, its pivot rows are subtracted from
 * the lower half as matrix products, then the lower half is eliminated; so nearly all work is in
 * products with many pivots. Few rows are a {@link Panel}: they are brought to reduced echelon form
 * within themselves, again by halving. The pivot columns of a panel then hold, in every later row,
 * exactly the multiples of its pivot rows to be subtracted. Pivot columns are swapped to the front,
 * and dropped, as they are found; what a later row holds there becomes those multiples. O(rows ·
 * columns · rank) operations.
 *
 * <p><b>Exactness.</b> Every {@code double} is an integer of absolute value below 2^53: before and
 * after each call of {@code subtract} all entries are reduced, and in one call an entry takes at
 * most {@link BalancedRows#PRODUCTS} products, which {@link BalancedRows} allows. A reduced entry
 * is 0 modulo p only if it is 0. Scaling a pivot row multiplies reduced entries by a residue of
 * absolute value at most p/2, and reduces.
 *
 * <p>Delayed reduction and balanced residues: J.-G. Dumas, P. Giorgi and C. Pernet, Dense linear
 * algebra over word-size prime fields: the FFLAS and FFPACK packages, 2008.
 */
final class BlockedElimination {
  /** Primes must be below this. */
  static final int MODULUS_BOUND = 1 << 23;

  private static final int PANEL = 64;
  private static final int ROWS = 16;

  private final PrimeField field;
  private final BalancedRows arithmetic;
  private final int columns;
  private final double[][] rows;
  private final int[] columnAt; // original index of the column now at a position
  private final List<Panel> panels = new ArrayList<>();
  private final List<Integer> pivotRows = new ArrayList<>();
  private int rank;
  private @Nullable PackedProduct packed; // from the first large product on

  /**
   * Pivot rows in reduced echelon form, at most 64; the k-th has its pivot, 1, at position {@code
   * first + k}, where the others hold 0 (which is not written down: nobody reads it).
   */
  private record Panel(int first, List<double[]> pivots) {
    private int end() {
      return first + pivots.size();
    }
  }

  /** Writes row {@code row}: in each place the integer of least absolute value with its residue. */
  @FunctionalInterface
  private interface Source {
    void write(int row, double[] target);
  }

  private BlockedElimination(PrimeField field, int height, int columns, Source source) {
    if (field.modulus() >= MODULUS_BOUND) {
      throw new IllegalArgumentException(
          "prime " + field.modulus() + " is not below " + MODULUS_BOUND);
    }
    this.field = field;
    this.arithmetic = new BalancedRows(field.modulus());
    this.columns = columns;
    this.rows = new double[height][columns];
    for (int i = 0; i < rows.length; i++) {
      source.write(i, rows[i]);
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
    return new BlockedElimination(
            matrix.field(), matrix.rows(), matrix.columns(), matrix::symmetricRow)
        .profile();
  }

  /**
   * The rank profile of {@code matrix} modulo a prime, without a matrix of residues in between.
   *
   * @throws IllegalArgumentException if the prime is 2^23 or more
   */
  static RankProfile rankProfile(PrimeField field, IntegerMatrix matrix) {
    return new BlockedElimination(
            field,
            matrix.rows(),
            matrix.columns(),
            (i, target) -> ModularMatrix.symmetricRow(field, matrix, i, target))
        .profile();
  }

  private RankProfile profile() {
    eliminate(0, rows.length);
    return new RankProfile(pivotRows, Arrays.stream(columnAt, 0, rank).boxed().toList());
  }

  /** Finds the pivots of the rows from..to-1, from which all earlier pivots are subtracted. */
  private void eliminate(int from, int to) {
    if (rank == columns) {
      return;
    }
    if (to - from <= PANEL) {
      if (from < to) {
        panels.add(echelon(from, to));
      }
      return;
    }
    int middle = from + Integer.highestOneBit(to - from - 1);
    int known = panels.size();
    eliminate(from, middle);
    while (known < panels.size() && rank < columns) {
      int next = known + 1;
      int count = panels.get(known).pivots().size();
      while (next < panels.size()
          && count + panels.get(next).pivots().size() <= BalancedRows.PRODUCTS) {
        count += panels.get(next).pivots().size();
        next++;
      }
      subtract(rows, middle, to, panels.subList(known, next));
      known = next;
    }
    eliminate(middle, to);
  }

  /**
   * The reduced echelon form of the rows from..to-1, from which all earlier pivots are subtracted.
   */
  private Panel echelon(int from, int to) {
    int first = rank;
    if (to - from == 1) {
      return new Panel(first, findPivot(from) ? List.of(rows[from]) : List.of());
    }
    int middle = (from + to) >>> 1;
    Panel upper = echelon(from, middle);
    if (rank == columns) {
      return upper;
    }
    subtract(rows, middle, to, List.of(upper));
    Panel lower = echelon(middle, to);
    double[][] above = upper.pivots().toArray(double[][]::new);
    subtract(above, 0, above.length, List.of(lower));
    List<double[]> pivots = new ArrayList<>(upper.pivots());
    pivots.addAll(lower.pivots());
    return new Panel(first, pivots);
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
    arithmetic.reduce(row, rank, columns);
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
   * positions name, over the positions behind them; the panels follow one another and have at most
   * {@link BalancedRows#PRODUCTS} pivots together.
   */
  private void subtract(double[][] targets, int from, int to, List<Panel> group) {
    int first = group.get(0).first();
    int end = group.get(group.size() - 1).end();
    if (first == end) {
      return;
    }
    double[][] pivots =
        group.stream().flatMap(panel -> panel.pivots().stream()).toArray(double[][]::new);
    for (Panel panel : group) {
      for (int i = from; i < to; i++) {
        BalancedRows.negate(targets[i], panel.first(), panel.end());
      }
      if (panel.end() < end) { // what later panels are multiplied by, this one changes
        double[][] own = panel.pivots().toArray(double[][]::new);
        add(targets, from, to, panel.first(), own, panel.end(), end);
      }
    }
    add(targets, from, to, first, pivots, end, columns);
  }

  /**
   * Adds, over the positions begin..end-1, the multiples of pivot rows held from {@code first}, and
   * reduces. A tile of columns at a time, so that what is read again is in the nearest caches.
   */
  private void add(
      double[][] targets, int from, int to, int first, double[][] pivots, int begin, int end) {
    @Nullable PackedProduct copies = to - from < PackedProduct.LEAST_ROWS ? null : copies();
    for (int tile = begin; tile < end; tile += PackedProduct.TILE) {
      Interruption.check();
      int tileEnd = Math.min(end, tile + PackedProduct.TILE);
      if (copies == null) {
        addInPlace(targets, from, to, first, pivots, tile, tileEnd);
      } else {
        copies.add(targets, from, to, first, pivots, tile, tileEnd);
      }
    }
  }

  private PackedProduct copies() {
    PackedProduct made = packed == null ? new PackedProduct(arithmetic) : packed;
    packed = made;
    return made;
  }

  /** The same for a tile of few rows, a few of them at a time. */
  private void addInPlace(
      double[][] targets, int from, int to, int first, double[][] pivots, int begin, int end) {
    for (int i = from; i < to; i += ROWS) {
      int last = Math.min(to, i + ROWS);
      BalancedRows.addMultiples(
          targets, i, last, targets, first, pivots, pivots.length, begin, end);
      for (int r = i; r < last; r++) {
        arithmetic.reduce(targets[r], begin, end);
      }
    }
  }
}
