package org.dlmcert.certify.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** Units with proportional noise are interchangeable: counted, searched, and limited exactly. */
class SymmetryTest {
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(-1), Rational.of(2, 3), Rational.of(1, 1_000_002));

  /** Units of one or two noise classes, some of them multiples or opposites of others. */
  private static GradientFamily family(long seed) {
    Random random = new Random(seed);
    int units = 2 + random.nextInt(3);
    int d = 1 + random.nextInt(3);
    int samples = 1 + random.nextInt(Math.min(10 / units, d * units));
    boolean zeros = random.nextInt(3) == 0;
    RationalMatrix kinds =
        RationalMatrix.of(
            3,
            samples,
            (i, n) -> Rational.of(zeros && random.nextInt(4) == 0 ? 0 : 1 + random.nextInt(9)));
    int[] kind = random.ints(units, 0, 3).toArray();
    Rational[] factor = new Rational[units];
    for (int i = 0; i < units; i++) {
      factor[i] =
          List.of(Rational.ONE, Rational.ONE, Rational.of(-1), Rational.of(2, 3))
              .get(random.nextInt(4));
    }
    return new GradientFamily(
        RationalMatrix.of(d, samples, (j, n) -> Rational.of(random.nextInt(21) - 10)),
        RationalMatrix.of(units, samples, (i, n) -> kinds.get(kind[i], n).times(factor[i])),
        SLOPES.get(random.nextInt(SLOPES.size())));
  }

  /** All ways of choosing, in the order of the tree; bits of a choice are of all units. */
  private static List<List<Long>> choices(SampleOrder order, int units, SlopeClasses classes) {
    List<List<Long>> all = List.of(List.of());
    for (int place = 0; place < order.size(); place++) {
      List<Integer> alive = order.alive().get(place);
      List<List<Long>> longer = new ArrayList<>();
      for (List<Long> prefix : all) {
        for (long mask = 0; mask < 1L << units; mask++) {
          long bits = mask;
          boolean scaledOut =
              alive.stream().allMatch(i -> (bits >> i & 1) == 0) && !alive.isEmpty();
          boolean foldedOut =
              place == 0
                  ? alive.stream().anyMatch(i -> (bits >> i & 1) == 0)
                  : !alive.isEmpty() && (bits >> alive.get(0) & 1) == 0;
          boolean dead =
              IntStream.range(0, units).anyMatch(i -> !alive.contains(i) && (bits >> i & 1) == 1);
          if (!dead && !(classes == SlopeClasses.SCALED ? scaledOut : foldedOut)) {
            List<Long> next = new ArrayList<>(prefix);
            next.add(mask);
            longer.add(next);
          }
        }
      }
      all = longer;
    }
    return all;
  }

  /** The number of choices that a search goes through, by the ties it carries along. */
  private static long visited(SampleOrder order, int place, long ties) {
    if (place == order.size()) {
      return 1;
    }
    long count = 0;
    long choices = order.classes().count(order.alive(place), place == 0).longValueExact();
    for (long choice = 0; choice < choices; choice++) {
      long mask = order.classes().mask(choice, order.alive(place));
      if (order.visits(place, mask, ties)) {
        count += visited(order, place + 1, order.symmetry().after(place, mask, ties));
      }
    }
    return count;
  }

  private static boolean isSorted(List<Long> choice, List<List<Integer>> orbits) {
    for (List<Integer> orbit : orbits) {
      for (int k = 1; k < orbit.size(); k++) {
        int first = orbit.get(k - 1);
        int second = orbit.get(k);
        for (long mask : choice) {
          int difference = (int) (mask >> first & 1) - (int) (mask >> second & 1);
          if (difference < 0) {
            return false;
          }
          if (difference > 0) {
            break;
          }
        }
      }
    }
    return true;
  }

  @Test
  void choicesAreCountedAsTheyAreListed() {
    int withOrbits = 0;
    for (long seed = 0; seed < 400; seed++) {
      GradientFamily family = family(seed);
      for (SlopeClasses classes : SlopeClasses.values()) {
        SampleOrder order = SampleOrder.of(family, classes);
        List<List<Integer>> orbits = order.symmetry().orbits();
        List<List<Long>> all = choices(order, family.units(), classes);
        long sorted = all.stream().filter(choice -> isSorted(choice, orbits)).count();
        assertThat(order.count())
            .as("seed %d: %s, %s, %s", seed, family, classes, orbits)
            .isEqualTo(BigInteger.valueOf(sorted));
        assertThat(visited(order, 0, order.symmetry().ties()))
            .as("seed %d: %s, %s, %s", seed, family, classes, orbits)
            .isEqualTo(sorted);
        withOrbits += orbits.isEmpty() ? 0 : 1;
        assertOrbits(seed, family, classes, orbits);
        // Every choice is an arrangement of a sorted one.
        Set<List<Integer>> seen = new HashSet<>();
        all.stream()
            .filter(choice -> isSorted(choice, orbits))
            .forEach(choice -> seen.add(canonical(choice, orbits, family.units())));
        assertThat(all.stream().map(choice -> canonical(choice, orbits, family.units())))
            .as("seed %d", seed)
            .allMatch(seen::contains);
      }
    }
    assertThat(withOrbits).isGreaterThan(300);
  }

  private static List<Integer> canonical(List<Long> choice, List<List<Integer>> orbits, int units) {
    List<Integer> rows = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      int row = 0;
      for (long mask : choice) {
        row = 2 * row + (int) (mask >> i & 1);
      }
      rows.add(row);
    }
    for (List<Integer> orbit : orbits) {
      List<Integer> sorted = new ArrayList<>(orbit.stream().map(rows::get).toList());
      Collections.sort(sorted);
      for (int k = 0; k < orbit.size(); k++) {
        rows.set(orbit.get(k), sorted.get(k));
      }
    }
    return rows;
  }

  /** What the format demands of orbits. */
  private static void assertOrbits(
      long seed, GradientFamily family, SlopeClasses classes, List<List<Integer>> orbits) {
    Set<Integer> used = new HashSet<>();
    int before = -1;
    for (List<Integer> orbit : orbits) {
      assertThat(orbit).as("seed %d", seed).hasSizeGreaterThan(1).isSorted();
      assertThat(orbit.get(0)).isGreaterThan(before);
      before = orbit.get(0);
      assertThat(orbit.stream().allMatch(used::add)).isTrue();
      assertThat(classes == SlopeClasses.FOLDED && orbit.contains(0)).isFalse();
      for (int i : orbit) {
        boolean fits =
            List.of(
                    Rational.ONE,
                    Rational.of(-1),
                    Rational.of(2, 3),
                    Rational.of(-2, 3),
                    Rational.of(3, 2),
                    Rational.of(-3, 2))
                .stream()
                .limit(classes == SlopeClasses.FOLDED ? 2 : 6)
                .anyMatch(c -> isMultiple(family, i, orbit.get(0), c));
        assertThat(fits || classes == SlopeClasses.SCALED).as("seed %d: %s", seed, family).isTrue();
      }
    }
  }

  private static boolean isMultiple(GradientFamily family, int unit, int of, Rational factor) {
    return IntStream.range(0, family.samples())
        .allMatch(n -> family.noise().get(unit, n).equals(family.noise().get(of, n).times(factor)));
  }

  @Test
  void treesWithOrbitsAgreeWithAllPatternsAndWithTheRuleOfTheChecker() {
    int independent = 0;
    for (long seed = 0; seed < 1200; seed++) {
      GradientFamily family = family(seed);
      PatternTree.Answer answer = new PatternTree(family).search(1L << 40, 1, Progress.NONE);
      boolean truth =
          BruteForce.everyPatternHasFullRank(family.inputs(), family.noise(), family.slope());
      assertThat(answer instanceof PatternTree.Independent)
          .as("seed %s: %s, %s", seed, family, answer)
          .isEqualTo(truth);
      if (answer instanceof PatternTree.Independent yes) {
        independent += yes.orbits().isEmpty() ? 0 : 1;
        if (yes.classes() == PatternTree.plan(family).classes()) {
          assertThat(yes.tried()).isEqualTo(PatternTree.plan(family).patterns());
        }
        for (int k = 0; k < 1 << family.units() * family.samples(); k++) {
          int bits = k;
          ActivationPattern pattern =
              ActivationPattern.of(
                  family.samples(),
                  family.units(),
                  (n, i) -> (bits >> (n * family.units() + i) & 1) == 1);
          assertThat(yes.primes())
              .as("seed %d: %s, %s", seed, family, pattern)
              .anyMatch(
                  p ->
                      ModularMatrix.of(PrimeField.of(p), family.cleared(pattern)).rank()
                          == family.samples());
        }
      }
    }
    assertThat(independent).isGreaterThan(40);
  }

  @Test
  void aLimitStopsAfterExactlySoManyPatterns() {
    int refuted = 0;
    for (long seed = 0; seed < 120; seed++) {
      GradientFamily any = family(seed);
      // Not a slope at which folding may fail, so that the search begins anew.
      Rational slope =
          List.of(Rational.of(1, 3), Rational.of(-1), Rational.of(3)).get((int) seed % 3);
      GradientFamily family = new GradientFamily(any.inputs(), any.noise(), slope);
      long total = PatternTree.plan(family).patterns().longValueExact();
      boolean deficient = false;
      for (long most = 0; most <= Math.min(total, 300); most++) {
        PatternTree.Answer answer = new PatternTree(family).search(most, 1, Progress.NONE);
        if (answer instanceof PatternTree.Limited part) {
          assertThat(part.done()).as("seed %d", seed).isEqualTo(most).isLessThan(total);
          assertThat(part.needed()).isEqualTo(BigInteger.valueOf(total));
          assertThat(deficient).as("seed %d: %s, %d", seed, family, most).isFalse();
        } else if (answer instanceof PatternTree.Independent) {
          assertThat(most).as("seed %d", seed).isEqualTo(total);
        } else {
          assertThat(answer).isInstanceOf(PatternTree.Deficient.class);
          deficient = true;
        }
      }
      refuted += deficient ? 1 : 0;
    }
    assertThat(refuted).isGreaterThan(10);
  }

  /** Two noise classes of three units: 2^18·… patterns count once for each arrangement. */
  @Test
  void twoClassesOfThreeUnitsSaveAlmostThirtySixTimes() {
    int samples = 8;
    Random random = new Random(3);
    RationalMatrix kinds =
        RationalMatrix.of(2, samples, (i, n) -> Rational.of(1 + random.nextInt(99)));
    GradientFamily family =
        new GradientFamily(
            RationalMatrix.of(4, samples, (j, n) -> Rational.of(random.nextInt(199) - 99)),
            RationalMatrix.of(6, samples, (i, n) -> kinds.get(i / 3, n)),
            Rational.of(1, 2));
    PatternTree.Plan plan = PatternTree.plan(family);
    assertThat(plan.orbits()).containsExactly(List.of(0, 1, 2), List.of(3, 4, 5));
    BigInteger all = BigInteger.valueOf(63).pow(samples);
    assertThat(all.divide(plan.patterns()))
        .isBetween(BigInteger.valueOf(33), BigInteger.valueOf(36));
  }

  @Test
  void limitsAndAnswersDoNotDependOnThreads() {
    for (long seed = 0; seed < 4; seed++) {
      Random random = new Random(seed);
      int samples = 7;
      RationalMatrix kinds =
          RationalMatrix.of(2, samples, (i, n) -> Rational.of(1 + random.nextInt(50)));
      GradientFamily family =
          new GradientFamily(
              RationalMatrix.of(3, samples, (j, n) -> Rational.of(random.nextInt(99) - 49)),
              RationalMatrix.of(4, samples, (i, n) -> kinds.get(i % 2, n)),
              Rational.of(1, 2));
      for (long most : new long[] {1000, 100_003, 1_000_003, 1L << 40}) {
        PatternTree.Answer one = new PatternTree(family).search(most, 1, Progress.NONE);
        PatternTree.Answer three = new PatternTree(family).search(most, 3, Progress.NONE);
        assertThat(three).as("seed %d, %d", seed, most).isEqualTo(one);
        assertThat(one).isNotInstanceOf(PatternTree.Interrupted.class);
      }
    }
  }
}
