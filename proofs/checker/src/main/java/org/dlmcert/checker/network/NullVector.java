package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** A vector with an entry for every column of G: N·k (format.md 5.4). */
public record NullVector(Rational[] entries) {

  /** Reads a vector of this length. */
  public static NullVector read(CanonicalReader in, Network network) {
    return new NullVector(in.row(LastHiddenLayer.columns(in, network)));
  }

  /** Rejects the vector unless it is nonzero and G^σ v = 0: D·d·N·k multiplications. */
  public void require(LastHiddenLayer layer, LastHiddenLayer.Pattern pattern, Steps steps) {
    require(layer, layer.units(), pattern, steps);
  }

  /** The same for the first units only, where all other blocks are equal to one of theirs. */
  public void require(
      LastHiddenLayer layer, int units, LastHiddenLayer.Pattern pattern, Steps steps) {
    Work work = steps.work();
    int[] support =
        IntStream.range(0, entries.length).filter(n -> entries[n].signum() != 0).toArray();
    steps.require(support.length > 0, "null_vector", () -> "the vector is zero");
    work.add(units, layer.length(), support.length);
    Cleared[] columns = new Cleared[support.length];
    for (int k = 0; k < support.length; k++) {
      columns[k] = Cleared.of(layer.column(support[k] / layer.outputWeights().outputs()), work);
    }
    for (int i = 0; i < units; i++) {
      int unit = i;
      Rational[] coefficients = new Rational[support.length];
      for (int k = 0; k < support.length; k++) {
        int n = support[k] / layer.outputWeights().outputs();
        Rational slope = pattern.active(i, n) ? Rational.ONE : layer.slope();
        Rational scaled =
            entries[support[k]].times(Rational.of(BigInteger.ONE, columns[k].denominator()));
        Rational held =
            layer.outputWeights().factor(i, support[k] % layer.outputWeights().outputs());
        Rational factor = Vectors.times(layer.noise().factor(i, n), held, work);
        coefficients[k] = factor.times(slope).times(scaled);
      }
      BigInteger[] a = Cleared.of(coefficients, work).integers();
      for (int k = 0; k < support.length; k++) {
        work.add(layer.length(), Work.length(a[k]), Work.length(columns[k].integers()) - 1);
      }
      for (int j = 0; j < layer.length(); j++) {
        int row = j;
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k < support.length; k++) {
          sum = sum.add(a[k].multiply(columns[k].integers()[j]));
        }
        BigInteger entry = sum;
        steps.require(
            entry.signum() == 0,
            "null_vector",
            () -> "row " + row + " of block " + unit + " of G times the vector is not zero");
      }
    }
  }

  /** Rejects the vector unless the rows of output biases that are trained, times it, are zero. */
  public void requireZeroSums(OutputBiases biases, int outputs, Steps steps) {
    for (int c = 0; c < biases.rows(outputs); c++) {
      int output = c;
      Rational[] column =
          IntStream.range(0, entries.length / outputs)
              .mapToObj(n -> entries[n * outputs + output])
              .toArray(Rational[]::new);
      BigInteger found =
          Arrays.stream(Cleared.of(column, steps.work()).integers())
              .reduce(BigInteger.ZERO, BigInteger::add);
      steps.require(
          found.signum() == 0,
          "null_vector",
          () -> "the entries of output " + output + " do not add up to zero");
    }
  }
}
