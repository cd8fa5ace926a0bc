package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The census against all sign vectors and plain elimination, and its minima one by one. */
class CensusTest {
  static Stream<SmallCensuses.Case> cases() {
    return SmallCensuses.cases(200);
  }

  static CensusResult census(Instance instance, int threads) {
    try {
      Census.Outcome outcome =
          new Census(
                  CensusProblem.of(instance),
                  new Census.Limits(1_000_000, threads),
                  Optional.empty(),
                  Progress.NONE)
              .run();
      return ((Census.Complete) outcome).result();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithAllSignVectors(SmallCensuses.Case example) {
    CensusResult result = census(example.instance(), 1);
    SlowCensus slow = new SlowCensus(result.problem());
    assertThat(result.cellsWithNonzeroOutput()).isEqualTo(BigInteger.valueOf(slow.nonzeroOutput));
    assertThat(result.cellsWithZeroOutput()).isEqualTo(BigInteger.valueOf(slow.zeroOutput));
    Map<Rational, List<Long>> byLoss = new TreeMap<>();
    result.losses().forEach(l -> byLoss.put(l.loss(), List.of(l.cells(), l.zeroOutputCells())));
    assertThat(byLoss).isEqualTo(slow.byLoss);
  }

  @Test
  void oneLinearUnitThroughTwoPoints() {
    // y = 1 at x = 1 and x = 2: least squares 3/5, residuals -2/5 and 1/5, loss 1/20
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1), Rational.of(1, 2), false),
            new Dataset(
                RationalMatrix.of(new long[][] {{1}, {2}}),
                Optional.of(RationalMatrix.of(new long[][] {{1}, {1}}))),
            List.of(LayerNoise.NONE),
            Optional.empty());
    CensusResult result = census(instance, 1);
    assertThat(result.kind()).isEqualTo(CensusResult.Kind.BAD_MINIMA);
    assertThat(result.cellsWithNonzeroOutput()).isEqualTo(4);
    assertThat(result.cellsWithZeroOutput()).isEqualTo(2);
    // the cells (+, +) with slope 1 and (-, -) with slope 1/2, in which w̃ < 0 has to be 6/5 > 0
    assertThat(result.losses()).hasSize(1);
    assertThat(result.losses().get(0).loss()).isEqualTo(Rational.of(1, 20));
    assertThat(result.losses().get(0).cells()).isEqualTo(2);
  }

  /** Interior minima have the loss and the cell of the one found, and no smaller least |u|. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("someCases")
  void interiorMinimaAreMinimaOfTheSameCell(SmallCensuses.Case example) {
    CensusResult result = census(example.instance(), 1);
    int[] improved = {0};
    List<MinimumPoint> minima = new ArrayList<>();
    result.forEachMinimum(minima::add);
    minima.stream()
        .limit(4)
        .forEach(
            found -> {
              MinimumPoint inside = result.interior(found);
              ForwardPass before = pass(example.instance(), found);
              ForwardPass after = pass(example.instance(), inside);
              assertThat(loss(example.instance(), after)).isEqualTo(found.loss());
              assertThat(inside.weights().matrix(2)).isEqualTo(found.weights().matrix(2));
              assertThat(signs(after)).isEqualTo(signs(before));
              Optional<Rational> least = least(before);
              if (least.isPresent()) {
                int comparison = least(after).orElseThrow().compareTo(least.get());
                // an idle unit may have had the least |u|, with more room than the others now have
                assertThat(comparison >= 0 || found.hasZeroOutput()).isTrue();
                improved[0] += comparison > 0 ? 1 : 0;
              }
            });
    IMPROVED.addAndGet(improved[0]);
  }

  static Stream<SmallCensuses.Case> someCases() {
    return SmallCensuses.cases(120);
  }

  private static final AtomicInteger IMPROVED = new AtomicInteger();

  @AfterAll
  static void someWereImproved() {
    assertThat(IMPROVED).hasValueGreaterThan(50);
  }

  private static ForwardPass pass(Instance instance, MinimumPoint minimum) {
    return ForwardPass.of(
        new Instance(
            instance.name(),
            instance.network(),
            instance.dataset(),
            instance.noise(),
            Optional.of(minimum.weights())));
  }

  private static Rational loss(Instance instance, ForwardPass pass) {
    Rational sum = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      Rational e =
          pass.output(2).get(0, n).minus(instance.dataset().targets().orElseThrow().get(n, 0));
      sum = sum.plus(e.times(e));
    }
    return sum.isZero() ? sum : sum.dividedBy(Rational.of(2L * instance.samples()));
  }

  private static List<Integer> signs(ForwardPass pass) {
    RationalMatrix u = pass.preactivation(1);
    return IntStream.range(0, u.rows() * u.columns())
        .mapToObj(k -> u.get(k / u.columns(), k % u.columns()).signum())
        .toList();
  }

  private static Optional<Rational> least(ForwardPass pass) {
    RationalMatrix u = pass.preactivation(1);
    return IntStream.range(0, u.rows() * u.columns())
        .mapToObj(k -> u.get(k / u.columns(), k % u.columns()).abs())
        .filter(v -> !v.isZero())
        .min(Comparator.naturalOrder());
  }

  @Test
  void noSamplesConstrainNothing() {
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(2, 3, 1), Rational.ZERO, false),
            new Dataset(
                RationalMatrix.of(0, 2, (n, j) -> Rational.ZERO),
                Optional.of(RationalMatrix.of(0, 1, (n, j) -> Rational.ZERO))),
            List.of(LayerNoise.NONE),
            Optional.empty());
    CensusResult result = census(instance, 1);
    assertThat(result.kind()).isEqualTo(CensusResult.Kind.ALL_GLOBAL);
    assertThat(result.cellsWithNonzeroOutput()).isEqualTo(4);
    assertThat(result.cellsWithZeroOutput()).isEqualTo(6);
    assertThat(result.losses().get(0).cells()).isEqualTo(4);
    assertThat(result.losses().get(0).zeroOutputCells()).isEqualTo(6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("manyChoices")
  void threadsDoNotChangeTheCertificate(SmallCensuses.Case example) {
    assertThat(census(example.instance(), 5).certificate().bytes())
        .isEqualTo(census(example.instance(), 1).certificate().bytes());
  }

  static Stream<SmallCensuses.Case> manyChoices() {
    return Stream.of(
        new SmallCensuses.Case(
            3,
            new RandomInstance(new Network(List.of(2, 2, 1), Rational.of(1, 2), false), 7, 5)
                .of(3)));
  }
}
