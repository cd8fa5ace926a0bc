package org.dlmcert.checker.outputs;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Columns;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.OutputWeights;

/**
 * Pairs of units and samples, and outputs, that are independent on both sides modulo a prime
 * (format.md 5.36).
 *
 * @param samples for every unit the samples that it is paired with
 * @param biases the outputs whose biases take part
 */
public record Pairs(int prime, List<int[]> samples, int[] biases) {

  /** Reads the fields; those of the biases only if they can be there. */
  public static Pairs read(CanonicalReader in, int units, int samples, int rowsOfBiases) {
    in.field("prime");
    int prime = in.prime();
    in.field("pairs");
    List<int[]> pairs = in.list(units, () -> in.indexSet(samples));
    int[] biases = {};
    if (rowsOfBiases > 0 && in.optionalField("biases")) {
      biases = in.indexSet(rowsOfBiases);
      if (biases.length == 0) {
        throw in.malformed("expected an output, or no field");
      }
    }
    return new Pairs(prime, pairs, biases);
  }

  /** Rejects the evidence unless all is independent; returns the units of every sample. */
  public int[][] check(Columns inputs, int count, OutputWeights weights, String path, Steps steps) {
    checkInputs(inputs, path, steps);
    return checkOutputs(count, weights, path, steps);
  }

  /** The side of the inputs: for every unit those of its samples. */
  void checkInputs(Columns inputs, String path, Steps steps) {
    for (int i = 0; i < samples.size(); i++) {
      steps.countIndependent(samples.get(i).length, inputs.length());
      steps.independent(inputs, samples.get(i), prime, path + "pairs[" + i + "]");
    }
  }

  /** The side of the output weights, and of the biases; returns the units of every sample. */
  int[][] checkOutputs(int count, OutputWeights weights, String path, Steps steps) {
    int k = weights.outputs();
    int[][] units = unitsOf(count, k, path, steps);
    int missing = 0;
    for (int n = 0; n < count; n++) {
      if (units[n].length == k) {
        weights.requireSpan(units[n], prime, path + "pairs", n, steps);
      } else {
        missing++;
      }
    }
    if (biases.length > 0) {
      checkBiases(units, missing, weights, path, steps);
    }
    return units;
  }

  /** The units of every sample: k, or fewer if their biases make up for it. */
  private int[][] unitsOf(int count, int outputs, String path, Steps steps) {
    int[] found = new int[count];
    for (int i = 0; i < samples.size(); i++) {
      String place = path + "pairs[" + i + "]";
      for (int n : samples.get(i)) {
        steps.require(
            found[n] < outputs,
            place,
            () -> "sample " + n + " has more than " + outputs + " units");
        found[n]++;
      }
    }
    long missing = 0;
    steps.work().reserve(count, outputs);
    int[][] units = new int[count][];
    for (int n = 0; n < count; n++) {
      int sample = n;
      steps.require(
          found[n] == outputs || biases.length > 0,
          path + "pairs",
          () ->
              "sample " + sample + " has " + found[sample] + " units for " + outputs + " outputs");
      units[n] = new int[found[n]];
      missing += outputs - found[n];
    }
    long places = missing;
    steps.require(
        missing == biases.length,
        path + "biases",
        () -> biases.length + " biases for the " + places + " units that samples miss");
    for (int i = samples.size() - 1; i >= 0; i--) {
      for (int n : samples.get(i)) {
        units[n][--found[n]] = i;
      }
    }
    return units;
  }

  /** The vectors of the samples that miss units, and those of the biases: t·k of length t·k. */
  private void checkBiases(
      int[][] units, int missing, OutputWeights weights, String path, Steps steps) {
    int k = weights.outputs();
    long length = (long) missing * k;
    steps.countIndependent(length, length);
    List<int[]> pairs = new ArrayList<>(); // place of the sample, unit
    int place = 0;
    for (int[] own : units) {
      if (own.length < k) {
        for (int i : own) {
          pairs.add(new int[] {place, i});
        }
        place++;
      }
    }
    Columns vectors =
        new Columns() {
          @Override
          public int length() {
            return (int) length;
          }

          @Override
          public Rational[] column(int m) {
            Rational[] vector = new Rational[length()];
            Arrays.fill(vector, Rational.ZERO);
            if (m < pairs.size()) {
              int[] pair = pairs.get(m);
              System.arraycopy(weights.column(pair[1]), 0, vector, pair[0] * k, k);
            } else {
              for (int from = 0; from < vector.length; from += k) {
                vector[from + biases[m - pairs.size()]] = Rational.ONE;
              }
            }
            return vector;
          }
        };
    int[] all = IntStream.range(0, pairs.size() + biases.length).toArray();
    steps.independent(vectors, all, prime, path + "biases");
  }
}
