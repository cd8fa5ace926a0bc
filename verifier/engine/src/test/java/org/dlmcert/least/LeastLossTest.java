package org.dlmcert.least;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The least loss against a slow enumeration, and that threads and stops change no byte. */
class LeastLossTest {
  private static final long SEED = 20161114;
  private static final int CASES = Cases.count(25, 3_000);
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.ZERO,
          Rational.of(-1),
          Rational.ONE,
          Rational.of(2),
          Rational.of(-1, 3),
          Rational.of(1, 100));

  /** Small numbers, so that samples are zero, equal, opposite and parallel. */
  static CensusProblem random(Random random) {
    boolean bias = random.nextInt(3) == 0;
    int inputs = bias ? 1 : 1 + random.nextInt(2);
    int units = 1 + random.nextInt(2);
    int samples = 1 + random.nextInt(units == 1 ? 6 : 3);
    int range = 1 + random.nextInt(4);
    RationalMatrix x =
        RationalMatrix.of(
            samples,
            inputs,
            (i, j) ->
                Rational.of(random.nextInt(2 * range + 1) - (long) range, 1L + random.nextInt(2)));
    return problem(
        x,
        RationalMatrix.of(samples, 1, (i, j) -> Rational.of(random.nextInt(9) - 4L)),
        units,
        SLOPES.get(random.nextInt(SLOPES.size())),
        bias,
        random.nextInt(3) == 0
            ? new LayerNoise.Given(
                RationalMatrix.of(samples, units, (i, j) -> Rational.of(random.nextInt(5) - 2L)))
            : LayerNoise.NONE);
  }

  private static CensusProblem problem(
      RationalMatrix x, RationalMatrix y, int units, Rational slope, boolean bias, LayerNoise e) {
    return CensusProblem.of(
        new Instance(
            Optional.empty(),
            new Network(List.of(x.columns(), units, 1), slope, bias),
            new Dataset(x, Optional.of(y)),
            List.of(e),
            Optional.empty()));
  }

  private static LeastLoss least(CensusProblem problem, int threads, Optional<Checkpoint> kept)
      throws InterruptedException {
    LeastLossSearch.Outcome outcome =
        new LeastLossSearch(
                problem, new LeastLossSearch.Limits(100_000, threads), kept, Progress.NONE)
            .run();
    return ((LeastLossSearch.Complete) outcome).result();
  }

  @Test
  void isThatOfTheEnumeration() throws InterruptedException {
    int positive = 0;
    for (int k = 0; k < CASES; k++) {
      CensusProblem problem = random(new Random(SEED + k));
      LeastLoss found = least(problem, 1, Optional.empty());
      Rational slow = new SlowLeast(problem).loss();
      assertThat(found.loss()).as("seed %d: %s", SEED + k, problem.instance()).isEqualTo(slow);
      LeastProblem exact = new LeastProblem(problem);
      assertThat(exact.loss(exact.squaresAt(exact.scaled(found.weights()))))
          .as("seed %d", SEED + k)
          .isEqualTo(slow);
      assertThat(AnyWidth.of(problem).loss()).as("seed %d", SEED + k).isLessThanOrEqualTo(slow);
      positive += slow.signum();
    }
    assertThat(positive).isBetween(CASES / 5, CASES * 4 / 5);
  }

  static CensusProblem larger() {
    Random random = new Random(SEED);
    RationalMatrix x = RationalMatrix.of(9, 2, (i, j) -> Rational.of(random.nextInt(21) - 10L));
    RationalMatrix y = RationalMatrix.of(9, 1, (i, j) -> Rational.of(random.nextInt(21) - 10L));
    return problem(x, y, 2, Rational.of(1, 3), false, LayerNoise.NONE);
  }

  @Test
  void threadsAndStopsChangeNothing(@TempDir Path folder) throws Exception {
    CensusProblem problem = larger();
    LeastLoss alone = least(problem, 1, Optional.empty());
    assertThat(alone.loss()).isGreaterThan(Rational.ZERO);
    assertThat(alone.nodes()).isGreaterThan(150);
    byte[] bytes = alone.certificate().bytes();
    assertThat(least(problem, 3, Optional.empty()).certificate().bytes()).isEqualTo(bytes);
    Path file = folder.resolve("kept");
    try (Checkpoint kept = Checkpoint.begin(file, Checkpoint.Kind.LEAST_LOSS, problem.instance())) {
      assertThat(least(problem, 2, Optional.of(kept)).certificate().bytes()).isEqualTo(bytes);
    }
    byte[] whole = Files.readAllBytes(file);
    for (int share = 1; share < 4; share++) {
      // as a process leaves it that was killed while it wrote
      byte[] part = Arrays.copyOf(whole, whole.length * share / 4);
      Files.write(file, part);
      try (Checkpoint kept =
          Checkpoint.resume(file, Checkpoint.Kind.LEAST_LOSS, problem.instance())) {
        assertThat(least(problem, 2, Optional.of(kept)).certificate().bytes()).isEqualTo(bytes);
      }
      // Each result under its own number, so that the file can be resumed once more.
      assertThat(Files.readAllLines(file))
          .containsExactlyInAnyOrderElementsOf(
              new String(whole, StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void aLimitOfNodesLeavesTheBestKnown() throws InterruptedException {
    LeastLossSearch.Outcome outcome =
        new LeastLossSearch(
                larger(), new LeastLossSearch.Limits(1, 1), Optional.empty(), Progress.NONE)
            .run();
    assertThat(outcome).isInstanceOf(LeastLossSearch.TooMany.class);
    Rational found = ((LeastLossSearch.TooMany) outcome).loss();
    assertThat(found).isGreaterThanOrEqualTo(least(larger(), 1, Optional.empty()).loss());
  }

  @Test
  void stepsAreReadAsTheyAreWritten() throws InterruptedException {
    LeastLoss found = least(larger(), 1, Optional.empty());
    assertThat(found.steps()).isNotEmpty();
    for (String step : found.steps()) {
      assertThat(BoundStep.parse(step).text()).isEqualTo(step);
    }
  }
}
