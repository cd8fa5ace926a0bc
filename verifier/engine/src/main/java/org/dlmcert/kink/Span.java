package org.dlmcert.kink;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;

/**
 * The span of some vectors, in as few coordinates as its dimension.
 *
 * @param dimension d, the length of the vectors
 * @param coordinates the first coordinates that are independent on the span, ascending: on
 *     directions that are zero elsewhere, the scalar products with the vectors take all values that
 *     they take at all
 */
record Span(int dimension, List<Integer> coordinates) {
  Span {
    coordinates = List.copyOf(coordinates);
  }

  /** The span of vectors of length d; O(d·k·r) rational operations for k vectors of rank r. */
  static Span of(int dimension, List<List<Rational>> vectors) {
    List<Integer> coordinates = new ArrayList<>();
    List<List<Rational>> rows = new ArrayList<>(); // in echelon form, each with a leading 1
    List<Integer> leading = new ArrayList<>();
    for (int j = 0; j < dimension && rows.size() < vectors.size(); j++) {
      int coordinate = j;
      List<Rational> row = vectors.stream().map(v -> v.get(coordinate)).toList();
      for (int k = 0; k < rows.size(); k++) {
        Rational entry = row.get(leading.get(k));
        if (!entry.isZero()) {
          row = DirectionalDerivative.plus(row, rows.get(k), entry.negate());
        }
      }
      List<Rational> reduced = row;
      int pivot =
          IntStream.range(0, row.size())
              .filter(k -> !reduced.get(k).isZero())
              .findFirst()
              .orElse(-1);
      if (pivot >= 0) {
        Rational inverse = reduced.get(pivot).reciprocal();
        rows.add(reduced.stream().map(inverse::times).toList());
        leading.add(pivot);
        coordinates.add(j);
      }
    }
    return new Span(dimension, coordinates);
  }

  /** The dimension r of the span. */
  int rank() {
    return coordinates.size();
  }

  /** The coordinates of a vector. */
  List<Rational> restricted(List<Rational> vector) {
    return coordinates.stream().map(vector::get).toList();
  }

  /** The direction with these coordinates and zeros elsewhere. */
  List<Rational> extended(List<Rational> coordinateValues) {
    List<Rational> vector = new ArrayList<>(Collections.nCopies(dimension, Rational.ZERO));
    for (int k = 0; k < coordinates.size(); k++) {
      vector.set(coordinates.get(k), coordinateValues.get(k));
    }
    return vector;
  }

  /** An integer basis of the vectors of length d that are orthogonal to all of these. */
  static List<List<Rational>> orthogonal(int dimension, List<List<Rational>> vectors) {
    IntegerMatrix basis =
        IntegerKernel.basis(
            IntegerMatrix.ofRows(dimension, vectors.stream().map(Span::integers).toList()));
    return IntStream.range(0, basis.rows())
        .mapToObj(k -> basis.row(k).stream().map(Rational::of).toList())
        .toList();
  }

  /** The vector times its least common denominator. */
  static List<BigInteger> integers(List<Rational> vector) {
    BigInteger denominator = Rational.commonDenominator(vector);
    return vector.stream().map(v -> v.numeratorOver(denominator)).toList();
  }
}
