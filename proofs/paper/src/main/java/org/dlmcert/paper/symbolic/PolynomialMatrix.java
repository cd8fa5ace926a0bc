package org.dlmcert.paper.symbolic;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** An immutable rows × columns matrix of polynomials; either dimension may be 0. */
public final class PolynomialMatrix {
  /** More columns than this are not expanded: an expansion looks at every set of columns. */
  private static final int MOST_COLUMNS = 12;

  private final int rows;
  private final int columns;
  private final RationalPolynomial[] entries; // row-major, never shared

  private PolynomialMatrix(int rows, int columns, RationalPolynomial[] entries) {
    this.rows = rows;
    this.columns = columns;
    this.entries = entries;
  }

  /** Computes one entry. */
  @FunctionalInterface
  public interface Entry {
    RationalPolynomial at(int row, int column);
  }

  /** The rows × columns matrix with the given entries. */
  public static PolynomialMatrix of(int rows, int columns, Entry entry) {
    RationalPolynomial[] all = new RationalPolynomial[Math.multiplyExact(rows, columns)];
    for (int k = 0; k < all.length; k++) {
      all[k] = entry.at(k / columns, k % columns);
    }
    return new PolynomialMatrix(rows, columns, all);
  }

  /** The same matrix, of constants. */
  public static PolynomialMatrix of(RationalMatrix matrix) {
    return of(matrix.rows(), matrix.columns(), (i, j) -> RationalPolynomial.of(matrix.get(i, j)));
  }

  /**
   * A matrix of variables, {@code x_11, x_12, …} by row and column counted from 1; from ten rows or
   * columns on, {@code x_1,12}.
   */
  public static PolynomialMatrix ofVariables(String name, int rows, int columns) {
    String between = rows > 9 || columns > 9 ? "," : "";
    return of(
        rows,
        columns,
        (i, j) -> RationalPolynomial.variable(name + "_" + (i + 1) + between + (j + 1)));
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  public RationalPolynomial get(int row, int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + " of " + columns);
    }
    return entries[row * columns + column];
  }

  /** The shape in words, such as {@code 3×4}. */
  public String shape() {
    return rows + "×" + columns;
  }

  public PolynomialMatrix transpose() {
    return of(columns, rows, (i, j) -> get(j, i));
  }

  /** The submatrix of the given rows, in the given order. */
  public PolynomialMatrix rows(int... rowIndices) {
    return of(rowIndices.length, columns, (i, j) -> get(rowIndices[i], j));
  }

  /** The submatrix of the given columns, in the given order. */
  public PolynomialMatrix columns(int... columnIndices) {
    return of(rows, columnIndices.length, (i, j) -> get(i, columnIndices[j]));
  }

  public PolynomialMatrix plus(PolynomialMatrix other) {
    requireSameShape(other);
    return of(rows, columns, (i, j) -> get(i, j).plus(other.get(i, j)));
  }

  public PolynomialMatrix minus(PolynomialMatrix other) {
    requireSameShape(other);
    return of(rows, columns, (i, j) -> get(i, j).minus(other.get(i, j)));
  }

  /** The product, of shape {@code rows() × other.columns()}. */
  public PolynomialMatrix times(PolynomialMatrix other) {
    if (columns != other.rows) {
      throw new IllegalArgumentException("product of " + shape() + " and " + other.shape());
    }
    return of(
        rows,
        other.columns,
        (i, j) ->
            RationalPolynomial.sum(
                IntStream.range(0, columns)
                    .mapToObj(k -> get(i, k).times(other.get(k, j)))
                    .toList()));
  }

  /** The entrywise product of matrices of one shape. */
  public PolynomialMatrix entrywise(PolynomialMatrix other) {
    requireSameShape(other);
    return of(rows, columns, (i, j) -> get(i, j).times(other.get(i, j)));
  }

  /** The Khatri–Rao product: column n is the Kronecker product of both columns n. */
  public PolynomialMatrix khatriRao(PolynomialMatrix other) {
    if (columns != other.columns) {
      throw new IllegalArgumentException(
          "Khatri-Rao product of " + shape() + " and " + other.shape());
    }
    return of(
        rows * other.rows,
        columns,
        (r, n) -> get(r / other.rows, n).times(other.get(r % other.rows, n)));
  }

  /** With a function applied to every entry. */
  public PolynomialMatrix map(UnaryOperator<RationalPolynomial> function) {
    return of(rows, columns, (i, j) -> function.apply(get(i, j)));
  }

  /** The matrix at a point that gives a value to every variable. */
  public RationalMatrix value(Map<String, Rational> point) {
    return RationalMatrix.of(rows, columns, (i, j) -> get(i, j).value(point));
  }

  public boolean isZero() {
    return Arrays.stream(entries).allMatch(RationalPolynomial::isZero);
  }

  /**
   * The determinant, by Laplace expansion: the minors of the first k rows for every k and every set
   * of k columns, so without any division.
   *
   * @throws IllegalArgumentException if this is not square, or of more than 12 columns
   */
  public RationalPolynomial determinant() {
    if (rows != columns || columns > MOST_COLUMNS) {
      throw new IllegalArgumentException("determinant of a " + shape() + " matrix");
    }
    Map<Integer, RationalPolynomial> minors = Map.of(0, RationalPolynomial.ONE);
    for (int i = 0; i < rows; i++) {
      Map<Integer, List<RationalPolynomial>> summands = new HashMap<>();
      for (Map.Entry<Integer, RationalPolynomial> minor : minors.entrySet()) {
        int chosen = minor.getKey();
        for (int j = 0; j < columns; j++) {
          if ((chosen & 1 << j) == 0 && !get(i, j).isZero()) {
            RationalPolynomial product = get(i, j).times(minor.getValue());
            boolean odd = Integer.bitCount(chosen >>> j) % 2 == 1;
            summands
                .computeIfAbsent(chosen | 1 << j, set -> new ArrayList<>())
                .add(odd ? product.negate() : product);
          }
        }
      }
      Map<Integer, RationalPolynomial> larger = new HashMap<>();
      summands.forEach((set, all) -> larger.put(set, RationalPolynomial.sum(all)));
      minors = larger;
    }
    return minors.getOrDefault((1 << columns) - 1, RationalPolynomial.ZERO);
  }

  /**
   * A maximal minor of a matrix with at least as many rows as columns.
   *
   * @param chosen the rows, increasing, as many as there are columns
   */
  public record Minor(List<Integer> chosen, RationalPolynomial value) {
    public Minor {
      chosen = List.copyOf(chosen);
    }
  }

  /** All minors of {@code columns()} rows; none if there are fewer rows. */
  public List<Minor> maximalMinors() {
    List<Minor> all = new ArrayList<>();
    collect(new ArrayList<>(), 0, all);
    return all;
  }

  private void collect(List<Integer> chosen, int next, List<Minor> all) {
    if (chosen.size() == columns) {
      int[] indices = chosen.stream().mapToInt(Integer::intValue).toArray();
      all.add(new Minor(chosen, rows(indices).determinant()));
      return;
    }
    for (int i = next; i < rows; i++) {
      chosen.add(i);
      collect(chosen, i + 1, all);
      chosen.remove(chosen.size() - 1);
    }
  }

  /** The entries as text, row by row. */
  public List<List<String>> text() {
    return IntStream.range(0, rows)
        .mapToObj(i -> IntStream.range(0, columns).mapToObj(j -> get(i, j).toString()).toList())
        .toList();
  }

  private void requireSameShape(PolynomialMatrix other) {
    if (rows != other.rows || columns != other.columns) {
      throw new IllegalArgumentException("shapes " + shape() + " and " + other.shape());
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PolynomialMatrix that
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(entries, that.entries);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(entries);
  }

  @Override
  public String toString() {
    return shape() + " " + text();
  }
}
