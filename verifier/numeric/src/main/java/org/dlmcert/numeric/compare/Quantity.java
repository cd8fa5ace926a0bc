package org.dlmcert.numeric.compare;

import java.util.List;
import java.util.Optional;
import org.dlmcert.numeric.ExactDouble;

/**
 * All numbers of one kind, such as the gradient by W_1.
 *
 * @param name as printed
 * @param entries row by row
 */
public record Quantity(String name, List<Entry> entries) {
  public Quantity {
    entries = List.copyOf(entries);
  }

  /** The entry with the largest error in ulps, the first of them; empty if there are no entries. */
  public Optional<Entry> worst() {
    Optional<Entry> worst = Optional.empty();
    double most = Double.NEGATIVE_INFINITY;
    for (Entry entry : entries) {
      double ulps = entry.roundedUlps();
      if (ulps > most) {
        worst = Optional.of(entry);
        most = ulps;
      }
    }
    return worst;
  }

  /** Entries whose double has another sign (-1, 0 or 1) than the exact value. */
  public List<Entry> withWrongSign() {
    return entries.stream().filter(e -> !e.hasExactSign()).toList();
  }

  /** Entries whose double is exactly right. */
  public long exact() {
    return entries.stream().filter(e -> e.error() == 0).count();
  }

  /** Entries whose double is the nearest one. */
  public long correctlyRounded() {
    return entries.stream().filter(e -> e.computed() == ExactDouble.nearest(e.exact())).count();
  }

  /** Entries whose error exceeds the bound. */
  public long beyondBound() {
    return entries.stream().filter(e -> !e.withinBound()).count();
  }

  /** The largest error as a part of its bound; 0 where there is no error. */
  public double largestShare() {
    return entries.stream()
        .mapToDouble(e -> e.error() == 0 ? 0 : e.error() / e.bound())
        .max()
        .orElse(0);
  }
}
