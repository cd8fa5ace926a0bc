package org.dlmcert.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.cells.ParallelInputs;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.OpenCell;

/**
 * The function F(d) = p·d + Σ_ℓ κ_ℓ·|r_ℓ·d| of a direction d: what a sum Σ_n c_n·v_n changes by, to
 * first order, when the weights of one unit move in the direction d.
 *
 * <p>Samples with zero preactivation contribute c·φ(x·d), φ(u) = (1+s)/2·u + (1-s)/2·|u|. Those
 * whose inputs are multiples of one r_ℓ have one kink together. So F is linear exactly if all κ_ℓ
 * are zero, and F = 0 exactly if p is zero as well: this is the condition of soundness.md, 21.
 *
 * @param linear p
 * @param kinks the lines with κ ≠ 0, no two of them parallel
 */
record DirectionalForm(List<Rational> linear, List<Kink> kinks) {
  DirectionalForm {
    linear = List.copyOf(linear);
    kinks = List.copyOf(kinks);
  }

  /** κ·|r·d|, κ ≠ 0 and r primitive. */
  record Kink(List<BigInteger> line, Rational weight) {
    Kink {
      line = List.copyOf(line);
    }
  }

  /** Whether F is negative somewhere. */
  sealed interface Sign {}

  /** F is negative in this direction. */
  record Negative(List<Rational> direction) implements Sign {}

  /** F ≥ 0 everywhere. */
  record NowhereNegative() implements Sign {}

  /** The concave kinks have more cells than the limit. */
  record TooManyCells(int limit) implements Sign {}

  /**
   * The form of one unit.
   *
   * @param inputs X, d×N, what the unit's weights are multiplied with
   * @param atKink whether the preactivation of a sample is zero and x is not void
   * @param factors c·ε of a sample
   * @param slopes 1 or s, where the preactivation is not zero
   */
  static DirectionalForm of(
      RationalMatrix inputs,
      IntPredicate atKink,
      IntFunction<Rational> factors,
      IntFunction<Rational> slopes,
      Rational slope) {
    Rational half = Rational.of(1, 2);
    Rational even = Rational.ONE.plus(slope).times(half);
    Rational odd = Rational.ONE.minus(slope).times(half);
    Rational[] p = new Rational[inputs.rows()];
    Arrays.fill(p, Rational.ZERO);
    List<Integer> flat = new ArrayList<>();
    for (int n = 0; n < inputs.columns(); n++) {
      Rational factor = factors.apply(n);
      if (factor.isZero()) {
        continue;
      }
      if (atKink.test(n)) {
        flat.add(n);
      }
      Rational weight = factor.times(atKink.test(n) ? even : slopes.apply(n));
      for (int j = 0; j < p.length && !weight.isZero(); j++) {
        p[j] = p[j].plus(weight.times(inputs.get(j, n)));
      }
    }
    return new DirectionalForm(
        List.of(p), odd.isZero() ? List.of() : kinks(inputs, flat, factors, odd));
  }

  private static List<Kink> kinks(
      RationalMatrix inputs, List<Integer> flat, IntFunction<Rational> factors, Rational odd) {
    int[] samples = flat.stream().mapToInt(Integer::intValue).toArray();
    ParallelInputs lines = ParallelInputs.of(inputs.columns(samples).clearColumns().matrix());
    IntegerMatrix directions = lines.directions().transpose();
    List<Kink> kinks = new ArrayList<>();
    for (int line = 0; line < lines.classes(); line++) {
      List<BigInteger> r = directions.row(line);
      int first =
          IntStream.range(0, r.size()).filter(j -> r.get(j).signum() != 0).min().orElseThrow();
      Rational sum = Rational.ZERO;
      for (ParallelInputs.Member member : lines.members(line)) {
        int n = samples[member.sample()];
        Rational multiple = inputs.get(first, n).dividedBy(Rational.of(r.get(first))).abs();
        sum = sum.plus(factors.apply(n).times(multiple));
      }
      if (!sum.isZero()) {
        kinks.add(new Kink(r, sum.times(odd)));
      }
    }
    return kinks;
  }

  /** F(d). */
  Rational at(List<Rational> direction) {
    Rational value = dot(linear, direction);
    for (Kink kink : kinks) {
      value = value.plus(kink.weight().times(dot(rational(kink.line()), direction).abs()));
    }
    return value;
  }

  boolean isLinear() {
    return kinks.isEmpty();
  }

  boolean isZero() {
    return isLinear() && linear.stream().allMatch(Rational::isZero);
  }

  /**
   * A direction in which F is not zero.
   *
   * @throws IllegalStateException if F = 0
   */
  List<Rational> nonzeroDirection() {
    if (isLinear()) {
      if (isZero()) {
        throw new IllegalStateException("F is zero everywhere");
      }
      return linear;
    }
    // Across the hyperplane of one kink, F(b+δr) + F(b-δr) - 2F(b) = 2κδ|r|² for small δ.
    List<Rational> r = rational(kinks.get(0).line());
    List<Rational> b = onHyperplane();
    Rational delta = Rational.ONE;
    while (true) {
      for (List<Rational> d : List.of(b, sum(b, r, delta), sum(b, r, delta.negate()))) {
        if (!at(d).isZero()) {
          return d;
        }
      }
      delta = delta.times(Rational.of(1, 2));
    }
  }

  /** A point of the hyperplane of the first kink that is on none of the others. */
  private List<Rational> onHyperplane() {
    int d = linear.size();
    IntegerMatrix basis =
        IntegerKernel.basis(IntegerMatrix.ofRows(d, List.of(kinks.get(0).line())));
    IntegerMatrix others =
        IntegerMatrix.ofRows(d, kinks.stream().skip(1).map(Kink::line).toList()).transpose();
    List<Rational> point = OpenCell.point(RationalMatrix.of(basis.times(others)));
    return IntStream.range(0, d)
        .mapToObj(
            j -> {
              Rational sum = Rational.ZERO;
              for (int k = 0; k < basis.rows(); k++) {
                sum = sum.plus(point.get(k).times(Rational.of(basis.get(k, j))));
              }
              return sum;
            })
        .toList();
  }

  /**
   * Decides whether F is negative somewhere, exactly.
   *
   * <p>Where κ is negative, κ|r·d| is the least of ±κ·r·d; so F is the least of the convex
   * functions q·d + Σ κ|r·d| over the convex kinks, q = p + Σ ±κ·r over the concave ones. Of these
   * q only the vertices of their hull matter, which are those of the cells of the lines of the
   * concave kinks. For each of them one exact linear program decides.
   *
   * @param limit the most cells
   */
  Sign sign(int limit) {
    List<Kink> concave = kinks.stream().filter(k -> k.weight().signum() < 0).toList();
    List<Kink> convex = kinks.stream().filter(k -> k.weight().signum() > 0).toList();
    RationalMatrix lines =
        RationalMatrix.of(
            linear.size(), concave.size(), (j, k) -> Rational.of(concave.get(k).line().get(j)));
    Optional<CellEnumeration> cells =
        CellEnumeration.of(lines, SignConvention.OPEN, limit, count -> {});
    if (cells.isEmpty()) {
      return new TooManyCells(limit);
    }
    for (Cell cell : cells.get().cells()) {
      Optional<List<Rational>> found = negative(vertex(concave, cell.signs()), convex);
      if (found.isPresent()) {
        return new Negative(found.get());
      }
    }
    return new NowhereNegative();
  }

  private List<Rational> vertex(List<Kink> concave, SignVector signs) {
    List<Rational> q = linear;
    for (int k = 0; k < concave.size(); k++) {
      Rational weight = concave.get(k).weight();
      q = sum(q, rational(concave.get(k).line()), signs.isPlus(k) ? weight : weight.negate());
    }
    return q;
  }

  /** A direction with q·d + Σ κ|r·d| < 0 over the convex kinks, if there is one. */
  private Optional<List<Rational>> negative(List<Rational> q, List<Kink> convex) {
    List<Rational> down = q.stream().map(Rational::negate).toList();
    if (at(down).signum() < 0) {
      return Optional.of(down);
    }
    if (convex.isEmpty()) {
      return Optional.empty(); // F(-q) ≤ -|q|², so q = 0
    }
    int d = linear.size();
    int variables = d + convex.size(); // d, and t ≥ |r·d| for each kink
    List<Inequality> system = new ArrayList<>();
    for (int k = 0; k < convex.size(); k++) {
      List<BigInteger> r = convex.get(k).line();
      int bound = d + k;
      system.add(
          new Inequality(row(variables, j -> j < d ? r.get(j).negate() : bit(j == bound)), false));
      system.add(new Inequality(row(variables, j -> j < d ? r.get(j) : bit(j == bound)), false));
    }
    List<Rational> objective = new ArrayList<>(down);
    convex.forEach(kink -> objective.add(kink.weight().negate()));
    RationalMatrix.ClearedColumns cleared =
        RationalMatrix.ofRows(1, objective.stream().map(List::of).toList()).clearColumns();
    system.add(new Inequality(row(variables, j -> cleared.matrix().get(j, 0)), true));
    if (!(HomogeneousInequalities.decide(variables, system) instanceof Solvable solvable)) {
      return Optional.empty();
    }
    List<Rational> direction = solvable.point().subList(0, d).stream().map(Rational::of).toList();
    if (at(direction).signum() >= 0) {
      throw new IllegalStateException("a solution of the linear program that is not negative");
    }
    return Optional.of(direction);
  }

  private static List<BigInteger> row(int size, IntFunction<BigInteger> entry) {
    return IntStream.range(0, size).mapToObj(entry).toList();
  }

  private static BigInteger bit(boolean one) {
    return one ? BigInteger.ONE : BigInteger.ZERO;
  }

  private static List<Rational> rational(List<BigInteger> vector) {
    return vector.stream().map(Rational::of).toList();
  }

  private static List<Rational> sum(List<Rational> a, List<Rational> b, Rational factor) {
    return IntStream.range(0, a.size())
        .mapToObj(j -> a.get(j).plus(factor.times(b.get(j))))
        .toList();
  }

  static Rational dot(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      if (!a.get(j).isZero() && !b.get(j).isZero()) {
        sum = sum.plus(a.get(j).times(b.get(j)));
      }
    }
    return sum;
  }
}
