package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.exact.RationalMatrix;

/** Units with proportional noise, of which it pays to keep several in a reduced problem. */
final class Symmetries {
  private Symmetries() {}

  /** All units, divided into classes of proportional noise, the largest first. */
  static List<List<Integer>> of(FullRankProblem.OneLayer layer) {
    List<List<Integer>> classes =
        new ArrayList<>(
            PatternTree.proportional(
                RationalMatrix.of(
                    layer.units(), layer.samples(), (i, n) -> layer.noise().factor(n, i))));
    classes.sort(Comparator.comparing((List<Integer> units) -> -units.size()));
    return List.copyOf(classes);
  }

  /**
   * The number of patterns of k units on so many samples, if the units are taken class by class, up
   * to exchanges in each class and a factor for each sample; a lower bound if that exceeds 2^63.
   */
  static BigInteger fewest(List<List<Integer>> classes, int k, int samples) {
    // At least this many: there are at most k! ≤ 2^(k·bits(k)) exchanges.
    long bits =
        (long) samples * (k - 1) - (long) k * (Integer.SIZE - Integer.numberOfLeadingZeros(k));
    if (bits >= Long.SIZE) {
      return BigInteger.ONE.shiftLeft((int) Math.min(bits, 1 << 20));
    }
    List<List<Integer>> orbits = new ArrayList<>();
    int from = 0;
    for (List<Integer> units : classes) {
      int size = Math.min(units.size(), k - from);
      if (size > 1) {
        int first = from;
        orbits.add(IntStream.range(first, first + size).boxed().toList());
      }
      from += Math.max(0, size);
    }
    return PatternTree.choices(k, samples, orbits);
  }
}
