package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The space spanned by the rows of a matrix, by the Gram–Schmidt process without normalization, so
 * that all numbers stay rational.
 */
public final class RowSpace {
  private final int rows;
  private final int columns;
  private final List<Rational[]> orthogonal = new ArrayList<>();
  private final List<Rational[]> combinations =
      new ArrayList<>(); // of the rows, of the same vector

  private RowSpace(int rows, int columns) {
    this.rows = rows;
    this.columns = columns;
  }

  public static RowSpace of(RationalMatrix matrix) {
    RowSpace space = new RowSpace(matrix.rows(), matrix.columns());
    for (int i = 0; i < matrix.rows(); i++) {
      Rational[] vector = matrix.row(i).toArray(Rational[]::new);
      Rational[] combination = zeros(matrix.rows());
      combination[i] = Rational.ONE;
      for (int k = 0; k < space.orthogonal.size(); k++) {
        Rational factor = space.component(vector, k).negate();
        add(vector, factor, space.orthogonal.get(k));
        add(combination, factor, space.combinations.get(k));
      }
      if (!isZero(vector)) {
        space.orthogonal.add(vector);
        space.combinations.add(combination);
      }
    }
    return space;
  }

  public int rank() {
    return orthogonal.size();
  }

  /** The part of y (1×N) orthogonal to all rows: y minus the nearest vector of the space. */
  public RationalMatrix residual(RationalMatrix y) {
    Rational[] rest = y.row(0).toArray(Rational[]::new);
    for (int k = 0; k < rank(); k++) {
      add(rest, component(rest, k).negate(), orthogonal.get(k));
    }
    return RationalMatrix.ofRows(columns, List.of(List.of(rest)));
  }

  /** A row w (1×rows) for which w·matrix is the vector of the space nearest to y. */
  public RationalMatrix coefficients(RationalMatrix y) {
    Rational[] rest = y.row(0).toArray(Rational[]::new);
    Rational[] sum = zeros(rows);
    for (int k = 0; k < rank(); k++) {
      Rational factor = component(rest, k);
      add(rest, factor.negate(), orthogonal.get(k));
      add(sum, factor, combinations.get(k));
    }
    return RationalMatrix.ofRows(rows, List.of(List.of(sum)));
  }

  /** dist²(y, space). */
  public Rational distanceSquared(RationalMatrix y) {
    return squaredNorm(residual(y));
  }

  /** A vector e ≠ 0 (1×N) with matrix·e = 0, unless the rank is N. */
  public Optional<RationalMatrix> nullVector() {
    for (int n = 0; n < columns; n++) {
      int unit = n;
      RationalMatrix rest =
          residual(
              RationalMatrix.of(1, columns, (i, m) -> m == unit ? Rational.ONE : Rational.ZERO));
      if (!rest.isZero()) {
        return Optional.of(rest);
      }
    }
    return Optional.empty();
  }

  public static Rational squaredNorm(RationalMatrix row) {
    Rational sum = Rational.ZERO;
    for (Rational entry : row.row(0)) {
      sum = sum.plus(entry.times(entry));
    }
    return sum;
  }

  /** The coefficient of the projection of a vector on the k-th orthogonal one. */
  private Rational component(Rational[] vector, int k) {
    Rational[] direction = orthogonal.get(k);
    return dot(vector, direction).dividedBy(dot(direction, direction));
  }

  private static Rational dot(Rational[] a, Rational[] b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.length; j++) {
      if (!a[j].isZero() && !b[j].isZero()) {
        sum = sum.plus(a[j].times(b[j]));
      }
    }
    return sum;
  }

  private static void add(Rational[] target, Rational factor, Rational[] vector) {
    for (int j = 0; j < target.length; j++) {
      if (!factor.isZero() && !vector[j].isZero()) {
        target[j] = target[j].plus(factor.times(vector[j]));
      }
    }
  }

  private static boolean isZero(Rational[] vector) {
    return List.of(vector).stream().allMatch(Rational::isZero);
  }

  private static Rational[] zeros(int length) {
    Rational[] all = new Rational[length];
    Arrays.fill(all, Rational.ZERO);
    return all;
  }
}
