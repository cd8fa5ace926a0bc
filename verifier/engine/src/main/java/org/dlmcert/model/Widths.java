package org.dlmcert.model;

import java.util.List;
import java.util.stream.Collectors;

/** The one notation for the shape of a network: {@code 64-34-1} are d_0, …, d_L. */
public final class Widths {
  private Widths() {}

  /** One shape. */
  public static String text(List<Integer> widths) {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"));
  }

  /** Several shapes: {@code 2-2-1, 3-2-1}. */
  public static String texts(List<List<Integer>> shapes) {
    return shapes.stream().map(Widths::text).collect(Collectors.joining(", "));
  }
}
