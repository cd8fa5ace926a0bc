package org.dlmcert.pattern;

/** Over which activation patterns a claim ranges. */
public enum PatternScope {
  /** Every assignment of slopes to units and samples. */
  ALL("all"),
  /** The patterns of points with all preactivations nonzero: what differentiable minima see. */
  REALIZABLE("realizable"),
  /** The patterns of all points, with slope 1 at preactivation 0: Lemma 3 to the letter. */
  EVERY_W("every-w"),
  /**
   * Every assignment of slopes to the units of all hidden layers, also of those whose activations
   * would follow from given weights.
   */
  ALL_LAYERS("all-layers");

  private final String word;

  PatternScope(String word) {
    this.word = word;
  }

  /** The word of the public formats. */
  public String word() {
    return word;
  }
}
