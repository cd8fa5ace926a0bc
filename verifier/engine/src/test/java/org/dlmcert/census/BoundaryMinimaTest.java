package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.cells.Faces;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Minima on boundaries of cells against the definition. */
class BoundaryMinimaTest {
  static Stream<SmallCensuses.Case> cases() {
    return IntStream.range(0, Cases.count(50, 100))
        .mapToObj(seed -> new SmallCensuses.Case(seed, instance(seed)));
  }

  private static Instance instance(long seed) {
    Random random = Cases.random(seed);
    int units = 1 + random.nextInt(2);
    boolean bias = random.nextInt(3) == 0;
    int d = bias ? 1 : 1 + random.nextInt(2);
    int samples = random.nextInt(units == 1 ? 5 : 3);
    List<Rational> slopes =
        List.of(Rational.of(1, 2), Rational.ZERO, Rational.of(-1), Rational.ONE, Rational.of(2));
    RationalMatrix factors =
        RationalMatrix.of(samples, units, (n, i) -> Rational.of(random.nextInt(4) - 1));
    return new Instance(
        Optional.empty(),
        new Network(List.of(d, units, 1), slopes.get(random.nextInt(slopes.size())), bias),
        new Dataset(
            RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(5) - 2)),
            Optional.of(
                RationalMatrix.of(samples, 1, (n, j) -> Rational.of(random.nextInt(3) - 1)))),
        List.of(random.nextBoolean() ? LayerNoise.NONE : new LayerNoise.Given(factors)),
        Optional.empty());
  }

  private static List<BoundaryMinima.LossCount> minima(CensusProblem problem)
      throws InterruptedException {
    UnitCells cells = UnitCells.of(problem.inputs(), 1000, count -> {}).orElseThrow();
    return BoundaryMinima.of(problem, cells, 100_000, Progress.NONE).orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithTheDefinition(SmallCensuses.Case example) throws InterruptedException {
    CensusProblem problem = CensusProblem.of(example.instance());
    SlowBoundary slow = new SlowBoundary(problem);
    assertThat(Faces.of(problem.inputs(), 1000).orElseThrow()).hasSize(slow.faces());
    Map<Rational, Long> byLoss = new TreeMap<>();
    for (BoundaryMinima.LossCount count : minima(problem)) {
      byLoss.put(count.loss(), count.faces());
      assertOnBoundary(problem, count.first());
    }
    assertThat(byLoss).isEqualTo(slow.byLoss);
  }

  private static void assertOnBoundary(CensusProblem problem, MinimumPoint minimum) {
    Instance bare = problem.instance();
    ForwardPass pass =
        ForwardPass.of(
            new Instance(
                bare.name(),
                bare.network(),
                bare.dataset(),
                bare.noise(),
                Optional.of(minimum.weights())));
    boolean zero = false;
    for (int n = 0; n < problem.samples(); n++) {
      boolean nonzero = problem.inputs().transpose().row(n).stream().anyMatch(x -> !x.isZero());
      for (int i = 0; i < problem.units(); i++) {
        zero |= nonzero && pass.preactivation(1).get(i, n).isZero();
      }
    }
    assertThat(zero).as("%s", minimum).isTrue();
    Rational squares = Rational.ZERO;
    for (int n = 0; n < problem.samples(); n++) {
      Rational e = pass.output(2).get(0, n).minus(problem.targets().get(n));
      squares = squares.plus(e.times(e));
    }
    assertThat(squares).isEqualTo(minimum.loss().times(Rational.of(2L * problem.samples())));
  }

  @Test
  void moreFacesThanTheLimitAreNotTried() throws InterruptedException {
    CensusProblem problem = CensusProblem.of(instance(1));
    UnitCells cells = UnitCells.of(problem.inputs(), 1000, count -> {}).orElseThrow();
    assertThat(BoundaryMinima.of(problem, cells, 0, Progress.NONE)).isEmpty();
  }
}
