package org.dlmcert.io;

import org.dlmcert.exact.Rational;
import org.dlmcert.model.Loss;

/** Reads the word that names a loss: {@code squared}, or {@code huber:} with its δ. */
public final class LossWord {
  private static final String HUBER = "huber:";

  private LossWord() {}

  /**
   * The loss.
   *
   * @throws BadInput if the word names none
   */
  public static Loss read(String word, Numbers numbers, Place place) {
    if (word.equals("squared")) {
      return Loss.SQUARED;
    }
    if (!word.startsWith(HUBER)) {
      throw place.expected("squared, or huber:δ as in huber:1/2", Place.quote(word));
    }
    Rational delta = numbers.read(word.substring(HUBER.length()), place);
    if (delta.signum() <= 0) {
      throw place.expected("huber:δ with a positive δ", Place.quote(word));
    }
    return new Loss.Huber(delta);
  }
}
