package org.dlmcert.checker.network;

import java.util.List;
import java.util.stream.Collectors;
import org.dlmcert.checker.form.Rational;

/** The end of the sentence for every claim about an instance. */
public final class SettingWords {
  private SettingWords() {}

  public static String of(int samples, List<Integer> widths, Rational slope, boolean bias) {
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
