package org.dlmcert.app.command;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A random network of small fractions, with targets that it fits, or fits but for noise; as an
 * instance whose weights are nearly its own, or others to begin with.
 */
final class PlantedNetwork {
  private static final int UNIT = 64;
  private static final int FINE = 64 * UNIT;
  private static final String FITTED_SLOPE = "1/4";
  private static final String NOISY_SLOPE = "1/10";

  private final List<Integer> widths;
  private final boolean bias;
  private final String slope;
  private final double noise;
  private final Random random;
  private final List<long[][]> weights;
  private final List<long[]> inputs = new ArrayList<>();

  private PlantedNetwork(
      List<Integer> widths, int samples, boolean bias, String slope, double noise, Random random) {
    this.widths = widths;
    this.bias = bias;
    this.slope = slope;
    this.noise = noise;
    this.random = random;
    weights = randomWeights();
    for (int n = 0; n < samples; n++) {
      inputs.add(
          IntStream.range(0, widths.get(0)).mapToLong(j -> random.nextInt(400) - 200).toArray());
    }
  }

  /** Targets that the network fits up to rounding, and its weights with a perturbation. */
  static PlantedNetwork fitted(List<Integer> widths, int samples, boolean bias, Random random) {
    return new PlantedNetwork(widths, samples, bias, FITTED_SLOPE, 0, random);
  }

  /** Targets with Gaussian noise of this size, and weights that have nothing to do with them. */
  static PlantedNetwork noisy(
      List<Integer> widths, int samples, boolean bias, double noise, Random random) {
    return new PlantedNetwork(widths, samples, bias, NOISY_SLOPE, noise, random);
  }

  private List<long[][]> randomWeights() {
    List<long[][]> all = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      long[][] rows = new long[widths.get(l)][widths.get(l - 1) + 1];
      for (long[] row : rows) {
        for (int j = 0; j < row.length; j++) {
          row[j] = j + 1 < row.length || bias ? random.nextInt(4 * UNIT) - 2 * UNIT : 0;
        }
      }
      all.add(rows);
    }
    return all;
  }

  /** u at the weights in double: fine for targets, which are what they are. */
  private double[] outputs(long[] x) {
    double below = slope.equals(FITTED_SLOPE) ? 0.25 : 0.1;
    double[] v = Arrays.stream(x).mapToDouble(entry -> entry / 100.0).toArray();
    for (int l = 0; l < weights.size(); l++) {
      double[] u = new double[weights.get(l).length];
      for (int i = 0; i < u.length; i++) {
        long[] row = weights.get(l)[i];
        u[i] = row[row.length - 1] / (double) UNIT;
        for (int j = 0; j < v.length; j++) {
          u[i] += row[j] / (double) UNIT * v[j];
        }
        u[i] *= l + 1 < weights.size() && u[i] < 0 ? below : 1;
      }
      v = u;
    }
    return v;
  }

  private String target(long[] x) {
    double[] y = outputs(x);
    List<String> entries =
        Arrays.stream(y)
            .mapToObj(
                value ->
                    noise == 0
                        ? String.valueOf(value)
                        : Math.round(1000 * (value + noise * random.nextGaussian())) + "/1000")
            .toList();
    return entries.size() == 1 ? '"' + entries.get(0) + '"' : list(entries);
  }

  /** The instance, as JSON. */
  String instance() {
    String y = inputs.stream().map(this::target).collect(Collectors.joining(",", "[", "]"));
    String x =
        inputs.stream()
            .map(row -> list(Arrays.stream(row).mapToObj(entry -> entry + "/100").toList()))
            .collect(Collectors.joining(",", "[", "]"));
    List<String> matrices = new ArrayList<>();
    List<String> biases = new ArrayList<>();
    for (long[][] rows : noise == 0 ? weights : randomWeights()) {
      List<String> matrix = new ArrayList<>();
      List<String> own = new ArrayList<>();
      for (long[] row : rows) {
        List<String> entries =
            Arrays.stream(row)
                .mapToObj(w -> (64 * w + random.nextInt(5) - 2) + "/" + FINE)
                .toList();
        matrix.add(list(entries.subList(0, row.length - 1)));
        own.add(entries.get(row.length - 1));
      }
      matrices.add(String.join(",", matrix));
      biases.add(list(own));
    }
    return ("{'format':'dlmcert-instance/1','widths':"
            + widths
            + ",'slope':'"
            + slope
            + "','bias':"
            + bias
            + ",'inputs':"
            + x
            + ",'targets':"
            + y
            + ",'weights':["
            + matrices.stream().map(m -> "[" + m + "]").collect(Collectors.joining(","))
            + "]"
            + (bias ? ",'biases':[" + String.join(",", biases) + "]" : "")
            + "}")
        .replace('\'', '"');
  }

  private static String list(List<String> entries) {
    return entries.stream().map(e -> '"' + e + '"').collect(Collectors.joining(",", "[", "]"));
  }
}
