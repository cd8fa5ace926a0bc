package org.dlmcert.model;

import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** The multiplicative noise E_l of one hidden layer. */
public sealed interface LayerNoise
    permits LayerNoise.Generic, LayerNoise.None, LayerNoise.Given, LiftedNoise {
  /** Claims are made for almost every noise. */
  record Generic() implements LayerNoise {
    @Override
    public Rational factor(int sample, int unit) {
      throw new IllegalArgumentException("generic noise has no values");
    }
  }

  /** No noise: all factors are one. */
  record None() implements LayerNoise {
    @Override
    public Rational factor(int sample, int unit) {
      return Rational.ONE;
    }
  }

  /**
   * The given factors.
   *
   * @param factors N × d_l: samples are rows, so this is the transpose of the paper's E_l
   */
  record Given(RationalMatrix factors) implements LayerNoise {
    @Override
    public Rational factor(int sample, int unit) {
      return factors.get(sample, unit);
    }

    @Override
    public Optional<RationalMatrix> table() {
      return Optional.of(factors);
    }
  }

  /**
   * The factor ε of a unit on a sample.
   *
   * @throws IllegalArgumentException if the noise is generic
   */
  Rational factor(int sample, int unit);

  /** All factors, N × d_l, where they are given, by a table or by a formula. */
  default Optional<RationalMatrix> table() {
    return Optional.empty();
  }

  LayerNoise GENERIC = new Generic();
  LayerNoise NONE = new None();
}
