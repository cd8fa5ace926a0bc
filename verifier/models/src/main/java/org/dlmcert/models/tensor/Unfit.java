package org.dlmcert.models.tensor;

import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;

/** What does not fit together: shapes, types, sizes. Whoever knows the place adds it. */
public final class Unfit extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String expected;
  private final String found;

  /** What was expected and what was found, on one line. */
  public Unfit(String expected, String found) {
    super(expected + " expected, found " + found);
    this.expected = expected;
    this.found = found;
  }

  /** The report of this at a place. */
  public BadInput at(Place place) {
    return place.expected(expected, found);
  }
}
