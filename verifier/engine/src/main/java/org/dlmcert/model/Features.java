package org.dlmcert.model;

import java.util.regex.Pattern;

/**
 * Where inputs come from that are outputs of the lower layers of a model (proofs/format.md, 4.17).
 *
 * @param model the SHA-256 of the model's file, 64 lower case hexadecimal digits
 * @param nodes how many of its nodes were evaluated, at least one
 */
public record Features(String model, int nodes) {
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  /** Checks both. */
  public Features {
    if (!DIGEST.matcher(model).matches()) {
      throw new IllegalArgumentException("64 lower case hexadecimal digits expected as SHA-256");
    }
    if (nodes < 1) {
      throw new IllegalArgumentException("one node or more expected, got " + nodes);
    }
  }
}
