package org.dlmcert.checker.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * The values of the functions H_k of one unit on all rays of its active lines (format.md, "Kinks"),
 * and whether they are zero orthogonally to all lines.
 */
final class KinkRays {
  private final UnitDerivative derivative;
  private final Steps steps;
  private final String place;
  private final int[] coordinates;
  private int rank;
  private final BigInteger[][] lines;

  KinkRays(UnitDerivative derivative, Steps steps, String place) {
    this.derivative = derivative;
    this.steps = steps;
    this.place = place;
    coordinates = new int[derivative.linear()[0].length];
    findCoordinates();
    lines = new BigInteger[derivative.lines().size()][];
    Arrays.setAll(
        lines, c -> Cleared.of(restricted(derivative.lines().get(c)), steps.work()).integers());
  }

  /**
   * Finds the first coordinates that are independent on the lines. A further one is a combination
   * of them on the lines; so it has to be on every c.
   */
  private void findCoordinates() {
    int count = derivative.lines().size();
    List<Rational[]> echelon = new ArrayList<>();
    List<Integer> pivots = new ArrayList<>();
    for (int j = 0; j < coordinates.length; j++) {
      int coordinate = j;
      Rational[] row =
          Stream.concat(derivative.lines().stream(), Stream.of(derivative.linear()))
              .map(z -> z[coordinate])
              .toArray(Rational[]::new);
      for (int k = 0; k < pivots.size(); k++) {
        subtract(row, echelon.get(k), pivots.get(k));
      }
      int pivot = 0;
      while (pivot < count && row[pivot].signum() == 0) {
        pivot++;
      }
      if (pivot < count) {
        echelon.add(row);
        pivots.add(pivot);
        coordinates[rank++] = j;
      } else {
        steps.require(
            Vectors.isZero(row),
            place,
            () -> "the linear part does not vanish orthogonally to the kinks, row " + coordinate);
      }
    }
  }

  private void subtract(Rational[] row, Rational[] other, int pivot) {
    if (row[pivot].signum() != 0) {
      Rational factor = quotient(row[pivot], other[pivot]);
      for (int k = 0; k < row.length; k++) {
        Rational product = Vectors.times(factor, other[k], steps.work());
        row[k] = Vectors.minus(row[k], product, steps.work());
      }
    }
  }

  private Rational quotient(Rational a, Rational b) {
    BigInteger sign = BigInteger.valueOf(b.signum());
    Rational inverse = new Rational(b.denominator().multiply(sign), b.numerator().multiply(sign));
    return Vectors.times(a, inverse, steps.work());
  }

  private Rational[] restricted(Rational[] vector) {
    Rational[] short1 = new Rational[rank];
    Arrays.setAll(short1, k -> vector[coordinates[k]]);
    return short1;
  }

  /** Hands over the H_k(v) of every ray ±v, some of them repeatedly. */
  void forEach(Consumer<Rational[]> values) {
    List<BigInteger[]> basis = new ArrayList<>();
    for (int j = 0; j < rank; j++) {
      BigInteger[] unit = new BigInteger[rank];
      Arrays.fill(unit, BigInteger.ZERO);
      unit[j] = BigInteger.ONE;
      basis.add(unit);
    }
    if (rank > 0) {
      walk(basis, 0, values);
    }
  }

  /** Goes on with subsets of lines; the basis is of the vectors orthogonal to those chosen. */
  private void walk(List<BigInteger[]> basis, int next, Consumer<Rational[]> values) {
    if (basis.size() == 1) {
      evaluate(basis.get(0), values);
      return;
    }
    for (int c = next; c < lines.length; c++) {
      steps.work().add(1);
      List<BigInteger[]> smaller = orthogonal(basis, lines[c]);
      if (smaller.size() < basis.size()) {
        walk(smaller, c + 1, values);
      }
    }
  }

  private List<BigInteger[]> orthogonal(List<BigInteger[]> basis, BigInteger[] line) {
    BigInteger[] products = new BigInteger[basis.size()];
    long length = Work.length(line);
    for (int b = 0; b < products.length; b++) {
      steps.work().add(rank, length, Work.length(basis.get(b)));
      products[b] = Cleared.dot(basis.get(b), line);
    }
    int pivot = 0;
    while (pivot < products.length && products[pivot].signum() == 0) {
      pivot++;
    }
    List<BigInteger[]> smaller = new ArrayList<>();
    for (int b = 0; b < products.length; b++) {
      if (pivot == products.length) {
        smaller.add(basis.get(b));
      } else if (b != pivot) {
        smaller.add(combined(basis.get(b), products[pivot], basis.get(pivot), products[b]));
      }
    }
    return smaller;
  }

  /** Returns p·a - q·b divided by its content. */
  private BigInteger[] combined(BigInteger[] a, BigInteger p, BigInteger[] b, BigInteger q) {
    long length = Work.length(a) + Work.length(b);
    long total = length + Work.length(p) + Work.length(q);
    steps.work().add(rank, total, total);
    BigInteger[] sum = new BigInteger[rank];
    BigInteger content = BigInteger.ZERO;
    for (int j = 0; j < rank; j++) {
      sum[j] = a[j].multiply(p).subtract(b[j].multiply(q));
      content = content.gcd(sum[j]);
    }
    for (int j = 0; j < rank; j++) {
      sum[j] = sum[j].divide(content);
    }
    return sum;
  }

  private void evaluate(BigInteger[] ray, Consumer<Rational[]> values) {
    Work work = steps.work();
    Rational[] v =
        Stream.of(ray).map(entry -> new Rational(entry, BigInteger.ONE)).toArray(Rational[]::new);
    int outputs = derivative.linear().length;
    Rational[] even = new Rational[outputs];
    Arrays.fill(even, Rational.ZERO);
    for (int c = 0; c < lines.length; c++) {
      Rational side = Vectors.dot(restricted(derivative.lines().get(c)), v, work);
      Rational size = new Rational(side.numerator().abs(), side.denominator());
      for (int k = 0; k < outputs; k++) {
        Rational term = Vectors.times(derivative.weights().get(c)[k], size, work);
        even[k] = Vectors.plus(even[k], term, work);
      }
    }
    Rational[] there = new Rational[outputs];
    Rational[] back = new Rational[outputs];
    for (int k = 0; k < outputs; k++) {
      Rational linear = Vectors.dot(restricted(derivative.linear()[k]), v, work);
      there[k] = Vectors.plus(even[k], linear, work);
      back[k] = Vectors.minus(even[k], linear, work);
    }
    values.accept(there);
    values.accept(back);
  }
}
