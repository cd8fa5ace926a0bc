package org.dlmcert.kink;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The samples at a kink of one unit, sorted by the line through 0 on which they lie: samples that
 * are multiples of each other have one kink together, and what they add to it may cancel.
 *
 * <p>Only inputs enter, so one object serves all residuals: a census over the faces of a unit finds
 * classes and rays once for each face.
 *
 * @param classes in the order of their first samples
 */
public record KinkClasses(List<KinkClass> classes) {
  /**
   * A sample of a class.
   *
   * @param sample its index n
   * @param multiple c_n ≠ 0, with x⁽ⁿ⁾ = c_n·z
   */
  public record Member(int sample, Rational multiple) {}

  /**
   * Samples on one line.
   *
   * @param line z, whose first nonzero entry is 1
   * @param members the samples, ascending
   */
  public record KinkClass(List<Rational> line, List<Member> members) {
    public KinkClass {
      line = List.copyOf(line);
      members = List.copyOf(members);
    }
  }

  public KinkClasses {
    classes = List.copyOf(classes);
  }

  /**
   * Sorts the samples at a kink; O(d) rational operations for each of them.
   *
   * @param inputs X, d×N, what the unit's weights are multiplied with
   * @param atKink whether a sample is at a kink; zero columns never are
   */
  public static KinkClasses of(RationalMatrix inputs, IntPredicate atKink) {
    Map<List<Rational>, List<Member>> byLine = new LinkedHashMap<>();
    for (int n = 0; n < inputs.columns(); n++) {
      if (!atKink.test(n)) {
        continue;
      }
      Rational first = Rational.ZERO;
      for (int j = 0; j < inputs.rows() && first.isZero(); j++) {
        first = inputs.get(j, n);
      }
      if (first.isZero()) {
        continue;
      }
      List<Rational> line = new ArrayList<>();
      for (int j = 0; j < inputs.rows(); j++) {
        line.add(inputs.get(j, n).dividedBy(first));
      }
      byLine.computeIfAbsent(line, key -> new ArrayList<>()).add(new Member(n, first));
    }
    return new KinkClasses(
        byLine.entrySet().stream().map(e -> new KinkClass(e.getKey(), e.getValue())).toList());
  }
}
