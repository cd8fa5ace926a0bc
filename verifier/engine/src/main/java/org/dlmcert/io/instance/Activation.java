package org.dlmcert.io.instance;

import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;

/** The activation of the hidden units in words: {@code leaky}, or {@code maxout:r}. */
public final class Activation {
  private static final String MAXOUT = "maxout:";

  private Activation() {}

  /**
   * The number of pieces of a hidden unit: 1 for {@code leaky}, which has a slope, r for maxout.
   *
   * @throws BadInput if the word is neither
   */
  public static int pieces(String word, Place place) {
    if (word.equals("leaky")) {
      return 1;
    }
    if (word.matches(MAXOUT + "[1-9][0-9]{0,5}") && !word.equals(MAXOUT + "1")) {
      return Integer.parseInt(word.substring(MAXOUT.length()));
    }
    throw place.expected("\"leaky\" or \"maxout:r\" with r from 2 to 999999", Place.quote(word));
  }

  /** The word for so many pieces. */
  public static String word(int pieces) {
    return pieces == 1 ? "leaky" : MAXOUT + pieces;
  }
}
