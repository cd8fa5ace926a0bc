package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.layer.DominatedNoise;
import org.dlmcert.certify.layer.NoiseSupport;
import org.dlmcert.certify.layer.SlopeCollapse;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.certify.partition.MaskedTightSet;
import org.dlmcert.certify.proof.CollapseEvidence;
import org.dlmcert.certify.proof.LiftEvidence;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.certify.refutation.MaskedTightSetEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.PrimePowerElimination;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/**
 * The methods for given noise, one by one, against all patterns: on slopes with and without primes,
 * zero and repeated samples, zeros in the noise, contents in inputs and noise.
 */
class GivenNoiseMethodsTest {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2, 3),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(-1, 2),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.of(3, 10),
          Rational.of(1, 5),
          Rational.of(1),
          Rational.of(10),
          Rational.of(new BigInteger("5764607523034235"), BigInteger.ONE.shiftLeft(59)),
          Rational.of(0));

  static Instance instance(long seed) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(3);
    int samples = random.nextInt(8 / units + 1);
    int range = 1 + random.nextInt(6);
    int content = random.nextInt(3) == 0 ? 3 + 8 * random.nextInt(2) : 1;
    int heavy = random.nextInt(d);
    RationalMatrix distinct =
        RationalMatrix.of(
            samples,
            d,
            (n, j) ->
                Rational.of(
                    (random.nextInt(2 * range + 1) - range) * (j == heavy ? content : 1),
                    random.nextInt(5) == 0 ? 3 : 1));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(6) == 0 ? random.nextInt(samples) : n)
            .toArray();
    int zeros = 1 + random.nextInt(4);
    int power = random.nextInt(3) == 0 ? 9 : 1;
    RationalMatrix noise =
        RationalMatrix.of(
            samples,
            units,
            (n, i) ->
                random.nextInt(4) < zeros
                    ? Rational.of((random.nextInt(9) - 4) * power, 1 + random.nextInt(3))
                    : Rational.ZERO);
    return new Instance(
        Optional.empty(),
        new Network(
            List.of(d, units, 1),
            SLOPES.get(random.nextInt(SLOPES.size())),
            random.nextInt(4) == 0),
        new Dataset(distinct.rows(rows), Optional.empty()),
        List.of(new LayerNoise.Given(noise)),
        Optional.empty());
  }

  private static RationalMatrix inputs(Instance instance) {
    return Gradient.withOnes(instance.dataset().inputs().transpose(), instance.network().bias());
  }

  private static RationalMatrix noise(Instance instance) {
    return RationalMatrix.of(
        instance.network().width(1), instance.samples(), (i, n) -> instance.noise(1).factor(n, i));
  }

  @Test
  void everyDecisionOfEveryMethodIsTrue() {
    Map<String, Integer> decisions = new TreeMap<>();
    for (int seed = 0; seed < Cases.count(1000, 4000); seed++) {
      Instance instance = instance(seed);
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      boolean truth =
          BruteForce.everyPatternHasFullRank(
              inputs(instance), noise(instance), instance.network().slope());
      for (Method<GivenLayer> method :
          claim.problem() instanceof GivenLayer
              ? List.of(new DominatedNoise(), new NoiseSupport(), new SlopeCollapse.OfLayer())
              : List.<Method<GivenLayer>>of(new NoiseSupport())) {
        Attempt attempt =
            method.attempt(
                (GivenLayer) claim.problem().atAnySlope(), Budget.DEFAULT, Progress.NONE);
        if (attempt instanceof Attempt.Decided decided) {
          Evidence evidence = decided.evidence();
          assertThat(evidence instanceof Proof).as("seed %d: %s", seed, evidence).isEqualTo(truth);
          assertEvidence(seed, instance, claim, evidence);
          decisions.merge(evidence.kind(), 1, Integer::sum);
        }
      }
      FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
      if (outcome instanceof FullRankDecision.Decided decided) {
        assertThat(decided.evidence() instanceof Proof)
            .as("seed %d: %s", seed, decided)
            .isEqualTo(truth);
        decisions.merge("any", 1, Integer::sum);
      }
      assertThat(outcome).as("seed %d", seed).isInstanceOf(FullRankDecision.Decided.class);
      for (MethodName method : List.of(MethodName.IMMEDIATE, MethodName.PARTITION)) {
        if (FullRankDecision.decide(claim, method, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided decided) {
          assertThat(decided.evidence() instanceof Proof)
              .as("seed %d: %s", seed, decided)
              .isEqualTo(truth);
          decisions.merge(method.word(), 1, Integer::sum);
        }
      }
    }
    assertThat(decisions.get("any")).isEqualTo(Cases.count(1000, 4000));
    assertThat(decisions.get("immediate")).isGreaterThan(Cases.count(75, 300));
    assertThat(decisions.get("partition")).isGreaterThan(Cases.count(75, 300));
    assertThat(decisions.get("collapse")).isGreaterThan(Cases.count(75, 300));
    assertThat(decisions.get("lift")).isGreaterThan(Cases.count(75, 300));
    assertThat(decisions.get("masked-tight-set")).isGreaterThan(Cases.count(75, 300));
  }

  private static void assertEvidence(
      int seed, Instance instance, FullRankClaim claim, Evidence evidence) {
    if (evidence instanceof CollapseEvidence collapse) {
      assertCollapses(seed, instance, collapse);
    } else if (evidence instanceof MaskedTightSetEvidence masked) {
      assertTight(seed, instance, masked.set());
      Counterexample.DeficientPattern found =
          (Counterexample.DeficientPattern) Counterexample.of(claim, masked);
      assertThat(found.nullVector()).as("seed %d", seed).anyMatch(v -> !v.isZero());
      RationalMatrix vector =
          RationalMatrix.ofRows(1, found.nullVector().stream().map(List::of).toList());
      RationalMatrix gradient =
          KhatriRao.product(
              found.pattern().slopes(instance.noise(1), instance.network().slope()),
              inputs(instance));
      assertThat(gradient.times(vector).isZero()).as("seed %d", seed).isTrue();
    } else {
      assertDominates(seed, instance, ((LiftEvidence) evidence).groups());
    }
  }

  /** The rule of the format, with columns made primitive here. */
  private static void assertCollapses(int seed, Instance instance, CollapseEvidence evidence) {
    BigInteger p = evidence.found().prime();
    int k = evidence.found().exponent();
    Rational slope = instance.network().slope();
    assertThat(slope.numerator().subtract(slope.denominator()).mod(p.pow(k)))
        .as("seed %d", seed)
        .isEqualTo(BigInteger.ZERO);
    RationalMatrix x = inputs(instance);
    RationalMatrix e = noise(instance);
    List<RationalMatrix> transforms = evidence.found().transforms();
    assertThat(transforms.size()).as("seed %d", seed).isIn(0, e.rows());
    for (RationalMatrix u : transforms) {
      assertThat(BruteForce.rank(u)).as("seed %d", seed).isEqualTo(x.rows());
    }
    List<RationalMatrix> blocks =
        IntStream.range(0, e.rows())
            .mapToObj(i -> transforms.isEmpty() ? x : transforms.get(i).times(x))
            .toList();
    IntegerMatrix cleared =
        RationalMatrix.of(
                e.rows() * x.rows(),
                x.columns(),
                (r, n) ->
                    e.get(r / x.rows(), n).times(blocks.get(r / x.rows()).get(r % x.rows(), n)))
            .clearColumns()
            .matrix();
    BigInteger[] contents = new BigInteger[cleared.columns()];
    for (int n = 0; n < contents.length; n++) {
      contents[n] =
          cleared.columns(new int[] {n}).transpose().row(0).stream()
              .reduce(BigInteger.ZERO, BigInteger::gcd);
    }
    IntegerMatrix primitive =
        IntegerMatrix.of(
            cleared.rows(), cleared.columns(), (i, n) -> cleared.get(i, n).divide(contents[n]));
    assertThat(PrimePowerElimination.reachesEveryColumn(primitive, p, k))
        .as("seed %d", seed)
        .isTrue();
  }

  private static void assertTight(int seed, Instance instance, MaskedTightSet set) {
    RationalMatrix x = inputs(instance);
    long room = 0;
    for (int i = 0; i < instance.network().width(1); i++) {
      int unit = i;
      int[] seen =
          set.samples().stream()
              .mapToInt(Integer::intValue)
              .filter(n -> !instance.noise(1).factor(n, unit).isZero())
              .toArray();
      IntegerMatrix z = set.orthogonal().get(i);
      assertThat(RationalMatrix.of(z).times(x.columns(seen)).isZero()).as("seed %d", seed).isTrue();
      room += BruteForce.rank(x.columns(seen));
    }
    assertThat(set.room()).as("seed %d", seed).isEqualTo(room);
    assertThat((long) set.samples().size()).as("seed %d", seed).isGreaterThan(room);
  }

  private static void assertDominates(int seed, Instance instance, DatasetPartition.Groups groups) {
    BigInteger p = BigInteger.valueOf(groups.prime());
    for (int i = 0; i < groups.groups().size(); i++) {
      for (int n : groups.groups().get(i)) {
        for (int j = 0; j < instance.network().width(1); j++) {
          if (j != i) {
            Rational other = instance.noise(1).factor(n, j);
            Rational ratio = other.dividedBy(instance.noise(1).factor(n, i));
            assertThat(ratio.numerator().mod(p)).as("seed %d", seed).isEqualTo(BigInteger.ZERO);
          }
        }
      }
    }
  }

  @Test
  void masksRefuteUnderEveryScope() {
    int points = 0;
    for (int seed = 0; seed < Cases.count(120, 600); seed++) {
      Instance instance = instance(seed);
      for (PatternScope scope : List.of(PatternScope.REALIZABLE, PatternScope.EVERY_W)) {
        FullRankClaim claim = FullRankClaim.of(instance, scope);
        Attempt attempt =
            new NoiseSupport()
                .attempt((GivenLayer) claim.problem().atAnySlope(), Budget.DEFAULT, Progress.NONE);
        if (attempt instanceof Attempt.Decided decided) {
          assertThat(Counterexample.of(claim, (Refutation) decided.evidence()))
              .as("seed %d", seed)
              .isInstanceOf(Counterexample.DeficientPoint.class);
          points++;
        }
      }
    }
    assertThat(points).isGreaterThan(Cases.count(8, 50));
  }

  /** 12×12 units, 140 samples: 2^1680 patterns, as many as theory.md asks for. */
  @Test
  void twelveByTwelveIsCertifiedForTheUsualSlopes() {
    for (int slope : new int[] {6, 11}) {
      Random random = new Random(slope);
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(12, 12, 1), SLOPES.get(slope), false),
              new Dataset(matrix(random, 140, 12), Optional.empty()),
              List.of(new LayerNoise.Given(matrix(random, 140, 12))),
              Optional.empty());
      FullRankClaim claim = FullRankClaim.of(instance, PatternScope.ALL);
      Attempt attempt =
          new SlopeCollapse.OfLayer()
              .attempt((GivenLayer) claim.problem(), Budget.DEFAULT, Progress.NONE);
      assertThat(attempt).isInstanceOf(Attempt.Decided.class);
    }
  }

  private static RationalMatrix matrix(Random random, int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> Rational.of(random.nextInt(199) - 99));
  }
}
