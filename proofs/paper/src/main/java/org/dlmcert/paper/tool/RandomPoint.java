package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/** Random networks at random points inside cells, with noise in every entry. */
public final class RandomPoint {
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 4), Rational.of(1, 100), Rational.of(-1), Rational.of(3, 2));

  private RandomPoint() {}

  /** A point of a network of these widths, all weights nonzero fractions. */
  public static Setting of(Draws draws, List<Integer> widths, int samples) {
    return Stream.generate(() -> draw(draws, widths, samples))
        .filter(Setting::isDifferentiable)
        .findFirst()
        .orElseThrow();
  }

  /** Widths of a network of this many layers, at most {@code widest} units in each. */
  public static List<Integer> widths(Draws draws, int depth, int widest) {
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      widths.add(draws.between(1, widest));
    }
    widths.add(1);
    return widths;
  }

  private static Setting draw(Draws draws, List<Integer> widths, int samples) {
    List<RationalMatrix> noise = new ArrayList<>();
    List<RationalMatrix> weights = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      RationalMatrix numerators = draws.nonzero(widths.get(l), widths.get(l - 1));
      weights.add(
          RationalMatrix.of(
              numerators.rows(),
              numerators.columns(),
              (i, j) -> numerators.get(i, j).dividedBy(Rational.of(draws.between(1, 5)))));
      if (l < widths.size() - 1) {
        noise.add(draws.nonzero(widths.get(l), samples));
      }
    }
    return new Setting(
        draws.nonzero(widths.get(0), samples),
        noise,
        SLOPES.get(draws.between(0, SLOPES.size() - 1)),
        weights,
        draws.matrix(1, samples));
  }
}
