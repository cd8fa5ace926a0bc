package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.EveryPatternAlone;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Report;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** The exhaustive method beside every other one, and the checker behind it. */
class ExhaustiveMethodTest {
  private static final long SEED = 20_160_525;
  private static final int CASES = Cases.count(400, 1000);
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(1, 4),
          Rational.of(-1),
          Rational.of(2),
          Rational.of(1, 100),
          Rational.ZERO,
          Rational.ONE);

  private final Random random = new Random(SEED);

  @Test
  void agreesWithEveryOtherMethod() {
    Map<MethodName, int[]> agreed = new EnumMap<>(MethodName.class);
    int[] verdicts = new int[2];
    for (int t = 0; t < CASES; t++) {
      Instance instance = oneLayer();
      PatternScope scope = PatternScope.values()[t % 3];
      FullRankClaim claim = FullRankClaim.of(instance, scope);
      String place =
          String.format(Locale.ROOT, "seed %d, case %d, %s: %s", SEED, t, scope, instance);
      List<EveryPatternAlone.Judged> judged = new ArrayList<>();
      EveryPatternAlone.Finished found =
          (EveryPatternAlone.Finished)
              new EveryPatternAlone(claim, Progress.NONE).run(1 << 12, judged::add);
      assertThat((long) judged.size()).as(place).isEqualTo(found.tried());
      if (scope == PatternScope.ALL) {
        assertThat(found.tried()).as(place).isEqualTo(1L << claim.patternBits());
        assertThat(judged.stream().map(j -> j.layers()).distinct().count())
            .as(place)
            .isEqualTo(found.tried());
      }
      judged.forEach(one -> assertMinor(claim, one, place));
      boolean holds = found.evidence().orElseThrow() instanceof Proof;
      assertThat(holds).as(place).isEqualTo(found.deficient() == 0);
      verdicts[holds ? 1 : 0]++;
      Verdict verdict =
          Checker.check(
              claim.certificate(found.evidence().orElseThrow()).bytes(),
              Optional.empty(),
              Checker.DEFAULT_MAX_WORK);
      assertThat(verdict)
          .as("%s%n%s", place, Report.text(verdict))
          .isInstanceOf(Verdict.Accepted.class);
      for (MethodName method : MethodName.values()) {
        if (FullRankDecision.decide(claim, method, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided decided) {
          assertThat(decided.evidence() instanceof Proof)
              .as("%s%n%s", method, place)
              .isEqualTo(holds);
          agreed.computeIfAbsent(method, m -> new int[2])[holds ? 1 : 0]++;
        }
      }
    }
    assertThat(verdicts[0]).isGreaterThan(CASES / 5);
    assertThat(verdicts[1]).isGreaterThan(CASES / 5);
    assertThat(agreed.keySet()).containsExactlyInAnyOrder(MethodName.values());
    assertThat(agreed.getOrDefault(MethodName.TREE, new int[2])[0]).isGreaterThan(20);
    assertThat(agreed.getOrDefault(MethodName.TREE, new int[2])[1]).isGreaterThan(20);
  }

  /** A minor that is there is not zero and is the determinant of its rows; its rank is right. */
  private static void assertMinor(FullRankClaim claim, EveryPatternAlone.Judged one, String place) {
    Instance instance = claim.instance();
    RationalMatrix inputs = instance.dataset().inputs().transpose();
    RationalMatrix g =
        KhatriRao.product(
            one.layers().get(0).slopes(instance.noise(1), instance.network().slope()), inputs);
    assertThat(one.rank())
        .as(place)
        .isEqualTo(ModularMatrix.of(PrimeField.largest(), g.clearColumns().matrix()).rank());
    assertThat(one.minor().isPresent()).as(place).isEqualTo(one.rank() == g.columns());
    if (one.minor().isPresent()) {
      RationalMatrix.ClearedColumns square =
          RationalMatrix.of(g.columns(), g.columns(), (k, n) -> g.get(one.rows().get(k), n))
              .clearColumns();
      Rational determinant =
          square.scales().stream()
              .map(scale -> Rational.of(BigInteger.ONE, scale))
              .reduce(
                  Rational.of(Bareiss.eliminate(square.matrix()).determinant(), BigInteger.ONE),
                  Rational::times);
      assertThat(one.minor().get()).as(place).isEqualTo(determinant);
      assertThat(determinant.isZero()).as(place).isFalse();
    }
  }

  @Test
  void agreesOnPatternsOfAllLayers() {
    int[] verdicts = new int[2];
    int certified = 0;
    for (int t = 0; t < 120; t++) {
      Instance instance = twoLayers();
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL_LAYERS);
      String place = String.format(Locale.ROOT, "seed %d, case %d: %s", SEED, t, instance);
      EveryPatternAlone.Finished found =
          (EveryPatternAlone.Finished)
              new EveryPatternAlone(claim, Progress.NONE).run(1 << 10, one -> {});
      boolean holds = found.deficient() == 0;
      verdicts[holds ? 1 : 0]++;
      assertThat(found.evidence()).as(place).isPresent();
      found
          .evidence()
          .ifPresent(
              evidence ->
                  assertThat(
                          Checker.check(
                              claim.certificate(evidence).bytes(),
                              Optional.empty(),
                              Checker.DEFAULT_MAX_WORK))
                      .as(place)
                      .isInstanceOf(Verdict.Accepted.class));
      FullRankDecision.Outcome decided = FullRankDecision.decide(claim, Progress.NONE);
      assertThat(decided).as(place).isInstanceOf(FullRankDecision.Decided.class);
      assertThat(((FullRankDecision.Decided) decided).evidence() instanceof Proof)
          .as(place)
          .isEqualTo(holds);
      certified += holds ? 1 : 0;
    }
    assertThat(verdicts[0]).isGreaterThan(10);
    assertThat(verdicts[1]).isGreaterThan(10);
    assertThat(certified).isGreaterThan(10);
  }

  @Test
  void moreThanTheLimitAreNotTried() {
    FullRankClaim claim =
        FullRankClaim.of(
            new Instance(
                Optional.empty(),
                new Network(List.of(1, 4, 1), Rational.of(1, 2), false),
                new Dataset(matrix(3, 1), Optional.empty()),
                List.of(LayerNoise.NONE),
                Optional.empty()),
            PatternScope.ALL);
    List<EveryPatternAlone.Judged> judged = new ArrayList<>();
    EveryPatternAlone search = new EveryPatternAlone(claim, Progress.NONE);
    assertThat(search.run((1 << 12) - 1, judged::add))
        .isEqualTo(new EveryPatternAlone.TooMany(BigInteger.ONE.shiftLeft(12), true));
    assertThat(judged).isEmpty();
    assertThat(search.run(1 << 12, judged::add)).isInstanceOf(EveryPatternAlone.Finished.class);
    assertThat(judged).hasSize(1 << 12);
  }

  private Instance oneLayer() {
    int units = 1 + random.nextInt(3);
    int samples = random.nextInt(1 + 4 / units);
    int inputs = 1 + random.nextInt(2);
    Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
    return new Instance(
        Optional.empty(),
        new Network(List.of(inputs, units, 1), slope, false),
        new Dataset(matrix(samples, inputs), Optional.empty()),
        List.of(
            random.nextInt(4) == 0
                ? LayerNoise.NONE
                : new LayerNoise.Given(matrix(samples, units))),
        Optional.empty());
  }

  private Instance twoLayers() {
    int samples = 1 + random.nextInt(2);
    Rational slope = SLOPES.get(random.nextInt(SLOPES.size() - 2));
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 2, 2, 1), slope, false),
        new Dataset(matrix(samples, 1), Optional.empty()),
        List.of(LayerNoise.NONE, new LayerNoise.Given(matrix(samples, 2))),
        Optional.of(
            new Weights(List.of(matrix(2, 1), matrix(2, 2), matrix(1, 2)), Optional.empty())));
  }

  private RationalMatrix matrix(int rows, int columns) {
    List<Rational> entries =
        IntStream.range(0, rows * columns)
            .mapToObj(k -> Rational.of(random.nextInt(9) - 3, 1 + random.nextInt(2)))
            .toList();
    return RationalMatrix.of(rows, columns, (i, j) -> entries.get(i * columns + j));
  }
}
