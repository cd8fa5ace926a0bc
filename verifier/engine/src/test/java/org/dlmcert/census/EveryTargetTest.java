package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.faces.EveryTarget;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Minima of all targets at once, against the lists of all local minima of single targets. */
final class EveryTargetTest {
  private static final long SEED = 8_4;
  private static final int MOST_CHOICES = 400;

  private static Optional<FaceCensusResult> census(Instance instance) throws InterruptedException {
    FaceCensus.Outcome outcome =
        new FaceCensus(
                CensusProblem.of(instance),
                new Census.Limits(MOST_CHOICES, 1),
                Optional.empty(),
                Progress.NONE)
            .run();
    return outcome instanceof FaceCensus.Complete complete
        ? Optional.of(complete.result())
        : Optional.empty();
  }

  @Test
  void theExampleWhereAllPatternsHaveFullRank() throws InterruptedException {
    RationalMatrix noise = RationalMatrix.of(new long[][] {{1, 1}, {1, 3}});
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 2, 1), Rational.of(1, 2), false),
            new Dataset(RationalMatrix.of(new long[][] {{1}, {-1}}), Optional.empty()),
            List.of(new LayerNoise.Given(noise)),
            Optional.empty());
    EveryTarget.BadMinimum bad =
        (EveryTarget.BadMinimum) EveryTarget.decide(instance, 100).orElseThrow();
    assertThat(census(bad.instance()).orElseThrow().allGlobal()).isFalse();
    assertThat(EveryTarget.decide(instance, 2)).isEmpty();
  }

  /**
   * Bad minima are ones: the census of their targets lists their loss, at their face. Where there
   * are none for any targets, there are none for random ones, and none for residuals of any sign.
   */
  @Test
  void bothAnswersAgreeWithTheCensusOfGivenTargets() throws InterruptedException {
    int bad = 0;
    int global = 0;
    int cases = Cases.count(50, 6000);
    for (long seed = 0; seed < cases; seed++) {
      Instance instance = SmallCensuses.instance(seed);
      if (census(instance).isEmpty()) {
        continue;
      }
      EveryTarget.Answer answer = EveryTarget.decide(instance, 1000).orElseThrow();
      if (answer instanceof EveryTarget.BadMinimum found) {
        bad++;
        Rational loss =
            found.residuals().stream()
                .map(e -> e.times(e))
                .reduce(Rational.ZERO, Rational::plus)
                .dividedBy(Rational.of(2L * instance.samples()));
        assertThat(loss.signum()).isPositive();
        assertThat(census(found.instance()).orElseThrow().losses())
            .as("seed %d: %s", seed, found)
            .anySatisfy(listed -> assertThat(listed.loss()).isEqualTo(loss));
      } else {
        global++;
        Random random = new Random(SEED + seed);
        for (int k = 0; k < 4; k++) {
          RationalMatrix targets =
              RationalMatrix.of(
                  instance.samples(), 1, (n, j) -> Rational.of(random.nextInt(21) - 10L));
          Instance other =
              new Instance(
                  Optional.empty(),
                  instance.network(),
                  new Dataset(instance.dataset().inputs(), Optional.of(targets)),
                  instance.noise(),
                  Optional.empty());
          assertThat(census(other).orElseThrow().allGlobal())
              .as("seed %d: %s", seed, other)
              .isTrue();
        }
      }
    }
    System.out.println("every target: " + global + " without bad minima, " + bad + " with one");
    assertThat(bad).isGreaterThan(cases / 5);
    assertThat(global).isGreaterThan(cases / 25);
  }
}
