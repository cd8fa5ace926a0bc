package org.dlmcert.certify.archimedean;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.GradientFamily;

/**
 * An approximate left inverse of E∘X with the slopes that it serves (proofs/soundness.md, section
 * 13): with A = L(E∘X), K = Σ_i |L_i X diag(ε_i)| and weights z &gt; 0, all patterns have full
 * column rank if (|A - I| + tK) z &lt; z, where t = |1 - s| / (1 + s), s &gt; 0. All of it is
 * exact.
 *
 * @param left L, N×D·d
 * @param weights z
 * @param spread the supremum of the t for which the inequality holds
 */
public record LeftInverseBound(RationalMatrix left, List<Rational> weights, Rational spread) {
  /** The interval of slopes is reported in these fractions. */
  private static final long GRAIN = 10_000;

  public LeftInverseBound {
    weights = List.copyOf(weights);
  }

  /** The slopes from one to the other, both included. */
  public record Slopes(Rational low, Rational high) {}

  /**
   * The bound of L = numerators / 2^bits; empty if no t &gt; 0 satisfies the inequality. O(N²·D·d).
   *
   * @param numerators N×D·d
   * @param weights positive
   */
  static Optional<LeftInverseBound> of(
      GradientFamily family, IntegerMatrix numerators, int bits, List<Rational> weights) {
    int samples = family.samples();
    int inputs = family.inputs().rows();
    RationalMatrix.ClearedColumns x = family.inputs().clearColumns();
    RationalMatrix.ClearedColumns noise = family.noise().clearColumns();
    BigInteger[][] a = zeros(samples);
    BigInteger[][] k = zeros(samples);
    for (int i = 0; i < family.units(); i++) {
      int from = i * inputs;
      int unit = i;
      IntegerMatrix block =
          IntegerMatrix.of(samples, inputs, (n, j) -> numerators.get(n, from + j));
      IntegerMatrix product = block.times(x.matrix());
      for (int n = 0; n < samples; n++) {
        for (int m = 0; m < samples; m++) {
          BigInteger term = product.get(n, m).multiply(noise.matrix().get(unit, m));
          a[n][m] = a[n][m].add(term);
          k[n][m] = k[n][m].add(term.abs());
        }
      }
    }
    Optional<Rational> spread = Optional.empty();
    for (int n = 0; n < samples; n++) {
      Rational defect = Rational.ZERO;
      Rational weight = Rational.ZERO;
      for (int m = 0; m < samples; m++) {
        BigInteger scale = x.scales().get(m).multiply(noise.scales().get(m)).shiftLeft(bits);
        BigInteger off = n == m ? a[n][m].subtract(scale).abs() : a[n][m].abs();
        defect = defect.plus(Rational.of(off, scale).times(weights.get(m)));
        weight = weight.plus(Rational.of(k[n][m], scale).times(weights.get(m)));
      }
      Rational room = weights.get(n).minus(defect);
      if (room.signum() <= 0) {
        return Optional.empty();
      }
      // K z = 0 and room > 0 cannot be: then A z = 0, and |A - I| z would be z.
      Rational most = room.dividedBy(weight);
      spread = Optional.of(spread.filter(s -> s.compareTo(most) <= 0).orElse(most));
    }
    BigInteger denominator = BigInteger.ONE.shiftLeft(bits);
    RationalMatrix left =
        RationalMatrix.of(
            samples,
            numerators.columns(),
            (n, j) -> Rational.of(numerators.get(n, j), denominator));
    return Optional.of(new LeftInverseBound(left, weights, spread.orElse(Rational.ONE)));
  }

  private static BigInteger[][] zeros(int size) {
    return IntStream.range(0, size)
        .mapToObj(
            n -> IntStream.range(0, size).mapToObj(m -> BigInteger.ZERO).toArray(BigInteger[]::new))
        .toArray(BigInteger[][]::new);
  }

  /** Whether the bound serves this slope. */
  public boolean covers(Rational slope) {
    return slope.signum() > 0 && distance(slope).compareTo(spread) < 0;
  }

  /** |1 - s| / (1 + s), for s &gt; 0. */
  static Rational distance(Rational slope) {
    return Rational.ONE.minus(slope).abs().dividedBy(Rational.ONE.plus(slope));
  }

  /**
   * An interval of slopes each of which the bound serves: the largest up to 1/10000, and at most
   * from 1/10000 to 10000. Mixed slopes, one for each unit and sample, are served if all are at
   * most 1, or all at least 1; those on both sides of 1 have too large a ratio.
   */
  public Slopes slopes() {
    Rational grain = Rational.of(1, GRAIN);
    Rational capped = spread.compareTo(distance(grain)) > 0 ? distance(grain) : spread;
    Rational low =
        Rational.ONE.minus(capped).dividedBy(Rational.ONE.plus(capped)); // covered only if capped
    BigInteger down = low.numerator().multiply(BigInteger.valueOf(GRAIN)).divide(low.denominator());
    BigInteger up =
        low.reciprocal()
            .times(Rational.of(GRAIN))
            .numerator()
            .divide(low.reciprocal().times(Rational.of(GRAIN)).denominator());
    List<Rational> candidates = new ArrayList<>();
    for (int step = 0; step <= 1; step++) {
      candidates.add(Rational.of(down.add(BigInteger.valueOf(step)), BigInteger.valueOf(GRAIN)));
      candidates.add(Rational.of(up.subtract(BigInteger.valueOf(step)), BigInteger.valueOf(GRAIN)));
    }
    List<Rational> covered = candidates.stream().filter(this::covers).sorted().toList();
    return covered.isEmpty()
        ? new Slopes(Rational.ONE, Rational.ONE)
        : new Slopes(
            covered.get(0).compareTo(Rational.ONE) < 0 ? covered.get(0) : Rational.ONE,
            covered.get(covered.size() - 1).compareTo(Rational.ONE) > 0
                ? covered.get(covered.size() - 1)
                : Rational.ONE);
  }
}
