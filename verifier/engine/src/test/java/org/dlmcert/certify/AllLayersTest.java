package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.DeepCollapseEvidence;
import org.dlmcert.certify.refutation.DeepNullVectorEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.NetworkFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of all hidden layers of tiny deep networks, against all of them tried one by one. */
class AllLayersTest {
  private static final int MOST_BITS = 10;

  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 100),
          Rational.of(1, 4),
          Rational.of(3, 10),
          Rational.of(1, 10),
          Rational.of(new BigInteger("5764607523034235"), BigInteger.ONE.shiftLeft(59)),
          Rational.of(-1),
          Rational.of(2),
          Rational.of(2, 3),
          Rational.of(0));

  private static Instance instance(long seed) {
    Random random = Cases.random(seed);
    int depth = 3 + random.nextInt(2);
    List<Integer> widths = new ArrayList<>();
    int units = 0;
    for (int l = 0; l < depth; l++) {
      int width = 1 + random.nextInt(depth == 3 ? 3 : 2);
      widths.add(width);
      units += l == 0 ? 0 : width;
    }
    widths.add(1);
    int samples = random.nextInt(MOST_BITS / units + 1);
    boolean bias = random.nextInt(3) == 0;
    boolean sparse = random.nextInt(3) == 0;
    int content = random.nextInt(4) == 0 ? 3 : 1;
    RationalMatrix inputs =
        RationalMatrix.of(
            samples, widths.get(0), (n, j) -> number(random, sparse).times(Rational.of(content)));
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(6) == 0 ? random.nextInt(samples) : n)
            .toArray();
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < depth; l++) {
      noise.add(
          random.nextInt(4) == 0
              ? LayerNoise.NONE
              : new LayerNoise.Given(
                  RationalMatrix.of(samples, widths.get(l), (n, i) -> number(random, sparse))));
    }
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      matrices.add(
          RationalMatrix.of(widths.get(l), widths.get(l - 1), (i, j) -> number(random, sparse)));
      biases.add(IntStream.range(0, widths.get(l)).mapToObj(i -> number(random, sparse)).toList());
    }
    return new Instance(
        Optional.empty(),
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(inputs.rows(rows), Optional.empty()),
        noise,
        Optional.of(new Weights(matrices, bias ? Optional.of(biases) : Optional.empty())));
  }

  private static Rational number(Random random, boolean sparse) {
    return sparse && random.nextInt(3) > 0
        ? Rational.ZERO
        : Rational.of(random.nextInt(13) - 6, 1 + random.nextInt(7) / 6);
  }

  private static FullRankClaim claim(Instance instance) {
    return FullRankClaim.of(instance, PatternScope.ALL_LAYERS);
  }

  @Test
  void decisionsAreTrueOfAllPatterns() {
    Map<String, Integer> kinds = new TreeMap<>();
    for (long seed = 0; seed < Cases.count(400, 900); seed++) {
      Instance instance = instance(seed);
      FullRankClaim claim = claim(instance);
      DeepBruteForce truth = DeepBruteForce.ofAllLayers(instance);
      assertThat(claim.patternBits()).isEqualTo(truth.bits());
      FullRankDecision.Outcome outcome = FullRankDecision.decide(claim, Progress.NONE);
      // So few patterns are all tried.
      assertThat(outcome).as("seed %d", seed).isInstanceOf(FullRankDecision.Decided.class);
      FullRankDecision.Decided decided = (FullRankDecision.Decided) outcome;
      assertThat(decided.evidence() instanceof Proof)
          .as("seed %d: %s, %s", seed, instance, decided)
          .isEqualTo(truth.everyPatternHasFullRank());
      kinds.merge(decided.evidence().kind(), 1, Integer::sum);
      if (decided.evidence() instanceof DeepNullVectorEvidence found) {
        assertKills(seed, instance, found);
      }
    }
    assertThat(kinds)
        .containsOnlyKeys("every-pattern", "deep-collapse", "deep-null-vector", "diagonal");
    assertThat(kinds.values()).as("%s", kinds).allMatch(count -> count >= 20);
  }

  /** The null vector, on the matrix of the pattern computed unit by unit. */
  private static void assertKills(long seed, Instance instance, DeepNullVectorEvidence found) {
    int last = instance.network().depth() - 1;
    GradientFamily above = new NetworkFamily(instance).above(found.patterns().subList(0, last - 1));
    RationalMatrix matrix =
        KhatriRao.product(
            found.patterns().get(last - 1).slopes(instance.noise(last), instance.network().slope()),
            above.inputs());
    RationalMatrix vector =
        RationalMatrix.ofRows(1, found.vector().stream().map(List::of).toList());
    assertThat(matrix.times(vector).isZero()).as("seed %d", seed).isTrue();
    assertThat(found.vector()).as("seed %d", seed).anyMatch(v -> !v.isZero());
    assertThat(found.vector()).allMatch(Rational::isInteger);
  }

  private static final RationalMatrix ONE = RationalMatrix.of(new long[][] {{1}});

  private static Instance chain(Rational slope, boolean bias, Rational weight, Rational b) {
    RationalMatrix w = RationalMatrix.of(1, 1, (i, j) -> weight);
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 2, 1), slope, bias),
        new Dataset(RationalMatrix.of(new long[][] {{1}, {2}}), Optional.empty()),
        List.of(
            LayerNoise.NONE,
            new LayerNoise.Given(RationalMatrix.of(new long[][] {{1, 1}, {1, 2}}))),
        Optional.of(
            new Weights(
                List.of(
                    w,
                    RationalMatrix.of(2, 1, (i, j) -> Rational.ONE),
                    RationalMatrix.of(1, 2, (i, j) -> Rational.ONE)),
                bias
                    ? Optional.of(List.of(List.of(b), List.of(b, b), List.of(Rational.ZERO)))
                    : Optional.empty())));
  }

  private static Optional<Evidence> decided(Instance instance, MethodName method) {
    return FullRankDecision.decide(claim(instance), method, Budget.DEFAULT, Progress.NONE)
            instanceof FullRankDecision.Decided yes
        ? Optional.of(yes.evidence())
        : Optional.empty();
  }

  @Test
  void commonFactorsDoNotMatterWithoutBiases() {
    // A weight of 3/5 is 3 to the prime 3 of slope 1/4, and its common factor is left out.
    assertThat(
            decided(
                chain(Rational.of(1, 4), false, Rational.of(3, 5), Rational.ZERO),
                MethodName.COLLAPSE))
        .contains(new DeepCollapseEvidence(BigInteger.valueOf(3), 1));
  }

  @Test
  void withBiasesNumbersHaveToBeIntegralAtThePrime() {
    Rational quarter = Rational.of(1, 4);
    assertThat(decided(chain(quarter, true, Rational.of(1, 3), Rational.ONE), MethodName.COLLAPSE))
        .isEmpty();
    assertThat(decided(chain(quarter, true, Rational.of(1, 5), Rational.ONE), MethodName.COLLAPSE))
        .contains(new DeepCollapseEvidence(BigInteger.valueOf(3), 1));
  }

  @Test
  void primePowersCarryContentThatIsLeft() {
    // Slope 1/10 is 1 modulo 9. The outputs 1 + 3x of the lower unit are dependent modulo 3 only.
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 1, 1, 1), Rational.of(1, 10), true),
            new Dataset(RationalMatrix.of(new long[][] {{0}, {1}}), Optional.empty()),
            List.of(LayerNoise.NONE, LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(RationalMatrix.of(new long[][] {{3}}), ONE, ONE),
                    Optional.of(
                        List.of(
                            List.of(Rational.ONE),
                            List.of(Rational.ZERO),
                            List.of(Rational.ZERO))))));
    assertThat(decided(instance, MethodName.COLLAPSE))
        .contains(new DeepCollapseEvidence(BigInteger.valueOf(3), 2));
    assertThat(DeepBruteForce.ofAllLayers(instance).everyPatternHasFullRank()).isTrue();
  }

  /** Two terms that cancel for some slopes, (1, -1), are not one entry. */
  @Test
  void aUnitWithTwoTermsIsNotDiagonal() {
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(List.of(1, 2, 1, 1, 1), Rational.of(-1), false),
            new Dataset(ONE, Optional.empty()),
            List.of(LayerNoise.NONE, LayerNoise.NONE, LayerNoise.NONE),
            Optional.of(
                new Weights(
                    List.of(
                        RationalMatrix.of(new long[][] {{1}, {1}}),
                        RationalMatrix.of(new long[][] {{1, 1}}),
                        ONE,
                        ONE),
                    Optional.empty())));
    assertThat(decided(instance, MethodName.IMMEDIATE)).isEmpty();
    assertThat(decided(instance, MethodName.TREE).map(Evidence::kind)).contains("deep-null-vector");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void aLimitIsKeptAndSaid(int most) {
    Instance instance = chain(Rational.of(3), false, Rational.ONE, Rational.ZERO);
    FullRankDecision.Undecided open =
        (FullRankDecision.Undecided)
            FullRankDecision.decide(
                claim(instance), MethodName.TREE, new Budget(most, 1), Progress.NONE);
    assertThat(open.limit()).isEqualTo("--max-patterns " + most);
    assertThat(open.tried()).singleElement().asString().contains(": " + most + " patterns");
    assertThat(open.wouldDecide()).contains("--patterns all");
  }

  @Test
  void whatIsMissingForAllLayersIsSaid() {
    Network deep = new Network(List.of(1, 1, 1, 1), Rational.of(1, 2), false);
    Dataset data = new Dataset(ONE, Optional.empty());
    Weights weights = new Weights(List.of(ONE, ONE, ONE), Optional.empty());
    List<LayerNoise> none = List.of(LayerNoise.NONE, LayerNoise.NONE);
    assertThat(claim(new Instance(Optional.empty(), deep, data, none, Optional.of(weights))))
        .satisfies(claim -> assertThat(claim.determinedLayers()).isZero());
    assertThatThrownBy(
            () -> claim(new Instance(Optional.empty(), deep, data, none, Optional.empty())))
        .hasMessageContaining("there are no weights");
    assertThatThrownBy(
            () ->
                claim(
                    new Instance(
                        Optional.empty(),
                        deep,
                        data,
                        List.of(LayerNoise.NONE, LayerNoise.GENERIC),
                        Optional.of(weights))))
        .hasMessageContaining("the noise of layer 2 is generic");
    assertThatThrownBy(
            () ->
                claim(
                    new Instance(
                        Optional.empty(),
                        new Network(List.of(1, 1, 1), Rational.of(1, 2), false),
                        data,
                        List.of(LayerNoise.NONE),
                        Optional.of(new Weights(List.of(ONE, ONE), Optional.empty())))))
        .hasMessageContaining("one hidden layer");
  }
}
