package org.dlmcert.numeric.figure;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The settings of Figure 6.1.
 *
 * @param samples the values of N, one panel each
 * @param repetitions repetitions per point
 * @param epochs the most epochs of a repetition
 * @param seed of everything
 * @param stepFactor what Adam's step is multiplied by
 */
public record ErrorCurveSettings(
    List<Integer> samples, int repetitions, int epochs, long seed, double stepFactor)
    implements Serializable {
  /** 30 repetitions of N = 100, 400, 1000. */
  public static final ErrorCurveSettings FULL =
      new ErrorCurveSettings(List.of(100, 400, 1000), 30, 4000, 1);

  /** 5 repetitions of N = 100, 400: some minutes. */
  public static final ErrorCurveSettings QUICK =
      new ErrorCurveSettings(List.of(100, 400), 5, 2000, 1);

  /** d/√N at the points of the grid, so that d²/N goes from 0.1 to 2. */
  private static final List<Double> GRID =
      List.of(0.3162, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0, 1.1, 1.2, 1.3, 1.4142);

  private static final int SMALL = 400;

  public ErrorCurveSettings {
    samples = List.copyOf(samples);
  }

  /** With the steps of the figure. */
  public ErrorCurveSettings(List<Integer> samples, int repetitions, int epochs, long seed) {
    this(samples, repetitions, epochs, seed, 1);
  }

  /** The numbers of hidden layers. */
  public List<Integer> hiddenLayers() {
    return List.of(1, 2);
  }

  /** The widths d for N samples, ascending; where d²/N should be 1, the least with d² ≥ N. */
  public List<Integer> widths(int n) {
    return GRID.stream()
        .map(t -> t == 1.0 ? Math.ceil(Math.sqrt(n)) : Math.rint(t * Math.sqrt(n)))
        .map(Double::intValue)
        .filter(d -> d > 0)
        .distinct()
        .sorted()
        .toList();
  }

  /** The size of a mini-batch. */
  public int batch(int n) {
    return n <= SMALL ? 25 : 50;
  }

  /** The step size of Adam. */
  public double rate(int hiddenLayers) {
    return stepFactor * (hiddenLayers == 1 ? 0.01 : 0.005);
  }

  /** All settings in a line: results under different lines are not comparable. */
  public String fingerprint(List<SampleSource> sources) {
    return "figure 6.1; sources "
        + sources.stream().map(SampleSource::nameWithDigest).collect(Collectors.joining(" "))
        + "; N "
        + samples.stream().map(String::valueOf).collect(Collectors.joining(" "))
        + "; repetitions "
        + repetitions
        + "; epochs "
        + epochs
        + "; seed "
        + seed
        + (stepFactor == 1 ? "" : "; step factor " + stepFactor);
  }
}
