package org.dlmcert.checker.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * The functions H_k(v) = c_k·v + Σ γ_k·|z·v| of one unit of one hidden layer, one for each output,
 * by which residuals times outputs change when the unit's weights move (format.md, "Kinks").
 *
 * @param linear c_k for each output k
 * @param lines z for each active line: divided by its first nonzero entry
 * @param weights γ_k for each active line and output k
 */
record UnitDerivative(Rational[][] linear, List<Rational[]> lines, List<Rational[]> weights) {

  static UnitDerivative of(
      Network network, ExactPoint point, int unit, Rational[][] residuals, Steps steps) {
    Work work = steps.work();
    int samples = network.samples();
    Rational[][] columns = new Rational[samples][];
    work.add(samples, network.width(0) + 1);
    for (int n = 0; n < samples; n++) {
      Rational[] x = network.input(n);
      columns[n] = network.bias() ? Vectors.append(x, Rational.ONE) : x;
    }
    Rational[][] linear = new Rational[residuals.length][];
    Rational[] slopes = point.slopes(1, unit);
    for (int k = 0; k < linear.length; k++) {
      linear[k] = sum(columns, products(residuals[k], slopes, work), work);
    }
    Map<List<Rational>, Rational[]> sums = new LinkedHashMap<>();
    for (int n = 0; n < samples; n++) {
      if (point.isKink(1, unit, n) && !Vectors.isZero(columns[n])) {
        Rational[] sum =
            sums.computeIfAbsent(Vectors.direction(columns[n], work), z -> zeros(residuals.length));
        Rational first = first(columns[n]);
        Rational size = new Rational(first.numerator().abs(), first.denominator());
        Rational noise = Vectors.times(network.noise(1).factor(unit, n), size, work);
        for (int k = 0; k < sum.length; k++) {
          sum[k] = Vectors.plus(sum[k], Vectors.times(residuals[k][n], noise, work), work);
        }
      }
    }
    Rational half = new Rational(BigInteger.ONE, BigInteger.TWO);
    Rational odd = Vectors.times(Vectors.minus(Rational.ONE, network.slope(), work), half, work);
    List<Rational[]> lines = new ArrayList<>();
    List<Rational[]> weights = new ArrayList<>();
    sums.forEach(
        (line, sum) -> {
          Rational[] weight = scaled(sum, odd, work);
          if (!Vectors.isZero(weight)) {
            lines.add(line.toArray(Rational[]::new));
            weights.add(weight);
          }
        });
    return new UnitDerivative(linear, lines, weights);
  }

  private static Rational first(Rational[] column) {
    return Stream.of(column).filter(x -> x.signum() != 0).findFirst().orElseThrow();
  }

  private static Rational[] products(Rational[] a, Rational[] b, Work work) {
    Rational[] products = new Rational[a.length];
    Arrays.setAll(products, n -> Vectors.times(a[n], b[n], work));
    return products;
  }

  private static Rational[] scaled(Rational[] vector, Rational factor, Work work) {
    return Stream.of(vector).map(x -> Vectors.times(x, factor, work)).toArray(Rational[]::new);
  }

  private static Rational[] zeros(int length) {
    Rational[] zeros = new Rational[length];
    Arrays.fill(zeros, Rational.ZERO);
    return zeros;
  }

  /** Returns the sum of the columns times the factors. */
  static Rational[] sum(Rational[][] columns, Rational[] factors, Work work) {
    Cleared cleared = Cleared.of(factors, work);
    Rational[] sum = new Rational[columns.length == 0 ? 0 : columns[0].length];
    for (int j = 0; j < sum.length; j++) {
      int row = j;
      Rational[] entries = Stream.of(columns).map(x -> x[row]).toArray(Rational[]::new);
      sum[j] = Vectors.dot(cleared, Cleared.of(entries, work), work);
    }
    return sum;
  }

  /** Whether all H_k are zero. */
  boolean isZero() {
    return lines.isEmpty() && Stream.of(linear).allMatch(Vectors::isZero);
  }

  /** Returns Σ p_k·H_k, as of one output; lines whose weight becomes 0 are left out. */
  UnitDerivative along(Rational[] p, Steps steps) {
    Rational[] sum = sum(linear, p, steps.work());
    List<Rational[]> kept = new ArrayList<>();
    List<Rational[]> gammas = new ArrayList<>();
    for (int c = 0; c < lines.size(); c++) {
      Rational gamma = Vectors.dot(weights.get(c), p, steps.work());
      if (gamma.signum() != 0) {
        kept.add(lines.get(c));
        gammas.add(new Rational[] {gamma});
      }
    }
    return new UnitDerivative(new Rational[][] {sum}, kept, gammas);
  }

  /** Returns the H_k(v). */
  Rational[] at(Rational[] v, Steps steps) {
    Rational[] values = new Rational[linear.length];
    Arrays.setAll(values, k -> Vectors.dot(linear[k], v, steps.work()));
    for (int c = 0; c < lines.size(); c++) {
      Rational side = Vectors.dot(lines.get(c), v, steps.work());
      Rational size = new Rational(side.numerator().abs(), side.denominator());
      Rational[] terms = scaled(weights.get(c), size, steps.work());
      Arrays.setAll(values, k -> Vectors.plus(values[k], terms[k], steps.work()));
    }
    return values;
  }
}
