package org.dlmcert.io.instance;

import java.util.List;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Limits;
import org.dlmcert.io.Place;

/** What widths d_0, …, d_L must satisfy before a network is made of them. */
final class Widths {
  private Widths() {}

  /**
   * Checks that there is a hidden layer and that there are not too many.
   *
   * @throws BadInput if not
   */
  static List<Integer> checked(List<Integer> widths, Place place) {
    if (widths.size() < 3) {
      throw place.expected("three or more widths d_0, …, d_L, L ≥ 2", "" + widths);
    }
    checkCount(widths.size(), Limits.LAYERS, place);
    return List.copyOf(widths);
  }

  /** Checks the number of layers of which something is given. */
  static void checkCount(int count, int limit, Place place) {
    if (count > limit) {
      throw place.expected("at most " + limit + " layers", "more");
    }
  }
}
