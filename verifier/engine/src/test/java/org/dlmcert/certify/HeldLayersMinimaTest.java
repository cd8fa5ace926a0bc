package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.faces.EveryTarget;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * All local minima in the last two layers with those below held (proofs/soundness.md, section 28):
 * they are the local minima of the last two layers alone on what the layers below give, computed
 * here by itself. And slopes that are not positive.
 */
final class HeldLayersMinimaTest {
  private static final long SEED = 20261130;
  private static final int MOST_FACES = 200;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(9, 10), Rational.ONE, Rational.of(2), Rational.ZERO);

  private static RationalMatrix matrix(Random random, int rows, int columns, int range) {
    return RationalMatrix.of(
        rows,
        columns,
        (n, j) -> Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(2)));
  }

  /** One or two layers below, with given noise or none. */
  private static Instance deep(Random random) {
    int below = 1 + random.nextInt(2);
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l <= below; l++) {
      widths.add(1 + random.nextInt(2));
    }
    int units = 1 + random.nextInt(2);
    widths.add(units);
    widths.add(1);
    int samples = 1 + random.nextInt(Math.min(3, units * widths.get(below)));
    List<RationalMatrix> matrices = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      matrices.add(matrix(random, widths.get(l), widths.get(l - 1), 2));
    }
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l <= below; l++) {
      noise.add(
          random.nextBoolean()
              ? LayerNoise.NONE
              : new LayerNoise.Given(matrix(random, samples, widths.get(l), 2)));
    }
    noise.add(
        new LayerNoise.Given(
            RationalMatrix.of(
                samples,
                units,
                (n, i) -> Rational.of(random.nextInt(3) - 1 + (i == n % units ? 6L : 0)))));
    return new Instance(
        Optional.empty(),
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), false),
        new Dataset(
            matrix(random, samples, widths.get(0), 2), Optional.of(matrix(random, samples, 1, 3))),
        noise,
        Optional.of(new Weights(matrices, Optional.empty())));
  }

  /** The last two layers on the outputs of those below. */
  private static Instance lastTwoLayers(Instance deep) {
    RationalMatrix v = deep.dataset().inputs();
    int below = deep.network().depth() - 2;
    for (int l = 1; l <= below; l++) {
      RationalMatrix u = v.times(deep.weights().orElseThrow().matrix(l).transpose());
      LayerNoise noise = deep.noise().get(l - 1);
      v =
          RationalMatrix.of(
              u.rows(),
              u.columns(),
              (n, i) -> {
                Rational a = u.get(n, i);
                Rational out = a.signum() < 0 ? a.times(deep.network().slope()) : a;
                return noise instanceof LayerNoise.Given given
                    ? out.times(given.factors().get(n, i))
                    : out;
              });
    }
    List<Integer> widths = deep.network().widths();
    return new Instance(
        Optional.empty(),
        new Network(
            List.of(v.columns(), widths.get(widths.size() - 2), 1), deep.network().slope(), false),
        new Dataset(v, deep.dataset().targets()),
        List.of(deep.noise().get(below)),
        Optional.empty());
  }

  private static boolean isProvedForAllMinima(Instance instance) {
    return FullRankDecision.decideForAllMinima(
                FullRankClaim.of(instance, PatternScope.ALL),
                Optional.empty(),
                Budget.DEFAULT,
                Progress.NONE)
            instanceof FullRankDecision.Decided decided
        && decided.evidence() instanceof Proof;
  }

  @Test
  void withLayersHeldTheLastTwoHaveNoBadMinimum() throws InterruptedException {
    Random random = new Random(SEED);
    int cases = Cases.count(150, 6_000);
    int proved = 0;
    int bad = 0;
    for (int k = 0; k < cases; k++) {
      Instance deep = deep(random);
      String name = "seed " + SEED + ", case " + k + ": " + deep;
      Instance last = lastTwoLayers(deep);
      EveryTarget.Answer exact = EveryTarget.decide(last, MOST_FACES).orElseThrow();
      if (isProvedForAllMinima(deep)) {
        assertThat(exact).as(name).isInstanceOf(EveryTarget.AllGlobal.class);
        assertThat(deep.network().slope().signum()).as(name).isPositive();
        FaceCensus.Outcome census =
            new FaceCensus(
                    CensusProblem.of(last),
                    new Census.Limits(300, 1),
                    Optional.empty(),
                    Progress.NONE)
                .run();
        if (census instanceof FaceCensus.Complete complete) {
          assertThat(complete.result().allGlobal()).as(name).isTrue();
        }
        proved++;
      } else if (exact instanceof EveryTarget.BadMinimum) {
        bad++;
      }
    }
    System.out.printf(
        "layers held: %d cases, %d proved for all local minima, %d with a bad one%n",
        cases, proved, bad);
    assertThat(proved).isGreaterThan(cases / 10);
    assertThat(bad).isGreaterThan(cases / 10);
  }

  /** Without biases some targets have a bad minimum at w = 0, whatever inputs and noise are. */
  @Test
  void slopesThatAreNotPositiveHaveBadMinimaForSomeTargets() throws InterruptedException {
    Random random = new Random(SEED);
    int cases = Cases.count(40, 2_000);
    for (int k = 0; k < cases; k++) {
      int samples = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(2);
      Rational slope = k % 2 == 0 ? Rational.ZERO : Rational.of(-1, 1 + random.nextInt(2));
      int inputs = 1 + random.nextInt(2);
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(inputs, units, 1), slope, false),
              new Dataset(matrix(random, samples, inputs, 2), Optional.empty()),
              List.of(
                  random.nextBoolean()
                      ? LayerNoise.NONE
                      : new LayerNoise.Given(matrix(random, samples, units, 2))),
              Optional.empty());
      assertThat(EveryTarget.decide(instance, MOST_FACES).orElseThrow())
          .as("seed %d, case %d: %s", SEED, k, instance)
          .isInstanceOf(EveryTarget.BadMinimum.class);
      assertThat(isProvedForAllMinima(instance)).isFalse();
    }
  }
}
