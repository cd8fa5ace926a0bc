package org.dlmcert.pattern;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.LayerNoise;

/**
 * The activation pattern σ of one hidden layer: for every sample and unit, whether the slope is 1
 * or s. Immutable.
 */
public final class ActivationPattern implements Serializable {
  private static final long serialVersionUID = 1L;

  private final int samples;
  private final int units;
  private final BitSet active; // bit n·units + i, never shared

  private ActivationPattern(int samples, int units, BitSet active) {
    this.samples = samples;
    this.units = units;
    this.active = active;
  }

  /** Whether the slope of a unit on a sample is 1. */
  @FunctionalInterface
  public interface Activity {
    boolean isActive(int sample, int unit);
  }

  /**
   * The pattern with the given slopes.
   *
   * @throws ArithmeticException if there are 2^31 or more slopes
   */
  public static ActivationPattern of(int samples, int units, Activity activity) {
    BitSet active = new BitSet(Math.multiplyExact(samples, units));
    for (int n = 0; n < samples; n++) {
      for (int i = 0; i < units; i++) {
        active.set(n * units + i, activity.isActive(n, i));
      }
    }
    return new ActivationPattern(samples, units, active);
  }

  /** The pattern with slope 1 everywhere. */
  public static ActivationPattern ones(int samples, int units) {
    return of(samples, units, (n, i) -> true);
  }

  /** The pattern with slope s everywhere. */
  public static ActivationPattern zeros(int samples, int units) {
    return of(samples, units, (n, i) -> false);
  }

  /** The pattern of preactivations u (units × samples), with slope 1 at u = 0. */
  public static ActivationPattern ofPreactivations(RationalMatrix u) {
    return of(u.columns(), u.rows(), (n, i) -> u.get(i, n).signum() >= 0);
  }

  public int samples() {
    return samples;
  }

  public int units() {
    return units;
  }

  public boolean isActive(int sample, int unit) {
    return active.get(sample * units + unit);
  }

  /** A^σ = E∘σ (units × samples): noise times slope. */
  public RationalMatrix slopes(LayerNoise noise, Rational slope) {
    return RationalMatrix.of(
        units,
        samples,
        (i, n) -> isActive(n, i) ? noise.factor(n, i) : noise.factor(n, i).times(slope));
  }

  /** The rows of the public format: per sample one 0/1 entry a unit, 1 where the slope is 1. */
  public List<List<Integer>> rows() {
    return IntStream.range(0, samples)
        .mapToObj(n -> IntStream.range(0, units).mapToObj(i -> isActive(n, i) ? 1 : 0).toList())
        .toList();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ActivationPattern that
        && samples == that.samples
        && units == that.units
        && active.equals(that.active);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * samples + units) + active.hashCode();
  }

  @Override
  public String toString() {
    return rows().toString();
  }
}
