package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.cells.FourierMotzkin;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.certify.refutation.OwnMinimumEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Bad minima of given targets without noise, checked by exact gradients and perturbations. */
class OwnTargetsMinimumTest {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(-1, 2),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.ZERO,
          Rational.ONE);

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {
    FullRankClaim claim() {
      return FullRankClaim.of(instance, PatternScope.REALIZABLE);
    }
  }

  static Stream<Case> cases() {
    return IntStream.range(0, 300).mapToObj(seed -> new Case(seed, instance(seed)));
  }

  private static Instance instance(long seed) {
    Random random = Cases.random(seed);
    int d = 1 + random.nextInt(2);
    int units = 2 + random.nextInt(2);
    int samples = 1 + random.nextInt(5);
    boolean bias = random.nextInt(3) == 0;
    boolean deep = random.nextInt(4) == 0;
    int below = deep ? 1 + random.nextInt(2) : d;
    Network network =
        new Network(
            deep ? List.of(d, below, units, 1) : List.of(d, units, 1),
            SLOPES.get(random.nextInt(SLOPES.size())),
            bias);
    Optional<List<List<Rational>>> biases =
        bias
            ? Optional.of(
                Stream.of(below, units, 1).map(size -> integers(random, 1, size).row(0)).toList())
            : Optional.empty();
    List<RationalMatrix> matrices =
        List.of(
            integers(random, below, d), integers(random, units, below), integers(random, 1, units));
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(integers(random, samples, d), Optional.of(integers(random, samples, 1))),
        deep ? List.of(LayerNoise.NONE, LayerNoise.NONE) : List.of(LayerNoise.NONE),
        deep ? Optional.of(new Weights(matrices, biases)) : Optional.empty());
  }

  private static RationalMatrix integers(Random random, int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> Rational.of(random.nextInt(7) - 3));
  }

  private static FullRankDecision.Decided decide(Case example) {
    return (FullRankDecision.Decided) FullRankDecision.decide(example.claim(), Progress.NONE);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void thereIsOneExactlyIfSomeCellMissesTheTargets(Case example) {
    FullRankDecision.Decided decided = decide(example);
    if (decided.evidence() instanceof Proof) {
      return;
    }
    boolean missed =
        FourierMotzkin.signVectors(inputs(example), SignConvention.OPEN).stream()
            .anyMatch(signs -> missesTargets(example, signs));
    assertThat(decided.evidence() instanceof OwnMinimumEvidence).isEqualTo(missed);
  }

  private static RationalMatrix inputs(Case example) {
    return ((GivenLayer) example.claim().problem().atAnySlope()).inputs();
  }

  /** Whether the targets are not in the row space of X·diag(a), with a row of ones for a bias. */
  private static boolean missesTargets(Case example, long signs) {
    RationalMatrix x = inputs(example);
    Rational slope = example.instance().network().slope();
    RationalMatrix rows =
        Gradient.withOnes(
            RationalMatrix.of(
                x.rows(),
                x.columns(),
                (j, n) -> (signs >> n & 1) == 1 ? x.get(j, n) : x.get(j, n).times(slope)),
            example.instance().network().bias());
    List<List<Rational>> more = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      more.add(rows.row(i));
    }
    more.add(example.instance().dataset().targets().orElseThrow().transpose().row(0));
    return BruteForce.rank(RationalMatrix.ofRows(x.columns(), more)) > BruteForce.rank(rows);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isADifferentiableLocalMinimumOfTheTargets(Case example) {
    if (decide(example).evidence() instanceof OwnMinimumEvidence found) {
      Counterexample.DeficientPoint point =
          (Counterexample.DeficientPoint) Counterexample.of(example.claim(), found);
      Counterexample.BadMinimum bad = point.badMinimum().orElseThrow();
      RationalMatrix targets = example.instance().dataset().targets().orElseThrow();
      assertThat(bad.targets()).isEqualTo(targets.transpose().row(0));
      Instance there = at(example.instance(), bad.weights());
      ForwardPass pass = ForwardPass.of(there);
      Gradient gradient = Gradient.at(there, pass);
      RationalMatrix residual = residual(there, pass);
      int depth = there.network().depth();
      for (int l = depth - 1; l <= depth; l++) {
        assertThat(gradient.layer(l).times(residual).isZero()).as("gradient, layer " + l).isTrue();
      }
      assertThat(residual.transpose().row(0)).isEqualTo(point.at().nullVector());
      assertThat(loss(residual)).isEqualTo(bad.loss());
      assertThat(bad.loss().signum()).isPositive();
      assertOpen(example, pass.preactivation(depth - 1));
      assertNoBetterNearby(example, there, bad.loss());
    }
  }

  private static void assertOpen(Case example, RationalMatrix u) {
    RationalMatrix x = inputs(example);
    for (int n = 0; n < u.columns(); n++) {
      int sample = n;
      boolean zero = IntStream.range(0, x.rows()).allMatch(j -> x.get(j, sample).isZero());
      for (int i = 0; i < u.rows(); i++) {
        assertThat(u.get(i, n).isZero()).isEqualTo(zero);
      }
    }
  }

  /** Weights of the last two layers moved a little at random, exactly, give no smaller loss. */
  private static void assertNoBetterNearby(Case example, Instance there, Rational loss) {
    Random random = new Random(~example.seed());
    Weights w = there.weights().orElseThrow();
    int depth = there.network().depth();
    for (int trial = 0; trial < 8; trial++) {
      Rational scale = Rational.of(1, 1L << (20 + trial));
      List<RationalMatrix> matrices = new ArrayList<>(w.matrices());
      for (int l = depth - 1; l <= depth; l++) {
        RationalMatrix matrix = w.matrix(l);
        matrices.set(
            l - 1,
            RationalMatrix.of(
                matrix.rows(), matrix.columns(), (i, j) -> near(matrix.get(i, j), scale, random)));
      }
      Optional<List<List<Rational>>> biases =
          w.biases()
              .map(
                  all ->
                      IntStream.range(0, depth)
                          .mapToObj(
                              l ->
                                  all.get(l).stream()
                                      .map(b -> l < depth - 2 ? b : near(b, scale, random))
                                      .toList())
                          .toList());
      Instance near = at(there, new Weights(matrices, biases));
      assertThat(loss(residual(near, ForwardPass.of(near)))).isGreaterThanOrEqualTo(loss);
    }
  }

  private static Rational near(Rational value, Rational scale, Random random) {
    return value.plus(scale.times(Rational.of(random.nextInt(2001) - 1000, 1000)));
  }

  private static Instance at(Instance instance, Weights weights) {
    return new Instance(
        instance.name(),
        instance.network(),
        instance.dataset(),
        instance.noise(),
        Optional.of(weights));
  }

  private static RationalMatrix residual(Instance there, ForwardPass pass) {
    RationalMatrix targets = there.dataset().targets().orElseThrow();
    return RationalMatrix.of(
        there.samples(),
        1,
        (n, k) -> pass.output(there.network().depth()).get(0, n).minus(targets.get(n, 0)));
  }

  private static Rational loss(RationalMatrix residual) {
    return residual
        .transpose()
        .times(residual)
        .get(0, 0)
        .dividedBy(Rational.of(2L * residual.rows()));
  }

  @Test
  void manyCasesHaveOne() {
    assertThat(cases().filter(c -> decide(c).evidence() instanceof OwnMinimumEvidence))
        .hasSizeGreaterThan(100);
  }

  @Test
  void theExampleHasOne() {
    Instance instance =
        InstanceReader.read(
            Path.of("../../examples/instances/bad-minimum-without-noise.json"),
            LayerNoise.GENERIC,
            Numbers.EXACT);
    Case example = new Case(0, instance);
    assertThat(decide(example).evidence()).isInstanceOf(OwnMinimumEvidence.class);
    isADifferentiableLocalMinimumOfTheTargets(example);
  }
}
