package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.refutation.Counterexample;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.PointNetwork;
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

/** What counterexamples show, recomputed from the instance alone. */
class CounterexampleTest {

  /** A refuted claim, printed with its seed when something is wrong with its counterexample. */
  record Case(long seed, PatternScope scope, Instance instance, Counterexample counterexample) {}

  /** Refutations with known noise in the last hidden layer, above determined layers if any. */
  static Stream<Case> cases() {
    return LongStream.range(0, 400)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(PatternScope.ALL, PatternScope.REALIZABLE, PatternScope.EVERY_W)
                    .map(scope -> refutation(seed, scope))
                    .flatMap(Optional::stream));
  }

  private static Optional<Case> refutation(long seed, PatternScope scope) {
    Instance instance = withKnownNoise(seed);
    FullRankClaim claim = FullRankClaim.of(instance, scope);
    return FullRankDecision.decide(claim, Progress.NONE) instanceof FullRankDecision.Decided decided
            && decided.evidence() instanceof Refutation refutation
        ? Optional.of(new Case(seed, scope, instance, Counterexample.of(claim, refutation)))
        : Optional.empty();
  }

  /** A deep instance with all noise known; for every other seed its last two layers only. */
  private static Instance withKnownNoise(long seed) {
    Random random = Cases.random(seed);
    Instance deep = DeepInstances.of(seed);
    Network network = deep.network();
    boolean shallow = deep.weights().isEmpty() || seed % 2 == 0;
    List<Integer> widths =
        shallow ? List.of(network.inputs(), network.width(1), 1) : network.widths();
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l < widths.size() - 1; l++) {
      noise.add(
          random.nextBoolean()
              ? LayerNoise.NONE
              : new LayerNoise.Given(
                  RationalMatrix.of(
                      deep.samples(), widths.get(l), (n, i) -> Rational.of(random.nextInt(4), 3))));
    }
    return new Instance(
        Optional.empty(),
        new Network(widths, network.slope(), network.bias()),
        deep.dataset(),
        noise,
        shallow ? Optional.empty() : deep.weights());
  }

  /** V_{L-2} as N rows, with the ones of a bias: what evaluation without matrices says. */
  private static RationalMatrix below(Instance instance) {
    Network network = instance.network();
    int layer = network.depth() - 2;
    List<List<Rational>> values = new ArrayList<>();
    if (layer == 0) {
      values.addAll(
          LongStream.range(0, instance.samples())
              .mapToObj(n -> instance.dataset().inputs().row((int) n))
              .toList());
    } else {
      // The layers below as a network of their own, whose output layer has slopes and noise.
      List<Integer> widths = new ArrayList<>(network.widths().subList(0, layer + 1));
      Weights all = instance.weights().orElseThrow();
      List<RationalMatrix> matrices = new ArrayList<>(all.matrices().subList(0, layer));
      int top = network.width(layer);
      widths.add(top);
      matrices.add(RationalMatrix.of(top, top, (i, j) -> i == j ? Rational.ONE : Rational.ZERO));
      Optional<List<List<Rational>>> biases =
          all.biases()
              .map(
                  b -> {
                    List<List<Rational>> lower = new ArrayList<>(b.subList(0, layer));
                    lower.add(Collections.nCopies(top, Rational.ZERO));
                    return lower;
                  });
      Instance lower =
          new Instance(
              Optional.empty(),
              new Network(widths, network.slope(), network.bias()),
              new Dataset(instance.dataset().inputs(), Optional.empty()),
              instance.noise().subList(0, layer),
              Optional.of(new Weights(matrices, biases)));
      new PointNetwork(lower).traces().forEach(trace -> values.add(trace.outputs()));
    }
    int width = network.width(layer);
    return RationalMatrix.of(
        instance.samples(),
        width + (network.bias() ? 1 : 0),
        (n, j) -> j < width ? values.get(n).get(j) : Rational.ONE);
  }

  private static void assertDeficient(Case example, Counterexample.DeficientPattern found) {
    Instance instance = example.instance();
    RationalMatrix below = below(instance);
    int last = instance.network().depth() - 1;
    assertThat(found.nullVector()).hasSize(instance.samples()).anyMatch(v -> !v.isZero());
    for (int i = 0; i < instance.network().width(last); i++) {
      for (int j = 0; j < below.columns(); j++) {
        Rational sum = Rational.ZERO;
        for (int n = 0; n < instance.samples(); n++) {
          Rational slope =
              found.pattern().isActive(n, i) ? Rational.ONE : instance.network().slope();
          sum =
              sum.plus(
                  found
                      .nullVector()
                      .get(n)
                      .times(slope)
                      .times(instance.noise(last).factor(n, i))
                      .times(below.get(n, j)));
        }
        assertThat(sum.isZero()).as("row (%d, %d) of %s", i, j, example).isTrue();
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isOneOfTheScope(Case example) {
    if (example.counterexample() instanceof Counterexample.DeficientPattern pattern) {
      assertThat(example.scope()).isEqualTo(PatternScope.ALL);
      assertDeficient(example, pattern);
    } else {
      assertThat(example.scope()).isNotEqualTo(PatternScope.ALL);
      Counterexample.DeficientPoint point =
          (Counterexample.DeficientPoint) example.counterexample();
      assertDeficient(example, point.at());
      RationalMatrix u = point.weights().times(below(example.instance()).transpose());
      RationalMatrix below = below(example.instance());
      for (int n = 0; n < u.columns(); n++) {
        for (int i = 0; i < u.rows(); i++) {
          if (!below.rows(new int[] {n}).isZero()) {
            assertThat(u.get(i, n).signum())
                .as("unit %d, sample %d, %s", i, n, example)
                .isNotZero();
            assertThat(point.at().pattern().isActive(n, i)).isEqualTo(u.get(i, n).signum() > 0);
          }
        }
      }
      if (point.badMinimum().isPresent()) {
        assertBadMinimum(example, point.badMinimum().get());
      } else {
        Rational sum = point.at().nullVector().stream().reduce(Rational.ZERO, Rational::plus);
        assertThat(example.instance().network().bias() && !sum.isZero()).isTrue();
      }
    }
  }

  private static Rational loss(Instance instance, Weights weights, List<Rational> targets) {
    Rational sum = Rational.ZERO;
    List<PointNetwork.Trace> traces = new PointNetwork(at(instance, weights)).traces();
    for (int n = 0; n < targets.size(); n++) {
      Rational e = traces.get(n).outputs().get(0).minus(targets.get(n));
      sum = sum.plus(e.times(e));
    }
    return sum.dividedBy(Rational.of(2L * targets.size()));
  }

  private static Instance at(Instance instance, Weights weights) {
    return new Instance(
        Optional.empty(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.empty()),
        instance.noise(),
        Optional.of(weights));
  }

  /** Critical in the two last layers, of positive loss, and no nearby point is better. */
  private static void assertBadMinimum(Case example, Counterexample.BadMinimum bad) {
    Instance instance = example.instance();
    assertThat(bad.loss().signum()).isPositive();
    assertThat(loss(instance, bad.weights(), bad.targets())).isEqualTo(bad.loss());
    Instance there = at(instance, bad.weights());
    List<PointNetwork.Trace> traces = new PointNetwork(there).traces();
    RationalMatrix residual =
        RationalMatrix.of(
            instance.samples(),
            1,
            (n, k) -> traces.get(n).outputs().get(0).minus(bad.targets().get(n)));
    int depth = instance.network().depth();
    for (int l = depth - 1; l <= depth; l++) {
      assertThat(Gradient.of(there).layer(l).times(residual).isZero())
          .as("gradient of layer %d, %s", l, example)
          .isTrue();
    }
    Random random = new Random(example.seed());
    for (int step = 0; step < 5; step++) {
      Weights near = near(random, bad.weights(), depth);
      assertThat(loss(instance, near, bad.targets()))
          .as("near %s: %s", near, example)
          .isGreaterThanOrEqualTo(bad.loss());
    }
  }

  private static Weights near(Random random, Weights weights, int depth) {
    List<RationalMatrix> matrices = new ArrayList<>(weights.matrices());
    List<List<Rational>> biases = new ArrayList<>(weights.biases().orElse(List.of()));
    for (int l = depth - 1; l <= depth; l++) {
      RationalMatrix old = weights.matrix(l);
      matrices.set(
          l - 1,
          RationalMatrix.of(old.rows(), old.columns(), (i, j) -> old.get(i, j).plus(tiny(random))));
      if (!biases.isEmpty()) {
        biases.set(l - 1, biases.get(l - 1).stream().map(b -> b.plus(tiny(random))).toList());
      }
    }
    return new Weights(matrices, weights.biases().map(b -> biases));
  }

  private static Rational tiny(Random random) {
    return Rational.of(random.nextInt(2001) - 1000, 1_000_000_000_000L);
  }

  @Test
  void everyFormIsAmongTheCases() {
    List<Case> cases = cases().toList();
    assertThat(cases).hasSizeGreaterThan(300);
    assertThat(cases)
        .anyMatch(c -> c.counterexample() instanceof Counterexample.DeficientPattern)
        .anyMatch(
            c ->
                c.counterexample() instanceof Counterexample.DeficientPoint point
                    && point.badMinimum().isPresent()
                    && c.instance().network().depth() > 2)
        .anyMatch(
            c ->
                c.counterexample() instanceof Counterexample.DeficientPoint point
                    && point.badMinimum().isEmpty());
  }

  @Test
  void theFieldsAreThoseOfTheContract() {
    for (Case example : cases().toList()) {
      List<String> names = names(example.counterexample());
      if (example.counterexample() instanceof Counterexample.DeficientPattern) {
        assertThat(names).containsExactly("pattern", "null_vector");
      } else {
        assertThat(names)
            .isIn(
                Arrays.asList("pattern", "null_vector", "weights"),
                Arrays.asList("pattern", "null_vector", "weights", "bad_minimum"));
      }
    }
    assertThat(names(new Counterexample.CrowdedSamples(List.of(0, 1), 1, 1, 1, 0)))
        .containsExactly("samples", "rank", "width");
  }

  /** The names of the outermost fields. */
  private static List<String> names(Counterexample counterexample) {
    String text = counterexample.text();
    List<String> names = new ArrayList<>();
    int depth = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
      if (depth == 1 && c == ':') {
        names.add(text.substring(text.lastIndexOf('"', at - 2) + 1, at - 1));
      }
    }
    return names;
  }
}
