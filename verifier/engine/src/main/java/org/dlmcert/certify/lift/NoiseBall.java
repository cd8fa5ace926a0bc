package org.dlmcert.certify.lift;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.certify.proof.NoiseBallEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * An open ball of noises for each of which all slopes between s and 1, one for each unit and
 * sample, give full column rank (proofs/soundness.md, section 29).
 *
 * <p>The centre has 1 where a sample belongs to a unit's group of independent inputs, and 0
 * elsewhere; there is such a ball exactly if there are such groups, one for each unit. As few
 * groups as possible are taken: within a group nothing is lost. O(N²·d) integer operations and one
 * exact inverse for each group.
 */
public final class NoiseBall {
  /** The precisions that are tried for rows with long entries, before none is rounded. */
  private static final List<Optional<Integer>> PRECISIONS =
      List.of(Optional.of(40), Optional.of(80), Optional.of(160), Optional.empty());

  private static final int LONG_RADIUS = 96;

  private final RationalMatrix inputs;
  private final int units;
  private final Rational slope;
  private final Progress progress;

  /**
   * @param inputs X, d×N, a sample a column
   * @param slope above 0
   * @throws IllegalArgumentException if the slope is not above 0
   */
  public NoiseBall(RationalMatrix inputs, int units, Rational slope, Progress progress) {
    if (slope.signum() <= 0) {
      throw new IllegalArgumentException("a slope above 0 expected, got " + slope);
    }
    this.inputs = inputs;
    this.units = units;
    this.slope = slope;
    this.progress = progress;
  }

  /** What {@link #find} finds. */
  public sealed interface Answer {}

  /** The centre of a ball, and the proof with its radius. */
  public record Found(LayerNoise.Given centre, NoiseBallEvidence evidence) implements Answer {}

  /** No noise at all gives full column rank. */
  public record Impossible(TightSet proof) implements Answer {}

  /** Finds a ball, or the proof that there is none. */
  public Answer find() {
    DatasetPartition partition = new DatasetPartition(inputs.clearColumns().matrix(), progress);
    if (partition.into(units) instanceof DatasetPartition.TooFew tooFew) {
      return new Impossible(tooFew.proof());
    }
    List<List<Integer>> groups = partition.least().groups().groups();
    progress.stage("a ball of noises", Progress.UNKNOWN);
    LayerNoise.Given centre =
        new LayerNoise.Given(
            RationalMatrix.of(
                inputs.columns(),
                units,
                (n, i) ->
                    i < groups.size() && groups.get(i).contains(n) ? Rational.ONE : Rational.ZERO));
    for (Optional<Integer> bits : PRECISIONS) {
      Optional<NoiseBallEvidence> found = ball(new GroupInverses(inputs).of(groups, bits));
      if (found.isPresent()) {
        return new Found(centre, found.get());
      }
    }
    throw new IllegalStateException("exact inverses give a positive radius");
  }

  /** The ball of these rows; empty if rounding has spoilt them. */
  private Optional<NoiseBallEvidence> ball(List<NoiseBallEvidence.Group> groups) {
    int samples = inputs.columns();
    int[] owner = new int[samples];
    IntStream.range(0, groups.size())
        .forEach(i -> groups.get(i).samples().forEach(n -> owner[n] = i));
    List<Rational> weights =
        Arrays.stream(new BalancedWeights(ratios(groups, owner)).find())
            .mapToObj(z -> Rational.of(z, 1024))
            .toList();
    BigInteger[] own = new BigInteger[samples]; // b_n
    BigInteger[] others = new BigInteger[samples]; // Σ c_{i,n}
    Arrays.fill(own, BigInteger.ZERO);
    Arrays.fill(others, BigInteger.ZERO);
    BigInteger common = commonDenominator(groups, weights);
    for (int i = 0; i < groups.size(); i++) {
      List<Integer> members = groups.get(i).samples();
      IntegerMatrix t = products(groups.get(i), weights, common);
      for (int k = 0; k < members.size(); k++) {
        for (int n = 0; n < samples; n++) {
          BigInteger entry = t.get(k, n).abs();
          if (owner[n] != i) {
            others[n] = others[n].add(entry);
          } else {
            own[n] = members.get(k) == n ? own[n].add(entry) : own[n].subtract(entry);
          }
        }
      }
    }
    Rational radius = Rational.ONE;
    BigInteger low = slope.numerator().min(slope.denominator());
    BigInteger high = slope.numerator().max(slope.denominator());
    for (int n = 0; n < samples; n++) {
      if (own[n].signum() <= 0) {
        return Optional.empty();
      }
      BigInteger kept = low.multiply(own[n]);
      Rational most = Rational.of(kept, kept.add(high.multiply(others[n])));
      radius = radius.compareTo(most) <= 0 ? radius : most;
    }
    return Optional.of(new NoiseBallEvidence(groups, weights, shortened(radius)));
  }

  /** Entries of L_i times the inputs, for the guess of the weights: 0 within groups. */
  private long[][] ratios(List<NoiseBallEvidence.Group> groups, int[] owner) {
    int samples = inputs.columns();
    BigInteger limit = BigInteger.valueOf(BalancedWeights.LARGEST);
    RationalMatrix.ClearedColumns x = inputs.clearColumns();
    long[][] ratios = new long[samples][samples];
    for (int i = 0; i < groups.size(); i++) {
      Interruption.check();
      RationalMatrix.Cleared left = groups.get(i).left().clear();
      IntegerMatrix product = left.matrix().times(x.matrix());
      for (int k = 0; k < groups.get(i).samples().size(); k++) {
        for (int n = 0; n < samples; n++) {
          if (owner[n] != i) {
            ratios[groups.get(i).samples().get(k)][n] =
                product
                    .get(k, n)
                    .abs()
                    .shiftLeft(BalancedWeights.FRACTION)
                    .divide(left.scale().multiply(x.scales().get(n)))
                    .min(limit)
                    .longValueExact();
          }
        }
      }
    }
    return ratios;
  }

  private BigInteger commonDenominator(
      List<NoiseBallEvidence.Group> groups, List<Rational> weights) {
    return IntegerVectors.leastCommonMultiple(
            groups.stream().map(group -> group.left().clear().scale()).toList())
        .multiply(Rational.commonDenominator(weights));
  }

  /** common · z_m · L_i x̂, where x̂ are the inputs with columns cleared: one factor a column. */
  private IntegerMatrix products(
      NoiseBallEvidence.Group group, List<Rational> weights, BigInteger common) {
    IntegerMatrix rows =
        IntegerMatrix.of(
            group.left().rows(),
            group.left().columns(),
            (k, j) ->
                group
                    .left()
                    .get(k, j)
                    .times(weights.get(group.samples().get(k)))
                    .times(Rational.of(common))
                    .numerator());
    return rows.times(inputs.clearColumns().matrix());
  }

  /** A radius with many digits, a little smaller, with fewer. */
  private static Rational shortened(Rational radius) {
    int bits = radius.denominator().bitLength();
    if (bits <= LONG_RADIUS) {
      return radius;
    }
    int shift = bits - radius.numerator().bitLength() + LONG_RADIUS / 2;
    return Rational.of(
        radius.numerator().shiftLeft(shift).divide(radius.denominator()),
        BigInteger.ONE.shiftLeft(shift));
  }
}
