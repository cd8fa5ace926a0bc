package org.dlmcert.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * Points of one hidden layer, with squares and with Huber's loss, built to have kinks, and
 * residuals chosen so that many are minima, against a decision that goes through all cells around
 * the point.
 *
 * <p>The slow decision: with the slopes of one adjacent cell for each unit the loss is convex in
 * the products of output weight and row. The point is a local minimum exactly if for every unit and
 * every cell of signs at its zero preactivations the gradient g of that cell has p·g·v ≥ 0 on the
 * closed cell, and g·(w + v) = 0 there if p = 0; membership in the dual cone by enumeration.
 */
class KinkPointsTest {
  private static final long SEED = 20161109;
  private static final int CASES = Cases.count(300, 20_000);
  private static final List<Rational> SLOPES =
      List.of(
          Rational.ZERO,
          Rational.of(1, 2),
          Rational.of(-1),
          Rational.of(-1, 3),
          Rational.ONE,
          Rational.of(3));

  private final Random random = new Random(SEED);

  @Test
  void verdictsAgreeWithAllCellsAroundThePoint() throws InterruptedException {
    Map<String, Integer> seen = new TreeMap<>();
    for (int t = 0; t < CASES; t++) {
      Instance instance = next();
      Point point = Point.of(instance);
      String place = String.format(Locale.ROOT, "seed %d, case %d: %s", SEED, t, instance);
      if (point.loss().isZero()) {
        continue;
      }
      PointVerdict verdict = Inspection.of(point, Progress.NONE).verdict();
      boolean minimum =
          verdict instanceof PointVerdict.LocalMinimum
              || verdict instanceof PointVerdict.GlobalMinimum;
      assertThat(
              minimum
                  || verdict instanceof PointVerdict.NotCritical
                  || verdict instanceof PointVerdict.Saddle)
          .as("%s: %s", place, verdict)
          .isTrue();
      assertThat(minimum).as("%s: %s", place, verdict).isEqualTo(SlowMinimum.is(point));
      if (minimum) {
        perturbed(point, place);
      }
      seen.merge(name(verdict), 1, Integer::sum);
      if (instance.loss() instanceof Loss.Huber huber) {
        boolean beyond =
            point.residuals().row(0).stream().anyMatch(e -> e.abs().compareTo(huber.delta()) > 0);
        seen.merge(beyond ? "Huber beyond δ, minimum: " + minimum : "Huber", 1, Integer::sum);
      }
    }
    System.out.println("points built to have kinks, of " + CASES + ": " + seen);
    assertThat(seen).as("%s", seen).containsKeys("minimum on a kink", "NotCritical", "Saddle");
    assertThat(seen.get("minimum on a kink")).as("%s", seen).isGreaterThan(CASES / 10);
    assertThat(seen.get("NotCritical")).as("%s", seen).isGreaterThan(CASES / 10);
    assertThat(seen).as("%s", seen).containsKeys("Huber beyond δ, minimum: true", "Huber");
    assertThat(seen).as("%s", seen).containsKey("Huber beyond δ, minimum: false");
    assertThat(seen.get("saddle on a kink")).as("%s", seen).isPositive();
  }

  private static String name(PointVerdict verdict) {
    if (verdict instanceof PointVerdict.LocalMinimum local && !local.kinks().isEmpty()) {
      return "minimum on a kink";
    }
    return verdict instanceof PointVerdict.Saddle saddle && !saddle.kinks().isEmpty()
        ? "saddle on a kink"
        : verdict.getClass().getSimpleName();
  }

  /** Nothing near a minimum is lower, also where steps have different sizes. */
  private void perturbed(Point point, String place) {
    ParameterLayout layout = new ParameterLayout(point.network());
    for (int k = 0; k < 20; k++) {
      int scale = 20 + random.nextInt(3) * 10;
      List<Rational> vector =
          layout.zeros().stream()
              .map(
                  zero ->
                      random.nextInt(3) == 0
                          ? zero
                          : Rational.of(
                              random.nextInt(9) - 4, 1L << (scale + random.nextInt(2) * 10)))
              .toList();
      Weights near = ParameterLayout.moved(point.weights(), layout.weights(vector), Rational.ONE);
      assertThat(SlowLoss.at(point.instance(), near))
          .as("%s at %s", place, near)
          .isGreaterThanOrEqualTo(point.loss());
    }
  }

  private Rational integer(int range) {
    return Rational.of(random.nextInt(2 * range + 1) - (long) range);
  }

  private RationalMatrix integers(int rows, int columns, int range) {
    return RationalMatrix.of(rows, columns, (i, j) -> integer(range));
  }

  /** Rows of units are often orthogonal to samples or zero; some output weights are zero. */
  private Instance next() {
    // In two of three cases a minimum on a kink, if there is one among some.
    int draws = random.nextInt(3) == 0 ? 1 : 40;
    for (int draw = 1; ; draw++) {
      Instance drawn = draw();
      Point there = Point.of(drawn);
      if (draw == draws
          || !there.loss().isZero()
              && !there.isDifferentiable()
              && !new Balance(there).isLocalMinimum()
              && SlowMinimum.is(there)) {
        return drawn;
      }
    }
  }

  private Instance draw() {
    int d = 1 + random.nextInt(2);
    int units = 1 + random.nextInt(2);
    int samples = 1 + random.nextInt(4);
    boolean bias = random.nextInt(3) == 0;
    Network network =
        new Network(List.of(d, units, 1), SLOPES.get(random.nextInt(SLOPES.size())), bias);
    List<List<Rational>> rows = new ArrayList<>();
    for (int n = 0; n < samples; n++) {
      boolean repeated = n > 0 && random.nextInt(3) == 0;
      Rational factor = integer(2);
      rows.add(
          repeated
              ? rows.get(random.nextInt(n)).stream().map(factor::times).toList()
              : IntStream.range(0, d).mapToObj(j -> integer(2)).toList());
    }
    RationalMatrix inputs = RationalMatrix.ofRows(d, rows);
    List<List<Rational>> weights = new ArrayList<>();
    List<Rational> biases = new ArrayList<>();
    for (int i = 0; i < units; i++) {
      List<Rational> row = IntStream.range(0, d).mapToObj(j -> integer(2)).toList();
      int sample = random.nextInt(samples);
      Rational offset = integer(1);
      if (random.nextInt(4) == 0) {
        row = row.stream().map(entry -> Rational.ZERO).toList();
        offset = Rational.ZERO;
      } else if (bias) {
        offset = product(row, inputs.row(sample)).negate();
      } else if (d == 2) {
        row = List.of(inputs.get(sample, 1), inputs.get(sample, 0).negate());
      }
      weights.add(row);
      biases.add(offset);
    }
    RationalMatrix output =
        RationalMatrix.of(1, units, (k, i) -> random.nextInt(5) == 0 ? Rational.ZERO : integer(2));
    Weights point =
        new Weights(
            List.of(RationalMatrix.ofRows(d, weights), output),
            bias ? Optional.of(List.of(biases, List.of(integer(1)))) : Optional.empty());
    LayerNoise noise =
        random.nextInt(3) == 0
            ? new LayerNoise.Given(integers(samples, units, 2))
            : LayerNoise.NONE;
    Loss loss =
        random.nextInt(3) == 0
            ? new Loss.Huber(Rational.of(1 + random.nextInt(3), 2))
            : Loss.SQUARED;
    Instance some = instance(network, inputs, integers(samples, 1, 1), noise, point).with(loss);
    ForwardPass pass = ForwardPass.of(some);
    RationalMatrix outputs = pass.output(2);
    return instance(
            network,
            inputs,
            RationalMatrix.of(samples, 1, (n, k) -> outputs.get(0, n).minus(residual(n, pass))),
            noise,
            point)
        .with(loss);
  }

  /** Zero away from kinks more often than on them, so that linear parts vanish. */
  private Rational residual(int sample, ForwardPass pass) {
    RationalMatrix u = pass.preactivation(1);
    boolean kink = IntStream.range(0, u.rows()).anyMatch(i -> u.get(i, sample).isZero());
    return random.nextInt(kink ? 4 : 2) == 0 ? Rational.ZERO : integer(kink ? 2 : 1);
  }

  private static Instance instance(
      Network network,
      RationalMatrix inputs,
      RationalMatrix targets,
      LayerNoise noise,
      Weights weights) {
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(inputs, Optional.of(targets)),
        List.of(noise),
        Optional.of(weights));
  }

  private static Rational product(List<Rational> a, List<Rational> b) {
    Rational sum = Rational.ZERO;
    for (int j = 0; j < a.size(); j++) {
      sum = sum.plus(a.get(j).times(b.get(j)));
    }
    return sum;
  }
}
