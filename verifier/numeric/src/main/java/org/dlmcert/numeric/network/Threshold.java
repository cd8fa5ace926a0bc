package org.dlmcert.numeric.network;

import java.util.Arrays;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The number that divides the outputs of a network into two classes: an output is right where it
 * and its target are on the same side, the threshold itself counting as above.
 *
 * @param value the middle where all targets together have two values, such as -1 and 1, or 0 and 1;
 *     else 0
 * @param values how many values the targets have, 3 for three or more
 */
public record Threshold(double value, int values) {
  private static final int MANY = 3;

  /** The threshold for these targets. */
  public static Threshold of(double[][] targets) {
    TreeSet<Double> values =
        Arrays.stream(targets)
            .flatMapToDouble(Arrays::stream)
            .map(y -> y + 0.0) // -0 and 0 are one value
            .distinct()
            .limit(MANY)
            .boxed()
            .collect(Collectors.toCollection(TreeSet::new));
    return new Threshold(
        values.size() == 2 ? values.first() / 2 + values.last() / 2 : 0, values.size());
  }

  /** Whether an output and its target are on different sides. */
  public boolean separates(double output, double target) {
    return output >= value != target >= value;
  }
}
