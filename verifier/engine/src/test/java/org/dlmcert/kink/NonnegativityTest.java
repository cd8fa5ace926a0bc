package org.dlmcert.kink;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** All ways of deciding agree with the slow one, and their evidence proves what it says. */
class NonnegativityTest {
  private static final long SEED = 20161108;
  private static final int CASES = Cases.count(400, 30_000);

  /** All ways, and limits that leave only the rays, or only the choices of signs. */
  private static Map<String, Nonnegativity.Limits> ways(DirectionalDerivative h) {
    long convex = h.kinks().stream().filter(k -> k.weight().signum() > 0).count();
    return Map.of(
        "all", Nonnegativity.Limits.DEFAULT,
        "program and signs", new Nonnegativity.Limits(0, 10, 1000),
        "rays", new Nonnegativity.Limits(1000, 10, -1),
        "signs", new Nonnegativity.Limits(0, 10, convex));
  }

  private final Random random = new Random(SEED);

  @Test
  void allWaysAgreeWithTheSlowOne() {
    Map<String, Integer> seen = new TreeMap<>();
    for (int t = 0; t < CASES; t++) {
      DirectionalDerivative h = next();
      boolean nowhere = SlowKinks.isNowhereNegative(h);
      for (Map.Entry<String, Nonnegativity.Limits> way : ways(h).entrySet()) {
        String text =
            String.format(Locale.ROOT, "seed %d, case %d, %s: %s", SEED, t, way.getKey(), h);
        Nonnegativity.Answer answer = Nonnegativity.decide(h, way.getValue());
        if (answer instanceof Nonnegativity.Nowhere yes) {
          assertThat(nowhere).as(text).isTrue();
          assertThat(SlowKinks.proves(h, yes.evidence())).as(text).isTrue();
          count(seen, yes.evidence().getClass().getSimpleName());
        } else if (answer instanceof Nonnegativity.Negative no) {
          assertThat(nowhere).as(text).isFalse();
          assertThat(SlowKinks.at(h, no.direction()).signum()).as(text).isNegative();
          count(seen, "Negative");
        } else {
          throw new AssertionError(text);
        }
      }
      count(seen, nowhere ? "yes" : "no");
    }
    assertThat(seen.get("yes")).as("%s", seen).isGreaterThan(CASES / 5);
    assertThat(seen.get("no")).as("%s", seen).isGreaterThan(CASES / 5);
    assertThat(seen.keySet()).contains("OnRays", "Combination", "Points", "Negative");
  }

  private static void count(Map<String, Integer> seen, String key) {
    seen.merge(key, 1, Integer::sum);
  }

  /**
   * Two of three are made nonnegative by taking room from the convex kinks, to the brink or over.
   */
  private DirectionalDerivative next() {
    int d = 1 + random.nextInt(3);
    int k = random.nextInt(d == 3 ? 6 : 5);
    Set<List<Rational>> lines = new HashSet<>();
    List<DirectionalDerivative.Kink> kinks = new ArrayList<>();
    for (int j = 0; j < k; j++) {
      List<Rational> z = line(d);
      if (lines.add(z)) {
        int weight = random.nextInt(3) == 0 ? -1 - random.nextInt(2) : 1 + random.nextInt(5);
        kinks.add(new DirectionalDerivative.Kink(z, Rational.of(weight, 1 + random.nextInt(2))));
      }
    }
    List<Rational> c = IntStream.range(0, d).mapToObj(j -> Rational.ZERO).toList();
    if (random.nextInt(6) == 0) {
      c = c.stream().map(zero -> Rational.of(random.nextInt(3) - 1)).toList();
    }
    for (DirectionalDerivative.Kink kink : kinks) {
      if (kink.weight().signum() > 0) {
        Rational share = Rational.of(random.nextInt(9) - 4, random.nextInt(12) == 0 ? 3 : 4);
        c = SlowKinks.plus(c, kink.line(), kink.weight().times(share));
      }
    }
    return new DirectionalDerivative(c, kinks);
  }

  private List<Rational> line(int d) {
    while (true) {
      int[] entries = random.ints(d, -2, 3).toArray();
      for (int j = 0; j < d; j++) {
        if (entries[j] != 0) {
          int first = entries[j];
          return IntStream.of(entries).mapToObj(e -> Rational.of(e, first)).toList();
        }
      }
    }
  }

  /** The direction in which a derivative is not zero, for linear ones and for those with c = 0. */
  @Test
  void derivativesThatAreNotZeroAreSomewhereNotZero() {
    int notZero = 0;
    for (int t = 0; t < CASES; t++) {
      DirectionalDerivative h = next();
      if (t % 2 == 0) {
        h =
            new DirectionalDerivative(
                h.linear().stream().map(e -> Rational.ZERO).toList(), h.kinks());
      }
      if (!h.isZero()) {
        assertThat(SlowKinks.at(h, h.nonzeroDirection()).signum())
            .as("seed %d, case %d: %s", SEED, t, h)
            .isNotZero();
        notZero++;
      }
    }
    assertThat(notZero).isBetween(CASES / 2, CASES - 1);
  }

  /** Residuals of parallel samples cancel although none of them is zero. */
  @Test
  void parallelSamplesHaveOneKink() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, -2, 3, 0}, {1, -2, 4, 0}});
    KinkClasses classes = KinkClasses.of(inputs, n -> true);
    assertThat(classes.classes()).hasSize(2);
    assertThat(classes.classes().get(0).members())
        .containsExactly(
            new KinkClasses.Member(0, Rational.ONE), new KinkClasses.Member(1, Rational.of(-2)));
    List<Rational> residuals =
        List.of(Rational.of(2), Rational.of(-1), Rational.ZERO, Rational.ONE);
    DirectionalDerivative h =
        DirectionalDerivative.of(
            inputs, n -> true, residuals::get, n -> Rational.ONE, Rational.ZERO);
    assertThat(h.isLinear()).isTrue();
    assertThat(h.linear()).containsExactly(Rational.of(2), Rational.of(2));
  }

  /** In the plane the rays are the normals of the lines, both ways; in one dimension ±1. */
  @Test
  void raysOfThePlane() {
    List<Rational> a = List.of(Rational.ONE, Rational.ZERO);
    List<Rational> b = List.of(Rational.ONE, Rational.of(2));
    assertThat(Rays.of(2, List.of(a, b)).all())
        .containsExactlyInAnyOrder(
            integers(0, 1), integers(0, -1), integers(2, -1), integers(-2, 1));
    assertThat(Rays.of(2, List.of(b)).all())
        .containsExactlyInAnyOrder(integers(1, 0), integers(-1, 0));
    assertThat(Rays.of(2, List.of()).all()).isEmpty();
    assertThat(Rays.of(2, List.of(a, b)).subsets()).isEqualTo(2);
  }

  private static List<Rational> integers(long... entries) {
    return IntStream.range(0, entries.length).mapToObj(j -> Rational.of(entries[j])).toList();
  }

  /** What is beyond the limits is not decided. */
  @Test
  void limitsAreKept() {
    List<DirectionalDerivative.Kink> kinks = new ArrayList<>();
    for (int j = 0; j < 4; j++) {
      kinks.add(
          new DirectionalDerivative.Kink(
              List.of(Rational.ONE, Rational.of(j)), Rational.of(j == 0 ? -1 : 1)));
    }
    DirectionalDerivative h =
        new DirectionalDerivative(List.of(Rational.ZERO, Rational.ZERO), kinks);
    Nonnegativity.Answer answer = Nonnegativity.decide(h, new Nonnegativity.Limits(3, 0, 0));
    assertThat(answer).isInstanceOf(Nonnegativity.TooMany.class);
    Nonnegativity.TooMany many = (Nonnegativity.TooMany) answer;
    assertThat(many.subsets()).isEqualTo(4);
    assertThat(many.concaveKinks()).isEqualTo(1);
  }
}
