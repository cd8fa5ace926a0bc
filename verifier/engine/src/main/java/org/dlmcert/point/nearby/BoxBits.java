package org.dlmcert.point.nearby;

import java.util.List;

/**
 * Bits after the point for derivatives on a box: first few, so that products fit into machine
 * words, then more where these do not suffice.
 */
final class BoxBits {
  static final List<Integer> TO_TRY = List.of(48, 96);

  private BoxBits() {}
}
