package org.dlmcert.numeric.network;

/**
 * What a batch lost.
 *
 * @param squares Σ ‖v_L⁽ⁿ⁾ - y⁽ⁿ⁾‖²
 * @param errors samples with an output that the {@link Threshold} separates from its target
 */
public record BatchLoss(double squares, int errors) {
  /** Nothing lost yet. */
  public static final BatchLoss NONE = new BatchLoss(0, 0);

  public BatchLoss plus(BatchLoss other) {
    return new BatchLoss(squares + other.squares, errors + other.errors);
  }

  /** (3.2): squares / 2N. */
  public double mse(int samples) {
    return squares / (2.0 * samples);
  }
}
