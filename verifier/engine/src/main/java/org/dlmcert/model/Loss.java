package org.dlmcert.model;

import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * What training minimizes: the mean over the samples of a loss of the outputs, which is convex and
 * differentiable: Σ_k ℓ(e_k), e = outputs - targets, or one of labels.
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

    // A record's own equals is made at run time, for longer than a small instance takes.

    @Override
    public boolean equals(Object other) {
      return other instanceof Squared;
    }

    @Override
    public int hashCode() {
      return 2;
    }

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

  /** A loss of the outputs and a label; its derivatives are nowhere 0. */
  sealed interface OfLabels extends Loss {
    /** What is wrong with these targets as labels, in words. */
    Optional<String> misfit(Optional<RationalMatrix> targets);
  }

  /** The sum over the outputs v of log(1 + exp(-y·v)), y = 1 or -1; labels 0 stand for -1. */
  record Logistic() implements OfLabels {
    @Override
    public String word() {
      return "logistic";
    }

    @Override
    public Optional<String> misfit(Optional<RationalMatrix> targets) {
      return Labels.misfit(this, targets);
    }
  }

  /** The logarithm of Σ_k exp(v_k), minus v_y, y the output whose label is 1. */
  record CrossEntropy() implements OfLabels {
    @Override
    public String word() {
      return "cross-entropy";
    }

    @Override
    public Optional<String> misfit(Optional<RationalMatrix> targets) {
      return Labels.misfit(this, targets);
    }
  }
}
