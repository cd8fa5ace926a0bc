package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * The loss ℓ of a residual (format.md section 2): e²/2, or that of Huber if δ is there; or a loss
 * of an output, of which there are only a word and labels.
 *
 * @param delta δ > 0
 * @param word {@code logistic} or {@code cross-entropy}; empty for losses of residuals
 */
public record Loss(Optional<Rational> delta, String word) {

  /** Reads the optional field, for a loss of residuals. */
  static Loss read(CanonicalReader in) {
    return in.optionalField("loss") ? readHuber(in) : new Loss(Optional.empty(), "");
  }

  /** Reads the optional field, for any loss. */
  static Loss readGeneral(CanonicalReader in) {
    if (!in.optionalField("loss")) {
      return new Loss(Optional.empty(), "");
    }
    for (String word : List.of("logistic", "cross-entropy")) {
      if (in.skip("\"" + word + "\"")) {
        return new Loss(Optional.empty(), word);
      }
    }
    return readHuber(in);
  }

  private static Loss readHuber(CanonicalReader in) {
    Rational delta = in.rationalAfter("huber");
    if (delta.signum() <= 0) {
      throw in.malformed("expected a positive number after huber:");
    }
    return new Loss(Optional.of(delta), "");
  }

  public boolean squared() {
    return delta.isEmpty() && word.isEmpty();
  }

  /** Returns what a claim says of it, after a semicolon; nothing for squares. */
  public String words() {
    return delta
        .map(d -> "; Huber's loss with δ = " + d)
        .orElse(word.isEmpty() ? "" : "; loss " + word);
  }

  /** Returns whether |e| exceeds δ. */
  private boolean isLinear(Rational e, Work work) {
    return delta.isPresent() && Vectors.minus(size(e), delta.get(), work).signum() > 0;
  }

  private static Rational size(Rational e) {
    return new Rational(e.numerator().abs(), e.denominator());
  }

  /** Returns ℓ'(e). */
  public Rational derivative(Rational e, Work work) {
    if (!isLinear(e, work)) {
      return e;
    }
    Rational d = delta.orElseThrow();
    return e.signum() > 0 ? d : new Rational(d.numerator().negate(), d.denominator());
  }

  /** Returns the mean of ℓ over the samples: |e|²/2N for squares; 0 for N = 0. */
  public Rational mean(Rational[] residuals, Work work) {
    Rational[] square = residuals.clone();
    Rational twice = Rational.ZERO;
    for (int n = 0; n < square.length; n++) {
      if (isLinear(residuals[n], work)) {
        // 2·ℓ(e) = δ·(2|e| - δ)
        Rational d = delta.orElseThrow();
        Rational size = size(residuals[n]);
        Rational rest = Vectors.minus(Vectors.plus(size, size, work), d, work);
        twice = Vectors.plus(twice, Vectors.times(d, rest, work), work);
        square[n] = Rational.ZERO;
      }
    }
    BigInteger count = BigInteger.valueOf(Math.max(1, 2L * residuals.length));
    Rational share = Rational.of(BigInteger.ONE, count);
    return Vectors.plus(
        Vectors.loss(square, square.length, work), Vectors.times(twice, share, work), work);
  }
}
