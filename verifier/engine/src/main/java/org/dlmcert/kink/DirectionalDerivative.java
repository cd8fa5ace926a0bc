package org.dlmcert.kink;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The function h(v) = c·v + Σ_C γ_C·|z_C·v| of a direction v: what a sum Σ_n q_n·v_n over the
 * outputs v_n of one hidden unit changes by, to first order, when its weights move in the direction
 * v.
 *
 * <p>A sample with zero preactivation contributes q·ε·φ(x·v), with φ(u) = (1+s)/2·u + (1-s)/2·|u|;
 * samples on one line have one kink. A linear function and the |z_C·v| of different lines are
 * linearly independent, so h is linear exactly if all γ are zero, and h = 0 exactly if c is zero as
 * well.
 *
 * @param linear c
 * @param kinks the classes with γ ≠ 0, in the order of their first samples
 */
public record DirectionalDerivative(List<Rational> linear, List<Kink> kinks) {
  public DirectionalDerivative {
    linear = List.copyOf(linear);
    kinks = List.copyOf(kinks);
  }

  /**
   * One term γ·|z·v|.
   *
   * @param line z, whose first nonzero entry is 1
   * @param weight γ ≠ 0
   */
  public record Kink(List<Rational> line, Rational weight) {
    public Kink {
      line = List.copyOf(line);
    }
  }

  /**
   * The derivative at one unit; O(dN) rational operations.
   *
   * @param inputs X, d×N, what the unit's weights are multiplied with
   * @param atKink whether the preactivation of a sample is zero although its input is not
   * @param factors q·ε of a sample
   * @param slopes 1 or s, where the preactivation is not zero
   * @param slope s
   */
  public static DirectionalDerivative of(
      RationalMatrix inputs,
      IntPredicate atKink,
      IntFunction<Rational> factors,
      IntFunction<Rational> slopes,
      Rational slope) {
    Rational half = Rational.of(1, 2);
    Rational even = Rational.ONE.plus(slope).times(half);
    Rational odd = Rational.ONE.minus(slope).times(half);
    Rational[] factor = new Rational[inputs.columns()];
    Arrays.setAll(factor, factors::apply);
    Rational[] c = new Rational[inputs.rows()];
    Arrays.fill(c, Rational.ZERO);
    for (int n = 0; n < factor.length; n++) {
      if (factor[n].isZero()) {
        continue;
      }
      Rational weight = factor[n].times(atKink.test(n) ? even : slopes.apply(n));
      for (int j = 0; j < c.length && !weight.isZero(); j++) {
        c[j] = c[j].plus(weight.times(inputs.get(j, n)));
      }
    }
    if (odd.isZero()) {
      return new DirectionalDerivative(List.of(c), List.of());
    }
    KinkClasses classes = KinkClasses.of(inputs, n -> !factor[n].isZero() && atKink.test(n));
    return new DirectionalDerivative(List.of(c), kinks(classes, factor, odd));
  }

  private static List<Kink> kinks(KinkClasses classes, Rational[] factor, Rational odd) {
    List<Kink> kinks = new ArrayList<>();
    for (KinkClasses.KinkClass sameLine : classes.classes()) {
      Rational sum = Rational.ZERO;
      for (KinkClasses.Member member : sameLine.members()) {
        sum = sum.plus(factor[member.sample()].times(member.multiple().abs()));
      }
      if (!sum.isZero()) {
        kinks.add(new Kink(sameLine.line(), sum.times(odd)));
      }
    }
    return kinks;
  }

  /** h(v). */
  public Rational at(List<Rational> direction) {
    Rational value = Rational.dot(linear, direction);
    for (Kink kink : kinks) {
      value = value.plus(kink.weight().times(Rational.dot(kink.line(), direction).abs()));
    }
    return value;
  }

  /** Whether no kink is left. */
  public boolean isLinear() {
    return kinks.isEmpty();
  }

  /** Whether h is zero everywhere. */
  public boolean isZero() {
    return isLinear() && linear.stream().allMatch(Rational::isZero);
  }

  /** The function ω·h. */
  public DirectionalDerivative times(Rational factor) {
    return factor.isZero()
        ? new DirectionalDerivative(linear.stream().map(factor::times).toList(), List.of())
        : new DirectionalDerivative(
            linear.stream().map(factor::times).toList(),
            kinks.stream().map(k -> new Kink(k.line(), k.weight().times(factor))).toList());
  }

  /**
   * A direction in which h is not zero.
   *
   * @throws IllegalStateException if h = 0
   */
  public List<Rational> nonzeroDirection() {
    if (isZero()) {
      throw new IllegalStateException("the derivative is zero everywhere");
    }
    if (linear.stream().anyMatch(entry -> !entry.isZero())) {
      // h(c) - h(-c) = 2|c|²
      return at(linear).isZero() ? linear.stream().map(Rational::negate).toList() : linear;
    }
    // Across the hyperplane of one kink, h(b+δz) + h(b-δz) - 2h(b) = 2γδ|z|² for small δ.
    List<Rational> z = kinks.get(0).line();
    List<Rational> b = onFirstHyperplane();
    for (Rational delta = Rational.ONE; ; delta = delta.times(Rational.of(1, 2))) {
      for (List<Rational> v : List.of(b, plus(b, z, delta), plus(b, z, delta.negate()))) {
        if (!at(v).isZero()) {
          return v;
        }
      }
    }
  }

  /** A point of the hyperplane of the first kink that is on none of the others. */
  private List<Rational> onFirstHyperplane() {
    List<List<Rational>> basis = Span.orthogonal(linear.size(), List.of(kinks.get(0).line()));
    if (basis.isEmpty()) {
      return linear.stream().map(entry -> Rational.ZERO).toList();
    }
    // On the moment curve each of the others vanishes at finitely many t.
    for (long t = 1; ; t++) {
      List<Rational> point = basis.get(basis.size() - 1);
      for (int k = basis.size() - 2; k >= 0; k--) {
        point = plus(basis.get(k), point, Rational.of(t));
      }
      List<Rational> found = point;
      if (kinks.stream().skip(1).noneMatch(kink -> Rational.dot(kink.line(), found).isZero())) {
        return found;
      }
    }
  }

  /** a + factor·b. */
  static List<Rational> plus(List<Rational> a, List<Rational> b, Rational factor) {
    List<Rational> sum = new ArrayList<>();
    for (int j = 0; j < a.size(); j++) {
      sum.add(a.get(j).plus(factor.times(b.get(j))));
    }
    return sum;
  }
}
