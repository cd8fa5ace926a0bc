package org.dlmcert.model;

import org.dlmcert.exact.Rational;

/**
 * What training minimizes: the mean over the samples of Σ_k ℓ(e_k), e = outputs - targets; ℓ is
 * convex and differentiable.
 */
public sealed interface Loss {
  /** ℓ(e) = e²/2, so that the mean is the MSE (3.2). */
  Squared SQUARED = new Squared();

  /** The word that names the loss in instances, as {@code squared} or {@code huber:1/2}. */
  String word();

  /** A loss with rational values, piecewise a polynomial in the residual. */
  sealed interface Piecewise extends Loss {
    /** ℓ(e). */
    Rational value(Rational residual);

    /** ℓ'(e), which is 0 exactly where ℓ is least. */
    Rational derivative(Rational residual);
  }

  /** e²/2. */
  record Squared() implements Piecewise {
    private static final Rational HALF = Rational.of(1, 2);

    @Override
    public String word() {
      return "squared";
    }

    @Override
    public Rational value(Rational residual) {
      return residual.times(residual).times(HALF);
    }

    @Override
    public Rational derivative(Rational residual) {
      return residual;
    }
  }

  /**
   * e²/2 for |e| ≤ δ, and δ|e| - δ²/2 beyond (Huber 1964).
   *
   * @param delta δ &gt; 0
   */
  record Huber(Rational delta) implements Piecewise {
    public Huber {
      if (delta.signum() <= 0) {
        throw new IllegalArgumentException("a positive δ expected, got " + delta);
      }
    }

    @Override
    public String word() {
      return "huber:" + delta;
    }

    @Override
    public Rational value(Rational residual) {
      Rational size = residual.abs();
      return size.compareTo(delta) <= 0
          ? SQUARED.value(residual)
          : delta.times(size).minus(SQUARED.value(delta));
    }

    @Override
    public Rational derivative(Rational residual) {
      return residual.abs().compareTo(delta) <= 0
          ? residual
          : residual.signum() < 0 ? delta.negate() : delta;
    }
  }
}
