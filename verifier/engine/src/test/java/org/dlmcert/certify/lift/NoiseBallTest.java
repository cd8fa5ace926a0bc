package org.dlmcert.certify.lift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.census.faces.EveryTarget;
import org.dlmcert.certify.proof.NoiseBallEvidence;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Balls of noises: their radius, what is so inside, and what is not so outside. */
final class NoiseBallTest {
  private static final long SEED = 37;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(3), Rational.ONE);

  private static Optional<NoiseBall.Found> ball(RationalMatrix x, int units, Rational slope) {
    return new NoiseBall(x, units, slope, Progress.NONE).find() instanceof NoiseBall.Found found
        ? Optional.of(found)
        : Optional.empty();
  }

  private static RationalMatrix random(Random random, int d, int samples) {
    return RationalMatrix.of(
        d, samples, (j, n) -> Rational.of(random.nextInt(13) - 6L, 1 + random.nextInt(2)));
  }

  /** E∘θ, with noise moved by less than {@code reach} and any slopes in between. */
  private static RationalMatrix factors(
      NoiseBall.Found found, int units, Rational slope, Rational reach, Random random) {
    RationalMatrix centre = found.centre().factors();
    boolean corner = random.nextBoolean();
    return RationalMatrix.of(
        units,
        centre.rows(),
        (i, n) -> {
          int step = corner ? 999 * (2 * random.nextInt(2) - 1) : random.nextInt(1999) - 999;
          Rational t = Rational.of(corner ? 16 * random.nextInt(2) : random.nextInt(17), 16);
          Rational theta = t.plus(Rational.ONE.minus(t).times(slope));
          return centre.get(n, i).plus(reach.times(Rational.of(step, 1000))).times(theta);
        });
  }

  private static boolean isFull(RationalMatrix factors, RationalMatrix x) {
    return ModularMatrix.of(
                PrimeField.largest(), KhatriRao.product(factors, x).clearColumns().matrix())
            .rank()
        == x.columns();
  }

  @Test
  void everyNoiseInsideServesAllSlopes() throws InterruptedException {
    Random random = new Random(SEED);
    int found = 0;
    int decided = 0;
    int cases = Cases.count(80, 3000);
    for (int k = 0; k < cases; k++) {
      int d = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(3);
      int samples = 1 + random.nextInt(d * units);
      RationalMatrix x = random(random, d, samples);
      Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
      Optional<NoiseBall.Found> ball = ball(x, units, slope);
      if (ball.isEmpty()) {
        continue;
      }
      found++;
      Rational radius = ball.get().evidence().bound();
      assertThat(radius.signum()).isPositive();
      for (int draw = 0; draw < 20; draw++) {
        assertThat(isFull(factors(ball.get(), units, slope, radius, random), x))
            .as("seed %d, case %d: %s, slope %s, radius %s", SEED, k, x, slope, radius)
            .isTrue();
      }
      if (d * units <= 2) {
        RationalMatrix noise = factors(ball.get(), units, Rational.ONE, radius, random);
        Instance instance =
            new Instance(
                Optional.empty(),
                new Network(List.of(d, units, 1), slope, false),
                new Dataset(x.transpose(), Optional.empty()),
                List.of(new LayerNoise.Given(noise.transpose())),
                Optional.empty());
        assertThat(EveryTarget.decide(instance, 1000).orElseThrow())
            .as("seed %d, case %d: %s", SEED, k, instance)
            .isInstanceOf(EveryTarget.AllGlobal.class);
        decided++;
      }
    }
    assertThat(found).isGreaterThan(cases / 2);
    assertThat(decided).isGreaterThan(cases / 20);
  }

  /** Two samples and units: at the radius itself some slopes give a singular matrix. */
  @Test
  void forTwoOppositeSamplesTheRadiusIsExact() {
    RationalMatrix x = RationalMatrix.of(new long[][] {{1, -1}});
    for (Rational slope : List.of(Rational.of(1, 2), Rational.of(1, 10), Rational.of(3))) {
      NoiseBall.Found found = ball(x, 2, slope).orElseThrow();
      Rational radius = found.evidence().bound();
      Rational least = slope.compareTo(Rational.ONE) < 0 ? slope : slope.reciprocal();
      assertThat(radius).isEqualTo(least.dividedBy(Rational.ONE.plus(least)));
      RationalMatrix centre = found.centre().factors();
      RationalMatrix worst =
          RationalMatrix.of(
              2,
              2,
              (i, n) -> {
                boolean own = !centre.get(n, i).isZero();
                boolean below = own == slope.compareTo(Rational.ONE) < 0;
                return (own ? Rational.ONE.minus(radius) : radius)
                    .times(below ? slope : Rational.ONE);
              });
      assertThat(isFull(worst, x)).isFalse();
    }
  }

  /**
   * How far the radius is from the best: in the worst directions of noise and slopes the matrix
   * becomes singular at no more than so many times the radius.
   */
  @Test
  void theRadiusIsNotAbsurdlySmall() {
    Random random = new Random(SEED);
    List<Rational> ratios = new ArrayList<>();
    for (int k = 0; k < Cases.count(40, 400); k++) {
      int d = 1 + random.nextInt(2);
      int units = 2;
      int samples = d * units;
      RationalMatrix x = random(random, d, samples);
      Rational slope = Rational.of(1, 2);
      Optional<NoiseBall.Found> ball = ball(x, units, slope);
      if (ball.isPresent()) {
        Rational radius = ball.get().evidence().bound();
        ratios.add(failure(ball.get(), x, units, slope).dividedBy(radius));
      }
    }
    List<Rational> sorted = ratios.stream().sorted().toList();
    Rational median = sorted.get(sorted.size() / 2);
    System.out.println(
        "noise balls: hundredths of the radius at which a matrix is singular, median "
            + hundredths(median)
            + ", worst "
            + hundredths(sorted.get(sorted.size() - 1))
            + "; data sets "
            + sorted.size());
    assertThat(sorted.get(0)).isGreaterThanOrEqualTo(Rational.ONE);
    assertThat(median).isLessThan(Rational.of(4));
  }

  private static BigInteger hundredths(Rational value) {
    return value.numerator().multiply(BigInteger.valueOf(100)).divide(value.denominator());
  }

  /** A distance at which some corner of noise and slopes has another sign of the determinant. */
  private static Rational failure(
      NoiseBall.Found found, RationalMatrix x, int units, Rational slope) {
    Rational low = found.evidence().bound();
    Rational high = Rational.ONE;
    for (int step = 0; step < 8; step++) {
      Rational middle = low.plus(high).dividedBy(Rational.of(2));
      if (hasBothSigns(found, x, units, slope, middle)) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return high;
  }

  private static boolean hasBothSigns(
      NoiseBall.Found found, RationalMatrix x, int units, Rational slope, Rational reach) {
    int samples = x.columns();
    RationalMatrix centre = found.centre().factors();
    Rational least = slope.compareTo(Rational.ONE) < 0 ? slope : Rational.ONE;
    Rational most = slope.compareTo(Rational.ONE) < 0 ? Rational.ONE : slope;
    int sign = 0;
    for (int corner = 0; corner < 1 << units * samples; corner++) {
      int bits = corner;
      // The products ε·θ range over intervals, whose ends are these.
      RationalMatrix factors =
          RationalMatrix.of(
              units,
              samples,
              (i, n) -> {
                boolean up = (bits >> (n * units + i) & 1) == 1;
                Rational e = centre.get(n, i);
                Rational end = up ? e.plus(reach) : e.minus(reach);
                return end.times(up == end.signum() > 0 ? most : least);
              });
      int determinant = sign(KhatriRao.product(factors, x));
      if (determinant == 0 || determinant * sign < 0) {
        return true;
      }
      sign = determinant;
    }
    return false;
  }

  private static int sign(RationalMatrix square) {
    List<List<Rational>> rows =
        new ArrayList<>(
            IntStream.range(0, square.rows())
                .mapToObj(i -> (List<Rational>) new ArrayList<>(square.row(i)))
                .toList());
    int sign = 1;
    for (int c = 0; c < rows.size(); c++) {
      int column = c;
      Optional<Integer> pivot =
          IntStream.range(c, rows.size())
              .boxed()
              .filter(r -> !rows.get(r).get(column).isZero())
              .findFirst();
      if (pivot.isEmpty()) {
        return 0;
      }
      Collections.swap(rows, c, pivot.get());
      sign *= (pivot.get() == c ? 1 : -1) * rows.get(c).get(c).signum();
      for (int r = c + 1; r < rows.size(); r++) {
        Rational f = rows.get(r).get(c).dividedBy(rows.get(c).get(c));
        for (int k = c; k < rows.size(); k++) {
          rows.get(r).set(k, rows.get(r).get(k).minus(f.times(rows.get(c).get(k))));
        }
      }
    }
    return sign;
  }

  @Test
  void withoutGroupsThereIsNoBall() {
    RationalMatrix x = RationalMatrix.of(new long[][] {{1, 2, 3}});
    assertThat(new NoiseBall(x, 2, Rational.of(1, 2), Progress.NONE).find())
        .isInstanceOf(NoiseBall.Impossible.class);
    RationalMatrix zero = RationalMatrix.of(new long[][] {{1, 0}});
    assertThat(new NoiseBall(zero, 2, Rational.of(1, 2), Progress.NONE).find())
        .isInstanceOf(NoiseBall.Impossible.class);
    assertThatThrownBy(() -> new NoiseBall(x, 3, Rational.of(-1, 2), Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void oneGroupHasTheRadiusOfItsNoise() {
    RationalMatrix x = RationalMatrix.of(new long[][] {{1, 1, 0}, {0, 1, 1}, {2, 0, 5}});
    NoiseBallEvidence evidence = ball(x, 2, Rational.of(1, 9)).orElseThrow().evidence();
    assertThat(evidence.bound()).isEqualTo(Rational.ONE);
    RationalMatrix none = RationalMatrix.of(2, 0, (j, n) -> Rational.ZERO);
    assertThat(ball(none, 2, Rational.of(1, 9)).orElseThrow().evidence().groups()).isEmpty();
  }

  /** Long entries are rounded: the radius is positive all the same. */
  @Test
  void longEntriesAreRounded() {
    Random random = new Random(SEED);
    RationalMatrix x =
        RationalMatrix.of(12, 30, (j, n) -> Rational.of(random.nextInt(), 1 + random.nextInt(99)));
    NoiseBallEvidence evidence = ball(x, 3, Rational.of(1, 2)).orElseThrow().evidence();
    assertThat(evidence.bound().signum()).isPositive();
    assertThat(evidence.bound().denominator().bitLength()).isLessThan(200);
    for (NoiseBallEvidence.Group group : evidence.groups()) {
      assertThat(group.left().clear().scale().bitCount()).isEqualTo(1);
    }
  }
}
