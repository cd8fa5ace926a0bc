package org.dlmcert.exact;

import java.util.Arrays;
import java.util.Optional;

/** An immutable rows × columns matrix over a {@link PrimeField}; either dimension may be 0. */
public final class ModularMatrix {
  private final PrimeField field;
  private final int rows;
  private final int columns;
  private final int[] residues; // row-major, canonical, never shared

  private ModularMatrix(PrimeField field, int rows, int columns, int[] residues) {
    this.field = field;
    this.rows = rows;
    this.columns = columns;
    this.residues = residues;
  }

  /** Computes one entry, any integer; its residue is taken. */
  @FunctionalInterface
  public interface Entry {
    long at(int row, int column);
  }

  /** The rows × columns matrix of the residues of the given integers. */
  public static ModularMatrix of(PrimeField field, int rows, int columns, Entry entry) {
    int[] residues = new int[Math.multiplyExact(rows, columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++, k++) {
        residues[k] = field.reduce(entry.at(i, j));
      }
    }
    return new ModularMatrix(field, rows, columns, residues);
  }

  /** The residues of the entries of {@code matrix}. */
  public static ModularMatrix of(PrimeField field, IntegerMatrix matrix) {
    return matrix.fitsLong()
        ? of(field, matrix.rows(), matrix.columns(), matrix::longAt)
        : of(field, matrix.rows(), matrix.columns(), (i, j) -> field.reduce(matrix.get(i, j)));
  }

  /** The rows × columns matrix of these canonical residues, row-major; takes over the array. */
  static ModularMatrix ofResidues(PrimeField field, int rows, int columns, int[] residues) {
    return new ModularMatrix(field, rows, columns, residues);
  }

  public static ModularMatrix identity(PrimeField field, int n) {
    return of(field, n, n, (i, j) -> i == j ? 1 : 0);
  }

  public PrimeField field() {
    return field;
  }

  public int rows() {
    return rows;
  }

  public int columns() {
    return columns;
  }

  /** The canonical residue at this place. */
  public int get(int row, int column) {
    if (column < 0 || column >= columns) {
      throw new IndexOutOfBoundsException("column " + column + " of " + columns);
    }
    return residues[row * columns + column];
  }

  /** The canonical residues, row-major, as a new array. */
  int[] toResidues() {
    return residues.clone();
  }

  /** Row {@code row}, each entry the integer of least absolute value with its residue. */
  void symmetricRow(int row, double[] target) {
    int p = field.modulus();
    int half = p >> 1;
    for (int j = 0, k = row * columns; j < columns; j++, k++) {
      int residue = residues[k];
      target[j] = residue > half ? residue - p : residue;
    }
  }

  /**
   * Row {@code row} of an integer matrix modulo a prime: in each place the integer of least
   * absolute value with the entry's residue.
   */
  static void symmetricRow(PrimeField field, IntegerMatrix matrix, int row, double[] target) {
    int half = field.modulus() >> 1;
    boolean words = matrix.fitsLong();
    for (int j = 0; j < target.length; j++) {
      long entry = words ? matrix.longAt(row, j) : field.reduce(matrix.get(row, j));
      // Most entries are small, and stand for themselves.
      target[j] = -half <= entry && entry <= half ? entry : field.symmetric(field.reduce(entry));
    }
  }

  public ModularMatrix transpose() {
    return of(field, columns, rows, (i, j) -> get(j, i));
  }

  /** The submatrix of the given rows and columns, in the given order. */
  public ModularMatrix submatrix(int[] rowIndices, int[] columnIndices) {
    return of(
        field,
        rowIndices.length,
        columnIndices.length,
        (i, j) -> get(rowIndices[i], columnIndices[j]));
  }

  /**
   * The product, of shape {@code rows() × other.columns()}.
   *
   * @throws IllegalArgumentException if the shapes or the fields do not match
   */
  public ModularMatrix times(ModularMatrix other) {
    if (columns != other.rows || !field.equals(other.field)) {
      throw new IllegalArgumentException(
          "product of "
              + shape()
              + " and "
              + other.shape()
              + " over "
              + field
              + " and "
              + other.field);
    }
    int[] columnsOfOther = other.transpose().residues;
    int[] product = new int[Math.multiplyExact(rows, other.columns)];
    for (int i = 0, k = 0; i < rows; i++) {
      for (int j = 0; j < other.columns; j++, k++) {
        product[k] = field.dot(residues, i * columns, columnsOfOther, j * columns, columns);
      }
    }
    return new ModularMatrix(field, rows, other.columns, product);
  }

  /** The product of row {@code row} and {@code vector}, of {@code columns()} residues. */
  int rowTimes(int row, int[] vector) {
    return field.dot(residues, row * columns, vector, 0, columns);
  }

  /**
   * The rank profile: by {@link BlockedElimination} for a prime below 2^23, otherwise row by row;
   * O(rows · columns · rank).
   */
  public RankProfile rankProfile() {
    return field.modulus() < BlockedElimination.MODULUS_BOUND
        ? BlockedElimination.rankProfile(this)
        : ModularEchelon.of(this).profile();
  }

  /** The rank profile of {@code matrix} modulo a prime, with less memory if it is below 2^23. */
  static RankProfile rankProfile(PrimeField field, IntegerMatrix matrix) {
    return field.modulus() < BlockedElimination.MODULUS_BOUND
        ? BlockedElimination.rankProfile(field, matrix)
        : of(field, matrix).rankProfile();
  }

  public int rank() {
    return rankProfile().rank();
  }

  /** The reduced echelon form. */
  public ModularEchelon reducedEchelon() {
    return ModularEchelon.of(this);
  }

  /**
   * A basis of {v : this · v = 0} as the rows of a (columns - rank) × columns matrix; row k is 1 at
   * the k-th column without a pivot and 0 at the others.
   */
  public ModularMatrix rightKernel() {
    return reducedEchelon().kernel();
  }

  /**
   * A columns × rows matrix L with {@code L · this = I}, zero outside the pivot rows; empty if the
   * columns are dependent.
   */
  public Optional<ModularMatrix> leftInverse() {
    ModularEchelon echelon = ModularEchelon.of(transpose());
    if (echelon.profile().rank() < columns) {
      return Optional.empty();
    }
    int[] pivotRows = echelon.profile().columnIndices();
    int[] all = new int[columns];
    Arrays.setAll(all, j -> j);
    ModularMatrix square = submatrix(pivotRows, all);
    ModularMatrix beside =
        of(
            field,
            columns,
            2 * columns,
            (i, j) -> j < columns ? square.get(i, j) : (j - columns == i ? 1 : 0));
    ModularMatrix reduced = ModularEchelon.of(beside).matrix();
    int[] inverse = new int[Math.multiplyExact(columns, rows)];
    for (int i = 0; i < columns; i++) {
      for (int j = 0; j < columns; j++) {
        inverse[i * rows + pivotRows[j]] = reduced.get(i, columns + j);
      }
    }
    return Optional.of(new ModularMatrix(field, columns, rows, inverse));
  }

  /**
   * The determinant; 1 for the 0×0 matrix.
   *
   * @throws IllegalArgumentException if the matrix is not square
   */
  public int determinant() {
    if (rows != columns) {
      throw new IllegalArgumentException("determinant of a " + shape() + " matrix");
    }
    return ModularEchelon.of(this).minor();
  }

  /** The shape in words, such as {@code 3×4}. */
  public String shape() {
    return rows + "×" + columns;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ModularMatrix that
        && field.equals(that.field)
        && rows == that.rows
        && columns == that.columns
        && Arrays.equals(residues, that.residues);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * rows + columns) + Arrays.hashCode(residues);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(shape()).append(" [");
    for (int i = 0; i < rows; i++) {
      text.append(i == 0 ? "" : ", ")
          .append(Arrays.toString(Arrays.copyOfRange(residues, i * columns, (i + 1) * columns)));
    }
    return text.append("] modulo ").append(field.modulus()).toString();
  }
}
