package org.dlmcert.model;

import org.dlmcert.exact.RationalMatrix;

/** The multiplicative noise E_l of one hidden layer. */
public sealed interface LayerNoise {
  /** Claims are made for almost every noise. */
  record Generic() implements LayerNoise {}

  /** No noise: all factors are one. */
  record None() implements LayerNoise {}

  /**
   * The given factors.
   *
   * @param factors N × d_l: samples are rows, so this is the transpose of the paper's E_l
   */
  record Given(RationalMatrix factors) implements LayerNoise {}

  LayerNoise GENERIC = new Generic();
  LayerNoise NONE = new None();
}
