package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.app.Main;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the search over the patterns of points emits, the independent checker accepts. */
class RealizableCertificatesTest {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 2),
          Rational.of(2),
          Rational.of(-1),
          Rational.of(-1, 2),
          Rational.of(9, 10),
          Rational.of(1, 100));

  /** A case, printed with its seed when it fails. */
  record Case(long seed, PatternScope scope, Instance instance) {}

  static Stream<Case> cases() {
    return IntStream.range(0, 150)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(PatternScope.REALIZABLE, PatternScope.EVERY_W)
                    .map(scope -> new Case(seed, scope, instance(seed))));
  }

  private static Instance instance(long seed) {
    Random random = new Random(seed);
    int d = 1 + random.nextInt(3);
    int units = 1 + random.nextInt(2);
    int samples = random.nextInt(Math.min(5, d * units) + 1);
    boolean bias = random.nextInt(4) == 0;
    LayerNoise noise =
        random.nextInt(5) == 0
            ? LayerNoise.NONE
            : new LayerNoise.Given(fractions(random, samples, units));
    return new Instance(
        Optional.empty(),
        new Network(List.of(d, units, 1), SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(fractions(random, samples, d), Optional.of(fractions(random, samples, 1))),
        List.of(noise),
        Optional.empty());
  }

  private static RationalMatrix fractions(Random random, int rows, int columns) {
    return RationalMatrix.of(
        rows, columns, (i, j) -> Rational.of(random.nextInt(8) - 3, 1 + random.nextInt(3)));
  }

  private static FullRankDecision.Decided cells(Case example) {
    return (FullRankDecision.Decided)
        FullRankDecision.decide(claim(example), MethodName.TREE, Budget.DEFAULT, Progress.NONE);
  }

  private static FullRankClaim claim(Case example) {
    return FullRankClaim.of(example.instance(), example.scope());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theCheckerAccepts(Case example) {
    byte[] bytes = claim(example).certificate(cells(example).evidence()).bytes();
    assertThat(Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK))
        .as(new String(bytes, StandardCharsets.UTF_8))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void everyKindIsAmongTheCases() {
    assertThat(cases().map(example -> cells(example).evidence().kind()).distinct())
        .containsExactlyInAnyOrder("cells", "open-cell", "point");
  }

  private static String json(String example, String scope) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    String file = "../../examples/instances/" + example;
    String[] args = {"certify", file, "--patterns", scope, "--json"};
    Main.run(args, out, OutputStream.nullOutputStream());
    return out.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jsonCountsThePatterns() {
    String example = "deficient-only-on-a-boundary.json";
    assertThat(json(example, "realizable"))
        .contains("\"verdict\":\"CERTIFIED\"", "\"pattern_count\":\"4\"", "\"method\":\"tree\"");
    assertThat(json(example, "every-w"))
        .contains("\"verdict\":\"REFUTED\"", "\"pattern_count\":\"9\"", "\"weights\":[[")
        .doesNotContain("bad_minimum");
    assertThat(json("deficient-only-off-the-cells.json", "realizable"))
        .contains("\"verdict\":\"CERTIFIED\"", "\"pattern_count\":\"4\"");
  }

  @Test
  void jsonHasTheBadMinimumOfTheOwnTargets() {
    assertThat(json("bad-minimum-without-noise.json", "realizable"))
        .contains(
            "\"verdict\":\"REFUTED\"",
            "[[\"1\",\"-1\",\"0\"]]",
            "\"targets\":[\"1\",\"-1\",\"2\",\"0\"]",
            "\"loss\":\"553/25388\"");
  }
}
