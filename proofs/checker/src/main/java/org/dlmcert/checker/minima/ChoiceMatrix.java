package org.dlmcert.checker.minima;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/**
 * The matrix G of some units with known slopes (format.md 5.26): block i, column n equal to
 * a_{i,n}·x⁽ⁿ⁾, with biases one more row of ones. As {@link Columns} it is Gᵀ.
 *
 * @param x the columns x⁽ⁿ⁾ with d entries each
 * @param units the number of blocks
 * @param bias whether there is a row of ones
 */
public record ChoiceMatrix(Rational[][] x, int d, int units, boolean bias, Factor factor, Work work)
    implements Columns {

  /** The slope a_{i,n} of a unit on a sample, with its noise. */
  @FunctionalInterface
  interface Factor {
    public Rational of(int unit, int sample);
  }

  /** Returns the matrix of a choice of cells, for each unit the samples with sign +. */
  public static ChoiceMatrix of(Network network, Rational[][] x, List<BitSet> positive, Work work) {
    return new ChoiceMatrix(
        x,
        LastHiddenLayer.inputs(network),
        positive.size(),
        network.bias(),
        (i, n) -> {
          // Where x⁽ⁿ⁾ = 0 there is no sign, and the slope does not matter.
          boolean one = positive.get(i).get(n) || Vectors.isZero(x[n]);
          Rational slope = one ? Rational.ONE : network.slope();
          return Vectors.times(network.noise(1).factor(i, n), slope, work);
        },
        work);
  }

  /** Returns the columns of X. */
  public static Rational[][] columns(LastHiddenLayer layer, int samples) {
    Rational[][] columns = new Rational[samples][];
    Arrays.setAll(columns, layer::column);
    return columns;
  }

  /** Returns R, the number of rows of G; rejects numbers of which there are no lists. */
  public static int rows(CanonicalReader in, int units, int d, boolean bias) {
    long rows = (long) units * d + (bias ? 1 : 0);
    if (rows > Integer.MAX_VALUE) {
      throw in.malformed("a solution has " + rows + " entries: too many");
    }
    return (int) rows;
  }

  public int rows() {
    return units * d + (bias ? 1 : 0);
  }

  @Override
  public int length() {
    return x.length;
  }

  /** Returns a row of G. */
  @Override
  public Rational[] column(int row) {
    Rational[] entries = new Rational[x.length];
    int unit = row / d;
    for (int n = 0; n < entries.length; n++) {
      entries[n] =
          unit == units ? Rational.ONE : Vectors.times(x[n][row % d], factor.of(unit, n), work);
    }
    return entries;
  }

  /** Returns Gᵀz. */
  Rational[] outputs(Rational[] z) {
    Cleared cleared = Cleared.of(z, work);
    Rational[] outputs = new Rational[x.length];
    for (int n = 0; n < outputs.length; n++) {
      Rational[] column = new Rational[z.length];
      column[z.length - 1] = Rational.ONE;
      for (int i = 0; i < units; i++) {
        Rational a = factor.of(i, n);
        for (int j = 0; j < d; j++) {
          column[i * d + j] = Vectors.times(x[n][j], a, work);
        }
      }
      outputs[n] = Vectors.dot(Cleared.of(column, work), cleared, work);
    }
    return outputs;
  }

  /** Returns f = Gᵀz; rejects z unless G(f - y) = 0, so that f is nearest to y. */
  public Rational[] nearest(Rational[] z, Rational[] y, String place, Steps steps) {
    Rational[] outputs = outputs(z);
    Cleared residuals = Cleared.of(residuals(outputs, y), work);
    for (int r = 0; r < rows(); r++) {
      int row = r;
      steps.require(
          Vectors.dot(Cleared.of(column(r), work), residuals, work).signum() == 0,
          place,
          () -> "row " + row + " of G times the residuals is not zero");
    }
    return outputs;
  }

  /** Returns f - y. */
  public Rational[] residuals(Rational[] outputs, Rational[] y) {
    Rational[] residuals = new Rational[y.length];
    Arrays.setAll(residuals, n -> Vectors.minus(outputs[n], y[n], work));
    return residuals;
  }

  /** Returns block i of a vector with R entries. */
  Rational[] block(Rational[] z, int unit) {
    return Arrays.copyOfRange(z, unit * d, (unit + 1) * d);
  }

  /** Returns the sign of z_i·x⁽ⁿ⁾ for every n. */
  int[] signs(Rational[] z, int unit) {
    BigInteger[] block = Cleared.of(block(z, unit), work).integers();
    int[] signs = new int[x.length];
    for (int n = 0; n < signs.length; n++) {
      BigInteger[] column = Cleared.of(x[n], work).integers();
      work.add(d, Work.length(block), Work.length(column));
      signs[n] = Cleared.dot(block, column).signum();
    }
    return signs;
  }
}
