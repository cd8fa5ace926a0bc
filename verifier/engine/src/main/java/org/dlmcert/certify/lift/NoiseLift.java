package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/**
 * Explicit noise near a given one for which every pattern has full column rank
 * (proofs/soundness.md, section 11).
 *
 * <p>Given groups of samples, one for each unit, with inputs independent modulo an odd prime p, and
 * M = 2^e with M &gt; p/2τ: ε = r/M, where r is the integer nearest to M·ε⁰ with r ≡ M (mod p) if
 * the sample is in the unit's group, and r ≡ 0 otherwise. Then |ε - ε⁰| ≤ p/2M &lt; τ. Powers of
 * two make the new factors binary fractions, which floating point holds exactly while they are
 * short; so small primes are tried first. One rank for each group, which are independent tasks; the
 * noise is a formula.
 */
public final class NoiseLift {
  /** The largest prime below 2^16: short noise, and an accident with chance 1/p for each group. */
  private static final int SMALL_PRIME = 65521;

  private static final int SMALL_TRIES = 4;

  private final GradientFamily near;
  private final int threads;
  private final Progress progress;

  /**
   * @param near the inputs, the noise to stay near, and the slope, which is not 0
   */
  public NoiseLift(GradientFamily near, int threads, Progress progress) {
    if (near.slope().isZero()) {
      throw new IllegalArgumentException("at slope 0 no noise gives full column rank");
    }
    this.near = near;
    this.threads = threads;
    this.progress = progress;
  }

  /** What {@link #within} finds. */
  public sealed interface Answer {}

  /**
   * The new noise, with its proof.
   *
   * @param denominatorBits e, where the factors are integers over 2^e
   */
  public record Lifted(LiftedNoise noise, DatasetPartition.Groups groups, int denominatorBits)
      implements Answer {}

  /** No noise at all gives full column rank. */
  public record Impossible(TightSet proof) implements Answer {}

  /**
   * Noise that differs from the given one by less than {@code tolerance} in every entry.
   *
   * @throws IllegalArgumentException if the tolerance is not positive
   * @throws InterruptedException if the thread was interrupted
   */
  public Answer within(Rational tolerance) throws InterruptedException {
    if (tolerance.signum() <= 0) {
      throw new IllegalArgumentException("a positive tolerance expected, got " + tolerance);
    }
    IntegerMatrix cleared = near.inputs().clearColumns().matrix();
    DatasetPartition.Answer partition = new DatasetPartition(cleared, progress).into(near.units());
    if (partition instanceof DatasetPartition.TooFew tooFew) {
      return new Impossible(tooFew.proof());
    }
    List<List<Integer>> groups = ((DatasetPartition.Groups) partition).groups();
    return lifted(groups, prime(cleared, groups, field -> true), tolerance);
  }

  /**
   * The same with several outputs, for pairs of units and samples (proofs/soundness.md, section
   * 33).
   *
   * @param pairs per unit its samples, which are independent on both sides
   * @param weights the output weights W_L, k×D, with columns cleared
   * @throws InterruptedException if the thread was interrupted
   */
  public Lifted within(Rational tolerance, List<List<Integer>> pairs, IntegerMatrix weights)
      throws InterruptedException {
    IntegerMatrix cleared = near.inputs().clearColumns().matrix();
    List<List<Integer>> units =
        IntStream.range(0, near.samples())
            .mapToObj(
                n ->
                    IntStream.range(0, pairs.size())
                        .filter(i -> pairs.get(i).contains(n))
                        .boxed()
                        .toList())
            .toList();
    PrimeField chosen =
        prime(
            cleared,
            pairs,
            field ->
                units.stream().allMatch(own -> PadicUnits.areIndependent(weights, own, field)));
    return lifted(pairs, chosen, tolerance);
  }

  private Lifted lifted(List<List<Integer>> groups, PrimeField field, Rational tolerance) {
    int bits = denominatorBits(field, tolerance);
    return new Lifted(
        noise(groups, field, bits), new DatasetPartition.Groups(field.modulus(), groups), bits);
  }

  /** A prime modulo which all groups are independent and the slope is a unit. */
  private PrimeField prime(
      IntegerMatrix cleared, List<List<Integer>> groups, Predicate<PrimeField> besides)
      throws InterruptedException {
    int tried = 0;
    for (PrimeField field : PrimeField.descendingFrom(SMALL_PRIME)) {
      if (tried++ == SMALL_TRIES) {
        break;
      }
      if (besides.test(field) && suits(field, cleared, groups)) {
        return field;
      }
    }
    for (PrimeField field : PrimeField.descending()) {
      if (besides.test(field) && suits(field, cleared, groups)) {
        return field;
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }

  private boolean suits(PrimeField field, IntegerMatrix cleared, List<List<Integer>> groups)
      throws InterruptedException {
    if (!field.isUnit(near.slope())) {
      return false;
    }
    progress.stage("groups modulo " + field.modulus(), groups.size());
    List<Callable<Boolean>> ranks = new ArrayList<>();
    groups.forEach(group -> ranks.add(() -> PadicUnits.areIndependent(cleared, group, field)));
    return Tasks.run(threads, ranks.iterator()).stream().allMatch(independent -> independent);
  }

  /** The least e with 2^e &gt; p/2τ. */
  private static int denominatorBits(PrimeField field, Rational tolerance) {
    BigInteger numerator = BigInteger.valueOf(field.modulus()).multiply(tolerance.denominator());
    BigInteger denominator = tolerance.numerator().shiftLeft(1);
    return numerator.divide(denominator).bitLength();
  }

  private LiftedNoise noise(List<List<Integer>> groups, PrimeField field, int bits) {
    boolean plain =
        IntStream.range(0, near.units())
            .allMatch(
                i ->
                    IntStream.range(0, near.samples())
                        .allMatch(n -> near.noise().get(i, n).equals(Rational.ONE)));
    LayerNoise start = plain ? LayerNoise.NONE : new LayerNoise.Given(near.noise().transpose());
    return new LiftedNoise(start, field.modulus(), bits, groups, near.samples(), near.units());
  }
}
