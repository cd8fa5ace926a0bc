package org.dlmcert.certify.claim;

/** The biases b_L of the last layer in a claim about several outputs (proofs/format.md, 4.1). */
public enum OutputBiases {
  /** Held, at any value: they play no part. */
  HELD("held"),
  /** Trained: each output has a row of ones below the gradient matrix. */
  TRAINED("trained");

  private final String word;

  OutputBiases(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }
}
