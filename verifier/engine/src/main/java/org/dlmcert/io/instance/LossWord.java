package org.dlmcert.io.instance;

import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Loss;

/** Reads the word that names a loss, as {@code squared}, or {@code huber:} with its δ. */
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
    for (Loss loss : List.of(new Loss.Logistic(), new Loss.CrossEntropy())) {
      if (word.equals(loss.word())) {
        return loss;
      }
    }
    if (!word.startsWith(HUBER)) {
      throw place.expected(
          "squared, huber:δ as in huber:1/2, logistic or cross-entropy", Place.quote(word));
    }
    Rational delta = numbers.read(word.substring(HUBER.length()), place);
    if (delta.signum() <= 0) {
      throw place.expected("huber:δ with a positive δ", Place.quote(word));
    }
    return new Loss.Huber(delta);
  }
}
