package org.dlmcert.certify.tree;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Threads;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The tree with primes that lie. */
class PatternTreeTest {
  private static final List<PrimeField> SMALL =
      IntStream.of(3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 1_073_741_789, 1_073_741_783, 1_073_741_741)
          .mapToObj(PrimeField::of)
          .toList();

  private static GradientFamily family(long seed, Rational slope) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(3);
    int samples = Math.min(1 + random.nextInt(9 / units), d * units);
    return new GradientFamily(
        RationalMatrix.of(d, samples, (j, n) -> Rational.of(random.nextInt(41) - 20)),
        RationalMatrix.of(units, samples, (i, n) -> Rational.of(1 + random.nextInt(20))),
        slope);
  }

  @Test
  void doubtsAreSettledByOtherPrimes() {
    int several = 0;
    for (long seed = 0; seed < Cases.count(150, 1500); seed++) {
      GradientFamily family = family(seed, seed % 2 == 0 ? Rational.of(2) : Rational.of(2, 73));
      PatternTree.Answer answer =
          new PatternTree(family, primes(family)).search(1L << 40, Threads.ONE, Progress.NONE);
      boolean truth =
          BruteForce.everyPatternHasFullRank(family.inputs(), family.noise(), family.slope());
      assertThat(answer instanceof PatternTree.Independent)
          .as("seed %s: %s, %s", seed, family, answer)
          .isEqualTo(truth);
      if (answer instanceof PatternTree.Independent independent) {
        several += independent.primes().size() > 1 ? 1 : 0;
        assertThat(everyPatternIsIndependentModuloOneOf(independent.primes(), family))
            .as("seed %s: %s, %s", seed, family, independent)
            .isTrue();
      } else {
        int rank = MatrixRank.of(family.cleared(((PatternTree.Deficient) answer).pattern())).rank();
        assertThat(rank).isLessThan(family.samples());
      }
    }
    assertThat(several).isGreaterThan(Cases.count(10, 100));
  }

  private static List<PrimeField> primes(GradientFamily family) {
    return SMALL.stream().filter(f -> f.isUnit(family.slope())).toList();
  }

  /** What the checker of a certificate will find, without any sharing. */
  private static boolean everyPatternIsIndependentModuloOneOf(
      List<Integer> primes, GradientFamily family) {
    int bits = family.units() * family.samples();
    return IntStream.range(0, 1 << bits)
        .mapToObj(
            k ->
                ActivationPattern.of(
                    family.samples(),
                    family.units(),
                    (n, i) -> (k >> (n * family.units() + i) & 1) == 1))
        .allMatch(
            pattern ->
                primes.stream()
                    .anyMatch(
                        p ->
                            ModularMatrix.of(PrimeField.of(p), family.cleared(pattern)).rank()
                                == family.samples()));
  }

  @Test
  void anUnluckyFirstPrimeIsPassedOver() {
    int prime = 1_073_741_789;
    GradientFamily family =
        new GradientFamily(
            RationalMatrix.of(new long[][] {{prime, 3, 1}, {2L * prime, 1, 1}}),
            RationalMatrix.of(new long[][] {{1, 2, 3}, {1, 1, 7}}),
            Rational.of(1, 2));
    PatternTree.Independent answer =
        (PatternTree.Independent) new PatternTree(family).search(1000, Threads.ONE, Progress.NONE);
    assertThat(answer.primes()).hasSize(1).doesNotContain(prime);
  }

  private static final int UNLUCKY = 1_073_741_789;

  /** Independent for every pattern; at slopes (1, s) and (1, 1) the determinant is the prime. */
  static GradientFamily withAnUnluckyPrime() {
    return new GradientFamily(
        RationalMatrix.of(new long[][] {{1, 1}}),
        RationalMatrix.of(new long[][] {{2, 1}, {1, UNLUCKY + 1L}}),
        Rational.of(1, 2));
  }

  @Test
  void aPrimeThatIsUnluckyForSomePatternsOnlyGetsHelp() {
    PatternTree.Independent answer =
        (PatternTree.Independent)
            new PatternTree(withAnUnluckyPrime()).search(1000, Threads.ONE, Progress.NONE);
    assertThat(answer.primes()).hasSize(2).contains(UNLUCKY);
  }

  @Test
  void foldedClassesServeMinusOneAndLargeFactors() {
    GradientFamily family = family(5, Rational.of(-1));
    assertThat(PatternTree.plan(family).patterns().bitCount()).isEqualTo(1);
    GradientFamily large = family(5, Rational.of(1, 1_000_002));
    assertThat(
            ((PatternTree.Independent)
                    new PatternTree(large).search(1000, Threads.ONE, Progress.NONE))
                .classes())
        .isEqualTo(SlopeClasses.FOLDED);
  }
}
