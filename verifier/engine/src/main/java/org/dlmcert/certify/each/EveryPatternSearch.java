package org.dlmcert.certify.each;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.certify.proof.EveryPatternEvidence;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.NetworkFamily;

/**
 * Looks for a prime, and values of the noise that is generic, with which every pattern has full
 * column rank modulo the prime (proofs/soundness.md, section 46). Where it finds none nothing
 * follows.
 */
public final class EveryPatternSearch {
  /** The most patterns unless a limit is chosen: seconds. */
  public static final int MOST_BITS = 22;

  private static final int ATTEMPTS = 3;
  private static final int LARGEST_VALUE = 1 << 30;

  private final Instance instance;
  private final int determined;

  /**
   * The patterns of a network with one output.
   *
   * @param instance with weights
   * @param determined how many of the lowest layers keep the slopes that the weights give them
   */
  public EveryPatternSearch(Instance instance, int determined) {
    this.instance = instance;
    this.determined = determined;
  }

  /** The number of units whose patterns vary, times N. */
  public long bits() {
    long units = 0;
    for (int l = determined + 1; l < instance.network().depth(); l++) {
      units += instance.network().width(l);
    }
    return Math.multiplyExact(units, (long) instance.samples());
  }

  /** Tries three primes and, for each, other values; there must be fewer than 2^62 patterns. */
  public Optional<EveryPatternEvidence> search() {
    Random random = new Random(instance.samples());
    int attempt = 0;
    for (PrimeField field : PrimeField.descending()) {
      if (attempt++ == ATTEMPTS) {
        break;
      }
      List<RationalMatrix> values = new ArrayList<>();
      NetworkFamily family = new NetworkFamily(withValues(random, values));
      if (allIndependent(family, field)) {
        return Optional.of(new EveryPatternEvidence(field.modulus(), values));
      }
    }
    return Optional.empty();
  }

  /**
   * The same for one layer below several outputs, with a row for each of their biases, and given
   * noise; there must be fewer than 2^62 patterns.
   */
  public static Optional<EveryPatternEvidence> withBiases(
      GradientFamily family, RationalMatrix outputWeights) {
    int attempt = 0;
    for (PrimeField field : PrimeField.descending()) {
      if (attempt++ == ATTEMPTS) {
        break;
      }
      int biases = outputWeights.rows();
      if (new ModularPatterns(family, outputWeights, biases, field).allIndependent()) {
        return Optional.of(new EveryPatternEvidence(field.modulus(), List.of()));
      }
    }
    return Optional.empty();
  }

  private Instance withValues(Random random, List<RationalMatrix> values) {
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < instance.network().depth(); l++) {
      if (instance.noise(l) instanceof LayerNoise.Generic) {
        RationalMatrix table =
            RationalMatrix.of(
                instance.samples(),
                instance.network().width(l),
                (n, i) -> Rational.of(1 + random.nextInt(LARGEST_VALUE)));
        values.add(table);
        noise.add(new LayerNoise.Given(table));
      } else {
        noise.add(instance.noise(l));
      }
    }
    return new Instance(
        instance.name(),
        instance.network(),
        instance.dataset(),
        noise,
        instance.weights(),
        instance.loss());
  }

  private boolean allIndependent(NetworkFamily family, PrimeField field) {
    RationalMatrix one =
        RationalMatrix.of(1, instance.network().width(family.last()), (c, i) -> Rational.ONE);
    long below = bits() - (long) instance.samples() * one.columns();
    List<ActivationPattern> own = family.determined().subList(0, determined);
    for (long number = 0; number < 1L << below; number++) {
      List<ActivationPattern> lower = new ArrayList<>(own);
      int first = 0;
      for (int l = determined + 1; l < family.last(); l++) {
        int units = instance.network().width(l);
        long bits = number >>> first;
        lower.add(
            ActivationPattern.of(
                instance.samples(), units, (n, i) -> (bits >>> (n * units + i) & 1) == 1));
        first += instance.samples() * units;
      }
      if (!new ModularPatterns(family.above(lower), one, 0, field).allIndependent()) {
        return false;
      }
    }
    return true;
  }
}
