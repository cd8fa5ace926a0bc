package org.dlmcert.certify.tree;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Workers;

/**
 * Whether all matrices of a {@link GradientFamily} with slope s ≠ 0 have full column rank, by a
 * tree over the samples (proofs/soundness.md, section 14). Both answers are exact.
 *
 * <p>The work is about D·N operations a node above the last two samples, and one multiplication or
 * two for each pattern class; see {@link Descent}. Subtrees are tasks of their own, and the answer,
 * down to the primes, depends on neither the number of workers nor their timing.
 */
public final class PatternTree {
  private static final int FIRST_LOOK = 3;
  private static final long MOST_NUMBERS = 1L << 25; // 256 MiB a thread

  private final GradientFamily family;
  private final Iterable<PrimeField> scaledPrimes;

  /** What the tree says. */
  public sealed interface Answer {}

  /**
   * Every pattern has full column rank modulo one of the primes.
   *
   * @param tried the number of patterns tried, one for each class
   */
  public record Independent(List<Integer> primes, SlopeClasses classes, BigInteger tried)
      implements Answer {
    public Independent {
      primes = List.copyOf(primes);
    }
  }

  /** This pattern's matrix has dependent columns. */
  public record Deficient(ActivationPattern pattern) implements Answer {}

  /** As many patterns as were allowed have full column rank; others are left. */
  public record Limited(long done, BigInteger needed) implements Answer {}

  /** Some sample has noise on so many units that its choices cannot even be numbered. */
  public record TooManyUnits(BigInteger needed) implements Answer {}

  /** The state of the search, N³·D/3 numbers at most, is more than is kept in memory. */
  public record TooLarge() implements Answer {}

  /** The thread was interrupted, and still is, when so many patterns had been tried. */
  public record Interrupted(long done, BigInteger needed) implements Answer {}

  /**
   * @throws IllegalArgumentException if the slope is zero
   */
  public PatternTree(GradientFamily family) {
    this(family, PrimeAttempts.scaled(family.slope()));
  }

  /** With primes to try first to last, for tests. */
  PatternTree(GradientFamily family, Iterable<PrimeField> scaledPrimes) {
    if (family.slope().isZero()) {
      throw new IllegalArgumentException("slope ≠ 0 expected");
    }
    this.family = family;
    this.scaledPrimes = scaledPrimes;
  }

  /** What a search would try. */
  public static Plan plan(GradientFamily family) {
    SampleOrder order = chosenOrder(family);
    return new Plan(
        order.classes(), order.count(), choices(order.classes(), family.units(), family.samples()));
  }

  /**
   * What a search would try.
   *
   * @param patterns the number of patterns, up to factors of columns
   * @param choices the number of those that the checker will try, which does not look at zeros of
   *     the noise
   */
  public record Plan(SlopeClasses classes, BigInteger patterns, BigInteger choices) {}

  /** The number of patterns of so many units on so many samples, up to factors of columns. */
  public static BigInteger choices(SlopeClasses classes, int units, int samples) {
    return samples == 0
        ? BigInteger.ONE
        : classes.count(units, 0).multiply(classes.count(units, 1).pow(samples - 1));
  }

  /**
   * Tries the patterns in a fixed order until one is deficient.
   *
   * @param most the most patterns to try, counted up to symmetry
   */
  public Answer search(long most, Workers workers, Progress progress) {
    SampleOrder order = chosenOrder(family);
    if (order.hasTooManyUnits()) {
      return new TooManyUnits(order.count());
    }
    if (most == 0) {
      return new Limited(0, order.count());
    }
    if (Descent.numbers(order, family.rows()) > MOST_NUMBERS) {
      return new TooLarge();
    }
    IntegerMatrix ones = family.clearedOnes();
    if (isDependent(ones)) {
      return new Deficient(ActivationPattern.ones(family.samples(), family.units()));
    }
    Effort effort = new Effort(most, workers, progress);
    if (order.classes() == SlopeClasses.FOLDED) {
      Optional<Answer> answer = run(order, ones, PrimeAttempts.folded(family.slope()), effort);
      if (answer.isPresent()) {
        return answer.get();
      }
      order = SampleOrder.of(family, SlopeClasses.SCALED);
    }
    return run(order, ones, scaledPrimes, effort).orElseThrow();
  }

  /**
   * Folded classes where they are fewer, and a + b = 0 or has a prime factor p so large that none
   * of the classes is likely to be deficient modulo p by chance: one in p^(rows - N + 1) is.
   */
  private static SampleOrder chosenOrder(GradientFamily family) {
    SampleOrder scaled = SampleOrder.of(family, SlopeClasses.SCALED);
    SampleOrder folded = SampleOrder.of(family, SlopeClasses.FOLDED);
    BigInteger count = folded.count();
    if (count.compareTo(scaled.count()) > 0) {
      return scaled;
    }
    boolean always = family.slope().numerator().equals(family.slope().denominator().negate());
    int excess = family.rows() - family.samples();
    for (PrimeField field : PrimeAttempts.folded(family.slope())) {
      if (always) {
        return folded;
      }
      BigInteger odds = BigInteger.valueOf(field.modulus()).pow(Math.max(0, excess + 1));
      if (count.shiftLeft(3).compareTo(odds) < 0) {
        return folded;
      }
    }
    return scaled;
  }

  private boolean isDependent(IntegerMatrix ones) {
    int looks = 0;
    for (PrimeField field : scaledPrimes) {
      if (ModularMatrix.of(field, ones).rank() == ones.columns()) {
        return false;
      }
      if (++looks == FIRST_LOOK) {
        break;
      }
    }
    return IntegerKernel.oneVector(ones).isPresent();
  }

  private Optional<Answer> run(
      SampleOrder order, IntegerMatrix ones, Iterable<PrimeField> primes, Effort effort) {
    PrimeAttempts attempts =
        new PrimeAttempts(primes, ones, family.slope(), order, family.inputs().rows());
    if (attempts.get(0).isEmpty()) {
      return Optional.empty();
    }
    BigInteger needed = order.count();
    long share = needed.min(BigInteger.valueOf(effort.most)).longValueExact();
    effort.progress.stage("patterns, up to symmetry", share);
    Division.Ending ending =
        new Division(family, order, attempts, share).run(effort.workers, effort.progress);
    if (ending instanceof Division.Deficient deficient) {
      return Optional.of(new Deficient(deficient.pattern()));
    }
    if (ending instanceof Division.OutOfPrimes) {
      return Optional.empty();
    }
    if (ending instanceof Division.Interrupted stopped) {
      return Optional.of(new Interrupted(stopped.done(), needed));
    }
    if (BigInteger.valueOf(share).compareTo(needed) < 0) {
      return Optional.of(new Limited(share, needed));
    }
    return Optional.of(
        new Independent(
            attempts.primes(((Division.Independent) ending).primes()), order.classes(), needed));
  }

  /** What may be spent on the tree. */
  private record Effort(long most, Workers workers, Progress progress) {}
}
