package org.dlmcert.checker.network;

import java.util.Arrays;
import java.util.Optional;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * The columns of E∘(T·X), restricted to some units and samples: block i of column n is {@code
 * ε_{i,n}·T·x⁽ⁿ⁾}, for a matrix T that may be left out. With k outputs every sample has k columns,
 * one after the other, with the factors W_L[c,i].
 */
public final class BlockColumns implements Columns {
  private final Network.Noise noise;
  private final OutputWeights outputWeights;
  private final int[] units;
  private final int[] samples;
  private final Rational[][] columns;
  private final int rows;
  private final Work work;

  /** Computes T·x for every sample; no transform stands for the identity. */
  public BlockColumns(
      LastHiddenLayer layer,
      int[] units,
      int[] samples,
      Optional<Rational[][]> transform,
      Work work) {
    this.noise = layer.noise();
    this.outputWeights = layer.outputWeights();
    this.units = units;
    this.samples = samples;
    this.work = work;
    this.rows = transform.map(matrix -> matrix.length).orElse(layer.length());
    this.columns = new Rational[samples.length][];
    Optional<Cleared[]> cleared =
        transform.map(
            matrix ->
                Arrays.stream(matrix).map(row -> Cleared.of(row, work)).toArray(Cleared[]::new));
    for (int n = 0; n < samples.length; n++) {
      Rational[] x = layer.column(samples[n]);
      columns[n] = cleared.map(matrix -> product(matrix, Cleared.of(x, work))).orElse(x);
    }
    long length = (long) units.length * rows;
    if (Math.max(length, (long) samples.length * outputs()) > Integer.MAX_VALUE) {
      // No array is so long: beyond every limit.
      work.add(Long.MAX_VALUE, Long.MAX_VALUE);
    }
  }

  private Rational[] product(Cleared[] transform, Cleared x) {
    Rational[] product = new Rational[transform.length];
    for (int r = 0; r < product.length; r++) {
      Cleared row = transform[r];
      work.add(x.integers().length, Work.length(row.integers()), Work.length(x.integers()));
      product[r] =
          Rational.of(
              Cleared.dot(row.integers(), x.integers()),
              row.denominator().multiply(x.denominator()));
    }
    return product;
  }

  /** Returns the number of columns. */
  public int size() {
    return samples.length * outputs();
  }

  /** Returns the number of columns of a sample. */
  public int outputs() {
    return outputWeights.outputs();
  }

  /** Returns the length of a block. */
  public int rows() {
    return rows;
  }

  /** Returns the noise of the i-th of the units on the n-th of the samples. */
  Rational noise(int i, int n) {
    return noise.factor(units[i], samples[n]);
  }

  @Override
  public int length() {
    return units.length * rows;
  }

  @Override
  public Rational[] column(int index) {
    int n = index / outputs();
    int output = index % outputs();
    Rational[] column = new Rational[length()];
    for (int i = 0; i < units.length; i++) {
      Rational factor = Vectors.times(noise(i, n), outputWeights.factor(units[i], output), work);
      for (int r = 0; r < rows; r++) {
        Rational entry = columns[n][r];
        work.add(
            Work.length(factor.numerator()) + Work.length(factor.denominator()),
            Work.length(entry.numerator()) + Work.length(entry.denominator()));
        column[i * rows + r] = factor.times(entry);
      }
    }
    return column;
  }
}
