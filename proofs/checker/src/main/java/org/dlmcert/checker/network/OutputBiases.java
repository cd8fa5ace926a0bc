package org.dlmcert.checker.network;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;

/**
 * b_L of a network with several outputs: held at any value, or trained, which puts k rows below G,
 * with a 1 in each column of their output (format.md 4.1, soundness.md section 33).
 */
public enum OutputBiases {
  HELD,
  TRAINED;

  /** Reads the field if it comes next. */
  public static OutputBiases read(CanonicalReader in) {
    if (!in.optionalField("output_biases")) {
      return HELD;
    }
    in.word(List.of("trained"));
    return TRAINED;
  }

  /** Only several outputs have such biases, and only if there are biases at all. */
  public void compare(int outputs, boolean bias) {
    Rejection.unless(
        this == HELD || outputs > 1 && bias,
        "claim",
        "claim.output_biases",
        () -> "the field belongs to several outputs with biases");
  }

  /** Returns how many rows there are below G. */
  public int rows(int outputs) {
    return this == TRAINED ? outputs : 0;
  }
}
