package org.dlmcert.cells;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.apache.commons.math3.optim.linear.LinearConstraint;
import org.apache.commons.math3.optim.linear.LinearConstraintSet;
import org.apache.commons.math3.optim.linear.LinearObjectiveFunction;
import org.apache.commons.math3.optim.linear.NonNegativeConstraint;
import org.apache.commons.math3.optim.linear.Relationship;
import org.apache.commons.math3.optim.linear.SimplexSolver;
import org.apache.commons.math3.optim.nonlinear.scalar.GoalType;
import org.dlmcert.exact.Rational;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The exact optimum against another simplex method, in double, and against known answers. */
class MostInteriorPointTest {
  private static List<Rational> vector(long... entries) {
    return Arrays.stream(entries).mapToObj(Rational::of).toList();
  }

  /** In the wedge |y| &lt; x with entries up to 2, the point (2, 0). */
  @Test
  void theMiddleOfAWedge() {
    List<Rational> point =
        MostInteriorPoint.of(
            List.of(Rational.ONE, Rational.of(9, 10)),
            List.of(vector(1, 0), vector(0, 1)),
            List.of(vector(1, 1), vector(1, -1)));
    assertThat(point).containsExactly(Rational.of(2), Rational.ZERO);
  }

  @Test
  void fixedEntriesStayAndNothingIsDoneWithoutFormsOrDirections() {
    List<Rational> start = List.of(Rational.ONE, Rational.of(1, 3));
    List<List<Rational>> all = List.of(vector(1, 0), vector(0, 1));
    List<List<Rational>> wedge = List.of(vector(1, 1), vector(1, -1));
    assertThat(MostInteriorPoint.of(start, all, wedge, 1))
        .containsExactly(Rational.of(2), Rational.of(1, 3));
    assertThat(MostInteriorPoint.of(start, all, wedge, 0, 1)).isEqualTo(start);
    assertThat(MostInteriorPoint.of(start, all, List.of())).isSameAs(start);
    assertThat(MostInteriorPoint.of(start, List.of(), wedge)).isSameAs(start);
  }

  @Test
  void theLeastFormIsAsLargeAsAnotherSimplexMethodMakesIt() {
    int improved = 0;
    for (long seed = 0; seed < 60; seed++) {
      Random random = Cases.random(seed);
      int size = 1 + random.nextInt(4);
      List<Rational> start = entries(random, size);
      List<List<Rational>> directions = vectors(random, random.nextInt(size + 1), size);
      List<List<Rational>> forms =
          vectors(random, 1 + random.nextInt(6), size).stream()
              .filter(f -> dot(f, start).signum() != 0)
              .map(f -> dot(f, start).signum() > 0 ? f : f.stream().map(Rational::negate).toList())
              .toList();
      if (forms.isEmpty()) {
        continue;
      }
      List<Rational> point = MostInteriorPoint.of(start, directions, forms);
      Rational before = least(forms, start);
      Rational after = least(forms, point);
      assertThat(after).as("seed %d", seed).isGreaterThanOrEqualTo(before);
      improved += after.compareTo(before) > 0 ? 1 : 0;
      if (!directions.isEmpty()) {
        assertThat(Double.parseDouble(decimal(after)))
            .as("seed %d", seed)
            .isCloseTo(byDoubles(start, directions, forms), within(1e-6));
      }
    }
    assertThat(improved).isGreaterThan(20);
  }

  private static String decimal(Rational value) {
    return new BigDecimal(value.numerator())
        .divide(new BigDecimal(value.denominator()), MathContext.DECIMAL64)
        .toString();
  }

  private static double number(Rational value) {
    return Double.parseDouble(decimal(value));
  }

  private static double byDoubles(
      List<Rational> start, List<List<Rational>> directions, List<List<Rational>> forms) {
    int k = directions.size();
    List<LinearConstraint> constraints = new ArrayList<>();
    for (List<Rational> form : forms) {
      double[] row = new double[k + 1];
      IntStream.range(0, k).forEach(d -> row[d] = number(dot(form, directions.get(d))));
      row[k] = -1;
      constraints.add(new LinearConstraint(row, Relationship.GEQ, -number(dot(form, start))));
    }
    double bound = start.stream().mapToDouble(v -> 2 * number(v.abs())).max().orElse(0);
    for (int j = 0; j < start.size(); j++) {
      int entry = j;
      double[] row = new double[k + 1];
      IntStream.range(0, k).forEach(d -> row[d] = number(directions.get(d).get(entry)));
      double at = number(start.get(j));
      constraints.add(new LinearConstraint(row, Relationship.LEQ, bound - at));
      constraints.add(new LinearConstraint(row.clone(), Relationship.GEQ, -bound - at));
    }
    double[] objective = new double[k + 1];
    objective[k] = 1;
    return new SimplexSolver()
        .optimize(
            new LinearObjectiveFunction(objective, 0),
            new LinearConstraintSet(constraints),
            GoalType.MAXIMIZE,
            new NonNegativeConstraint(false))
        .getValue();
  }

  private static Rational least(List<List<Rational>> forms, List<Rational> point) {
    return forms.stream()
        .map(f -> dot(f, point))
        .reduce((a, b) -> a.compareTo(b) <= 0 ? a : b)
        .orElseThrow();
  }

  private static List<List<Rational>> vectors(Random random, int count, int size) {
    return IntStream.range(0, count).mapToObj(c -> entries(random, size)).toList();
  }

  private static List<Rational> entries(Random random, int size) {
    return IntStream.range(0, size)
        .mapToObj(j -> Rational.of(random.nextInt(15) - 7, 1 + random.nextInt(3)))
        .toList();
  }

  private static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }
}
