package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.cells.FourierMotzkin;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.layer.RealizableCells;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CellsEvidence;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Decisions about the patterns of points, against all such patterns found by other means. */
class RealizableCellsTest {
  private static final int SEEDS = Cases.count(160, 400);
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(-1, 2),
          Rational.of(9, 10),
          Rational.of(1, 100),
          Rational.ZERO);

  /** A case, printed with its seed when it fails. */
  record Case(long seed, PatternScope scope, Instance instance) {
    FullRankClaim claim() {
      return FullRankClaim.of(instance, scope);
    }

    GivenLayer layer() {
      return (GivenLayer) claim().problem().atAnySlope();
    }

    SignConvention convention() {
      return scope == PatternScope.REALIZABLE ? SignConvention.OPEN : SignConvention.HALF_OPEN;
    }
  }

  static Stream<Case> cases() {
    return IntStream.range(0, SEEDS)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(PatternScope.REALIZABLE, PatternScope.EVERY_W)
                    .map(scope -> new Case(seed, scope, instance(seed))));
  }

  /** One hidden layer, or two with weights; small numbers, so that much is dependent. */
  private static Instance instance(long seed) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(2);
    int samples = random.nextInt(Math.min(5, d * units + 1) + 1);
    int range = 1 + random.nextInt(3);
    RationalMatrix distinct = integers(random, samples, d, range);
    int[] rows =
        IntStream.range(0, samples)
            .map(n -> random.nextInt(6) == 0 ? random.nextInt(samples) : n)
            .toArray();
    LayerNoise noise =
        random.nextInt(6) == 0
            ? LayerNoise.NONE
            : new LayerNoise.Given(
                RationalMatrix.of(
                    samples,
                    units,
                    (n, i) ->
                        Rational.of(
                            random.nextInt(2) == 0 ? 1 : random.nextInt(6) - 1,
                            1 + random.nextInt(2))));
    Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
    boolean bias = d < 3 && random.nextInt(4) == 0;
    boolean deep = random.nextInt(5) == 0;
    int below = deep ? 1 + random.nextInt(2) : d;
    Optional<List<List<Rational>>> biases =
        bias
            ? Optional.of(
                Stream.of(below, units, 1)
                    .map(size -> integers(random, 1, size, range).row(0))
                    .toList())
            : Optional.empty();
    return new Instance(
        Optional.empty(),
        new Network(deep ? List.of(d, below, units, 1) : List.of(d, units, 1), slope, bias),
        new Dataset(distinct.rows(rows), Optional.of(integers(random, samples, 1, 3))),
        deep ? List.of(LayerNoise.NONE, noise) : List.of(noise),
        deep
            ? Optional.of(
                new Weights(
                    List.of(
                        integers(random, below, d, range),
                        integers(random, units, below, range),
                        integers(random, 1, units, range)),
                    biases))
            : Optional.empty());
  }

  private static RationalMatrix integers(Random random, int rows, int columns, int range) {
    return RationalMatrix.of(
        rows, columns, (i, j) -> Rational.of(random.nextInt(2 * range + 1) - range));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void agreesWithAllPatternsOfPoints(Case example) {
    boolean truth =
        choices(example)
            .allMatch(pattern -> BruteForce.rank(matrix(example, pattern)) == samples(example));
    FullRankDecision.Outcome auto = FullRankDecision.decide(example.claim(), Progress.NONE);
    assertThat(auto).isInstanceOf(FullRankDecision.Decided.class);
    assertThat(((FullRankDecision.Decided) auto).evidence() instanceof Proof).isEqualTo(truth);
    FullRankDecision.Outcome cells = cellsOnly(example);
    if (example.layer().slope().isZero()) {
      assertThat(cells).isInstanceOf(FullRankDecision.Undecided.class);
    } else {
      assertThat(((FullRankDecision.Decided) cells).evidence() instanceof Proof).isEqualTo(truth);
    }
    for (FullRankDecision.Outcome outcome : List.of(auto, cells)) {
      if (outcome instanceof FullRankDecision.Decided decided) {
        assertEvidence(example, decided);
      }
    }
  }

  private static FullRankDecision.Outcome cellsOnly(Case example) {
    return FullRankDecision.decide(example.claim(), MethodName.TREE, Budget.DEFAULT, Progress.NONE);
  }

  private static void assertEvidence(Case example, FullRankDecision.Decided decided) {
    Evidence evidence = decided.evidence();
    if (evidence instanceof CellsEvidence cells) {
      assertThat(decided.patternCount())
          .contains(BigInteger.valueOf(choices(example).count()))
          .contains(BigInteger.valueOf(cells.cells()).pow(example.layer().units()));
      assertThat(choices(example))
          .as("every choice is independent modulo one of " + cells.primes())
          .allMatch(
              pattern ->
                  cells.primes().stream().anyMatch(p -> isIndependentModulo(example, pattern, p)));
    } else if (evidence instanceof Refutation refutation) {
      assertThat(evidence.kind())
          .isIn(
              example.scope() == PatternScope.REALIZABLE
                  ? List.of("open-cell")
                  : List.of("open-cell", "point"));
      Counterexample.DeficientPoint point =
          (Counterexample.DeficientPoint) Counterexample.of(example.claim(), refutation);
      RationalMatrix u = point.weights().times(example.layer().inputs());
      ActivationPattern pattern = ActivationPattern.ofPreactivations(u);
      assertThat(point.at().pattern()).isEqualTo(pattern);
      RationalMatrix vector =
          RationalMatrix.ofRows(1, point.at().nullVector().stream().map(List::of).toList());
      assertThat(vector.isZero()).isFalse();
      assertThat(matrix(example, pattern).times(vector).isZero()).isTrue();
      if (evidence.kind().equals("open-cell")) {
        for (int n = 0; n < u.columns(); n++) {
          for (int i = 0; i < u.rows(); i++) {
            assertThat(u.get(i, n).isZero()).isEqualTo(example.layer().isZeroSample(n));
          }
        }
      }
    }
  }

  private static int samples(Case example) {
    return example.layer().samples();
  }

  /** The patterns of all points of the scope. */
  private static Stream<ActivationPattern> choices(Case example) {
    GivenLayer layer = example.layer();
    List<Long> signs = FourierMotzkin.signVectors(layer.inputs(), example.convention());
    int choices =
        IntStream.range(0, layer.units()).reduce(1, (product, i) -> product * signs.size());
    return IntStream.range(0, choices)
        .mapToObj(
            choice ->
                ActivationPattern.of(
                    layer.samples(),
                    layer.units(),
                    (n, i) -> {
                      int rest = choice;
                      for (int k = 0; k < i; k++) {
                        rest /= signs.size();
                      }
                      return (signs.get(rest % signs.size()) >> n & 1) == 1;
                    }));
  }

  private static RationalMatrix matrix(Case example, ActivationPattern pattern) {
    GivenLayer layer = example.layer();
    return KhatriRao.product(slopes(layer, pattern), layer.inputs());
  }

  private static RationalMatrix slopes(GivenLayer layer, ActivationPattern pattern) {
    return RationalMatrix.of(
        layer.units(),
        layer.samples(),
        (i, n) ->
            pattern.isActive(n, i) ? layer.noise(i, n) : layer.noise(i, n).times(layer.slope()));
  }

  /** As the rule says: columns cleared before the slopes are applied. */
  private static boolean isIndependentModulo(Case example, ActivationPattern pattern, int prime) {
    GivenLayer layer = example.layer();
    PrimeField field = PrimeField.of(prime);
    Rational s = layer.slope();
    int residue =
        field.multiply(field.reduce(s.numerator()), field.inverse(field.reduce(s.denominator())));
    assertThat(residue).isNotZero();
    ActivationPattern ones = ActivationPattern.ones(layer.samples(), layer.units());
    var cleared = matrix(example, ones).clearColumns().matrix();
    return ModularMatrix.of(
                field,
                cleared.rows(),
                cleared.columns(),
                (row, n) ->
                    field.multiply(
                        field.reduce(cleared.get(row, n)),
                        pattern.isActive(n, row / layer.inputs().rows()) ? 1 : residue))
            .rank()
        == layer.samples();
  }

  @Test
  void bothAnswersAreAmongTheCasesThatCellsDecide() {
    List<String> kinds =
        cases()
            .map(RealizableCellsTest::cellsOnly)
            .filter(FullRankDecision.Decided.class::isInstance)
            .map(outcome -> ((FullRankDecision.Decided) outcome).evidence().kind())
            .toList();
    assertThat(kinds).contains("cells", "open-cell", "point");
    assertThat(kinds.stream().filter("cells"::equals)).hasSizeGreaterThan(50);
  }

  private static Evidence decision(String example, PatternScope scope) {
    Instance instance =
        InstanceReader.read(
            Path.of("../../examples/instances", example), LayerNoise.GENERIC, Numbers.EXACT);
    FullRankClaim claim = FullRankClaim.of(instance, scope);
    return ((FullRankDecision.Decided) FullRankDecision.decide(claim, Progress.NONE)).evidence();
  }

  @Test
  void deficientPatternsNeedNotBeRealizable() {
    String example = "deficient-only-off-the-cells.json";
    assertThat(decision(example, PatternScope.REALIZABLE).kind()).isEqualTo("cells");
    assertThat(decision(example, PatternScope.EVERY_W).kind()).isEqualTo("cells");
    Instance instance =
        InstanceReader.read(
            Path.of("../../examples/instances", example), LayerNoise.GENERIC, Numbers.EXACT);
    GivenLayer layer = new Case(0, PatternScope.REALIZABLE, instance).layer();
    RationalMatrix noise = RationalMatrix.of(layer.units(), layer.samples(), layer::noise);
    assertThat(BruteForce.everyPatternHasFullRank(layer.inputs(), noise, layer.slope())).isFalse();
  }

  @Test
  void boundariesCanFailWhereOpenCellsDoNot() {
    String example = "deficient-only-on-a-boundary.json";
    assertThat(decision(example, PatternScope.REALIZABLE).kind()).isEqualTo("cells");
    assertThat(decision(example, PatternScope.EVERY_W).kind()).isEqualTo("point");
  }

  private static Case single(RationalMatrix inputs, int units, LayerNoise noise) {
    return new Case(
        0,
        PatternScope.REALIZABLE,
        new Instance(
            Optional.empty(),
            new Network(List.of(inputs.columns(), units, 1), Rational.of(1, 3), false),
            new Dataset(inputs, Optional.empty()),
            List.of(noise),
            Optional.empty()));
  }

  /** Two samples 1 and -1 with E = [1 1; 1 q]: deficient for q = 1, s², s⁻², in one choice each. */
  @ParameterizedTest
  @CsvSource({"1,1,open-cell", "1,9,open-cell", "9,1,open-cell", "3,1,cells", "1,3,cells"})
  void everyChoiceIsTried(long numerator, long denominator, String kind) {
    Rational q = Rational.of(numerator, denominator);
    RationalMatrix factors = RationalMatrix.of(2, 2, (n, i) -> n == 1 && i == 1 ? q : Rational.ONE);
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1}, {-1}});
    Case example = single(inputs, 2, new LayerNoise.Given(factors));
    FullRankDecision.Decided decided = (FullRankDecision.Decided) cellsOnly(example);
    assertThat(decided.evidence().kind()).isEqualTo(kind);
    assertEvidence(example, decided);
  }

  @Test
  void anUnluckyPrimeIsFollowedByAnother() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{PrimeField.LARGEST_PRIME, 0}, {0, 1}});
    Case example = single(inputs, 2, LayerNoise.NONE);
    FullRankDecision.Decided decided = (FullRankDecision.Decided) cellsOnly(example);
    assertThat(((CellsEvidence) decided.evidence()).primes())
        .hasSize(2)
        .startsWith(PrimeField.LARGEST_PRIME);
    assertEvidence(example, decided);
  }

  @Test
  void theBudgetLimitsThePatterns() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 0}, {0, 1}, {1, 1}});
    LayerNoise noise =
        new LayerNoise.Given(RationalMatrix.of(new long[][] {{1, 2}, {3, 5}, {7, -2}}));
    Case example = single(inputs, 2, noise);
    // 6 cells, and no unit has full rank alone.
    for (long most : new long[] {0, 1, 5, 6, 15, 35}) {
      Attempt.Limited part = (Attempt.Limited) cells(example, most);
      assertThat(part.limit()).isEqualTo("--max-patterns " + most);
      assertThat(part.because())
          .isEqualTo(
              "%d choices of a cell for each unit tried (of %s), none deficient",
              most, most < 6 ? "more than " + most * most : "36");
      assertThat(part.wouldDecide()).startsWith("a larger --max-patterns");
    }
    assertThat(cells(example, 36)).isInstanceOf(Attempt.Decided.class);
  }

  private static Attempt cells(Case example, long most) {
    return new RealizableCells().attempt(example.layer(), new Budget(most, 1), Progress.NONE);
  }

  @Test
  void certificatesDoNotDependOnThreads() {
    int cells = 0;
    for (long seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      int range = seed % 2 == 0 ? 3 : 50;
      RationalMatrix inputs =
          RationalMatrix.of(5, 2, (n, j) -> Rational.of(random.nextInt(13) - 6));
      RationalMatrix factors =
          RationalMatrix.of(5, 3, (n, i) -> Rational.of(1 + random.nextInt(range)));
      Case example = single(inputs, 3, new LayerNoise.Given(factors));
      List<String> answers =
          Stream.of(1, 3)
              .map(
                  threads ->
                      FullRankDecision.decide(
                          example.claim(),
                          MethodName.TREE,
                          new Budget(1L << 20, threads),
                          Progress.NONE))
              .map(
                  outcome ->
                      outcome instanceof FullRankDecision.Decided decided
                          ? decided.evidence().kind() + decided.evidence().text()
                          : outcome.toString())
              .toList();
      assertThat(answers.get(1)).as("seed %d", seed).isEqualTo(answers.get(0));
      cells += answers.get(0).startsWith("cells") ? 1 : 0;
    }
    assertThat(cells).isGreaterThan(5);
  }

  @Test
  void manyUnitsOnManyDimensionsEndUndecided() {
    RationalMatrix inputs =
        RationalMatrix.of(80, 70, (n, j) -> Rational.of(n % 70 == j ? 1 : n > 69 ? n + j : 0));
    RationalMatrix factors = RationalMatrix.of(80, 70, (n, i) -> Rational.of(n + i + 1L));
    Case example = single(inputs, 70, new LayerNoise.Given(factors));
    assertThat(cellsOnly(example)).isInstanceOf(FullRankDecision.Undecided.class);
  }
}
