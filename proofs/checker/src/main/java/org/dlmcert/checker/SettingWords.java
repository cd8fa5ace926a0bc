package org.dlmcert.checker;

import java.util.List;
import java.util.stream.Collectors;

/** The end of the sentence for every claim about an instance. */
final class SettingWords {
  private SettingWords() {}

  static String of(int samples, List<Integer> widths, Rational slope, boolean bias) {
    return "; "
        + samples
        + (samples == 1 ? " sample" : " samples")
        + ", widths "
        + widths.stream().map(String::valueOf).collect(Collectors.joining("-"))
        + ", slope "
        + slope
        + (bias ? ", with biases" : "");
  }
}
