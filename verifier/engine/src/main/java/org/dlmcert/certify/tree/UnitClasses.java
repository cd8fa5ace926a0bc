package org.dlmcert.certify.tree;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;

/**
 * Units whose noise rows are multiples of each other. One of each class decides about all patterns:
 * with the slopes of their class, the blocks of the others have the same null vectors, being
 * multiples of its block (proofs/soundness.md, section 13). Units without noise are in no class.
 * With several outputs the rows have an entry for each column of the matrix, so that the output
 * weights of a class are multiples of each other as well (section 33).
 *
 * @param representatives the first unit of each class, ascending; unit 0 if there is no noise
 * @param place for each unit the place of its representative; 0 for units without noise
 */
public record UnitClasses(List<Integer> representatives, List<Integer> place) {
  public UnitClasses {
    representatives = List.copyOf(representatives);
    place = List.copyOf(place);
  }

  /** The classes of a problem with noise that is not generic; O(D·N) divisions. */
  public static UnitClasses of(GradientFamily layer) {
    Map<List<Rational>, Integer> places = new LinkedHashMap<>();
    List<Integer> representatives = new ArrayList<>();
    List<Integer> place = new ArrayList<>();
    for (int i = 0; i < layer.units(); i++) {
      List<Rational> row = new ArrayList<>();
      for (int n = 0; n < layer.samples(); n++) {
        row.add(layer.noise().get(i, n));
      }
      Optional<Rational> first = row.stream().filter(e -> !e.isZero()).findFirst();
      if (first.isEmpty()) {
        place.add(0);
        continue;
      }
      row.replaceAll(e -> e.dividedBy(first.get()));
      if (!places.containsKey(row)) {
        places.put(row, representatives.size());
        representatives.add(i);
      }
      place.add(places.get(row));
    }
    return new UnitClasses(representatives.isEmpty() ? List.of(0) : representatives, place);
  }

  /** The problem with the representatives only, on all samples. */
  public Reduction reduction(GradientFamily layer) {
    return Reduction.of(layer, representatives, List.of()).orElseThrow();
  }

  /** The pattern of all units that has the slopes of the representatives. */
  public ActivationPattern extended(ActivationPattern pattern) {
    return ActivationPattern.of(
        pattern.samples(), place.size(), (n, i) -> pattern.isActive(n, place.get(i)));
  }
}
