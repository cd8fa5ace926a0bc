package org.dlmcert.gradient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.certify.BruteForce;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.model.Weights;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The exact gradients against difference quotients, entry-wise formulas and linear relations. */
class GradientTest {
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(-1), Rational.of(0), Rational.of(2));

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {}

  /** Depths 2 to 4, one or two outputs, with and without biases, given noise. */
  static Stream<Case> networks() {
    return IntStream.range(0, 160)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              List<Integer> widths = new ArrayList<>();
              int depth = 2 + seed % 3;
              for (int l = 0; l < depth; l++) {
                widths.add(1 + random.nextInt(3));
              }
              widths.add(1 + random.nextInt(2));
              Network network =
                  new Network(widths, SLOPES.get(random.nextInt(4)), random.nextBoolean());
              return new Case(seed, new RandomInstance(network, random.nextInt(4), 9).of(seed));
            });
  }

  static Stream<Case> networksInsideACell() {
    return networks().filter(c -> new PointNetwork(c.instance()).isInsideACell());
  }

  @Test
  void mostNetworksAreInsideACellAndAllSlopesAndDepthsAreAmongThem() {
    List<Network> inside = networksInsideACell().map(c -> c.instance().network()).toList();
    assertThat(inside).hasSizeGreaterThan(100);
    assertThat(inside.stream().map(Network::slope)).containsAll(SLOPES);
    assertThat(inside.stream().map(Network::depth)).contains(2, 3, 4);
    assertThat(inside.stream().map(Network::bias)).contains(true, false);
    assertThat(inside.stream().map(Network::outputs)).contains(1, 2);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void theForwardPassAgreesWithEvaluationSampleBySample(Case example) {
    Instance instance = example.instance();
    ForwardPass pass = ForwardPass.of(instance);
    List<PointNetwork.Trace> traces = new PointNetwork(instance).traces();
    int depth = instance.network().depth();
    for (int n = 0; n < instance.samples(); n++) {
      int sample = n;
      assertThat(pass.output(depth).transpose().row(n)).isEqualTo(traces.get(n).outputs());
      List<Integer> signs =
          IntStream.range(1, depth)
              .boxed()
              .flatMap(l -> pass.preactivation(l).transpose().row(sample).stream())
              .map(Rational::signum)
              .toList();
      assertThat(signs).isEqualTo(traces.get(n).signs());
    }
    assertThat(pass.isDifferentiable()).isEqualTo(new PointNetwork(instance).isInsideACell());
  }

  /**
   * Inside a cell the outputs are multilinear in the weights of different layers, hence affine in
   * each single one: the difference quotient is the derivative.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networksInsideACell")
  void everyEntryIsTheExactDifferenceQuotientInsideTheCell(Case example) {
    Instance instance = example.instance();
    Network network = instance.network();
    PointNetwork here = new PointNetwork(instance);
    List<PointNetwork.Trace> traces = here.traces();
    Gradient gradient = Gradient.of(instance);
    RationalMatrix full = gradient.full();
    int fullRow = 0;
    for (int l = 1; l <= network.depth(); l++) {
      RationalMatrix matrix = gradient.layer(l);
      int height = network.width(l - 1) + (network.bias() ? 1 : 0);
      assertThat(matrix.rows()).isEqualTo(network.width(l) * height);
      for (int row = 0; row < matrix.rows(); row++, fullRow++) {
        List<Rational> quotient = quotient(here, traces, l, row / height, row % height);
        assertThat(matrix.row(row)).as("layer %d, row %d, %s", l, row, example).isEqualTo(quotient);
        assertThat(full.row(fullRow)).isEqualTo(quotient);
      }
    }
    assertThat(full.rows()).isEqualTo(fullRow);
  }

  private static List<Rational> quotient(
      PointNetwork here, List<PointNetwork.Trace> traces, int layer, int unit, int input) {
    Rational step = Rational.ONE;
    List<PointNetwork.Trace> there = here.moved(layer, unit, input, step).traces();
    while (!signs(there).equals(signs(traces))) {
      step = step.dividedBy(Rational.of(3));
      there = here.moved(layer, unit, input, step).traces();
    }
    List<Rational> quotient = new ArrayList<>();
    for (int n = 0; n < traces.size(); n++) {
      for (int o = 0; o < traces.get(n).outputs().size(); o++) {
        Rational difference = there.get(n).outputs().get(o).minus(traces.get(n).outputs().get(o));
        quotient.add(difference.dividedBy(step));
      }
    }
    return quotient;
  }

  private static List<List<Integer>> signs(List<PointNetwork.Trace> traces) {
    return traces.stream().map(PointNetwork.Trace::signs).toList();
  }

  static Stream<Case> oneHiddenLayerAndOneOutput() {
    return networks()
        .map(
            c -> {
              Network old = c.instance().network();
              Network network =
                  new Network(List.of(old.inputs(), old.width(1), 1), old.slope(), false);
              return new Case(c.seed(), new RandomInstance(network, 3, 9).of(c.seed()));
            });
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("oneHiddenLayerAndOneOutput")
  void withOneHiddenLayerTheFirstMatrixIsTheInputsScaledBySlopesAndOutputWeights(Case example) {
    Instance instance = example.instance();
    Network network = instance.network();
    RationalMatrix inputs = instance.dataset().inputs();
    Weights weights = instance.weights().orElseThrow();
    RationalMatrix expected =
        RationalMatrix.of(
            network.width(1) * network.inputs(),
            instance.samples(),
            (row, n) -> {
              int i = row / network.inputs();
              int j = row % network.inputs();
              Rational u = Rational.ZERO;
              for (int k = 0; k < network.inputs(); k++) {
                u = u.plus(weights.matrix(1).get(i, k).times(inputs.get(n, k)));
              }
              Rational slope = u.signum() < 0 ? network.slope() : Rational.ONE;
              return weights
                  .matrix(2)
                  .get(0, i)
                  .times(slope)
                  .times(instance.noise(1).factor(n, i))
                  .times(inputs.get(n, j));
            });
    assertThat(Gradient.of(instance).layer(1)).isEqualTo(expected);
  }

  /** Both sides are δ_{l,i}·u_{l,i}; with biases the left side has the row of b_l[i] too. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("networks")
  void scalingAUnitInAndOutIsARelationBetweenItsRows(Case example) {
    Instance instance = example.instance();
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    Gradient gradient = Gradient.of(instance);
    int extra = network.bias() ? 1 : 0;
    for (int l = 1; l < network.depth(); l++) {
      int layer = l;
      int height = network.width(l - 1) + extra;
      int heightAbove = network.width(l) + extra;
      for (int i = 0; i < network.width(l); i++) {
        int unit = i;
        RationalMatrix in =
            RationalMatrix.of(
                1,
                network.width(l) * height,
                (r, row) ->
                    row / height != unit
                        ? Rational.ZERO
                        : row % height < network.width(layer - 1)
                            ? weights.matrix(layer).get(unit, row % height)
                            : weights.bias(layer, unit));
        RationalMatrix out =
            RationalMatrix.of(
                1,
                network.width(l + 1) * heightAbove,
                (r, row) ->
                    row % heightAbove == unit
                        ? weights.matrix(layer + 1).get(row / heightAbove, unit)
                        : Rational.ZERO);
        assertThat(in.times(gradient.layer(l)))
            .as("layer %d, unit %d, %s", l, i, example)
            .isEqualTo(out.times(gradient.layer(l + 1)));
      }
    }
  }

  /** No biases, and every component of the graph of nonzero weights touches input or output. */
  static Stream<Case> networksWithoutIdleUnits() {
    return IntStream.range(0, 120)
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              List<Integer> widths = new ArrayList<>();
              for (int l = 0; l < 2 + seed % 3; l++) {
                widths.add(1 + random.nextInt(3));
              }
              widths.add(1);
              Network network = new Network(widths, SLOPES.get(random.nextInt(4)), false);
              int range = seed % 4 == 0 ? 1 : 9;
              return new Case(
                  seed, new RandomInstance(network, 4 + random.nextInt(12), range).of(seed));
            })
        .filter(c -> everyUnitReachesInputOrOutput(c.instance()));
  }

  private static boolean everyUnitReachesInputOrOutput(Instance instance) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    boolean[][] reached = new boolean[network.depth() + 1][];
    for (int l = 0; l <= network.depth(); l++) {
      reached[l] = new boolean[network.width(l)];
      Arrays.fill(reached[l], l == 0 || l == network.depth());
    }
    for (int round = 0; round <= network.hiddenUnits(); round++) {
      for (int l = 1; l <= network.depth(); l++) {
        for (int i = 0; i < network.width(l); i++) {
          for (int j = 0; j < network.width(l - 1); j++) {
            if (!weights.matrix(l).get(i, j).isZero() && (reached[l][i] || reached[l - 1][j])) {
              reached[l][i] = true;
              reached[l - 1][j] = true;
            }
          }
        }
      }
    }
    return Stream.of(reached)
        .allMatch(layer -> IntStream.range(0, layer.length).allMatch(i -> layer[i]));
  }

  private static int ceiling(Network network) {
    int parameters =
        IntStream.rangeClosed(1, network.depth())
            .map(l -> network.width(l) * network.width(l - 1))
            .sum();
    return parameters - network.hiddenUnits();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("networksWithoutIdleUnits")
  void theRankIsAtMostTheNumberOfWeightsLessThatOfHiddenUnits(Case example) {
    assertThat(BruteForce.rank(Gradient.of(example.instance()).full()))
        .isLessThanOrEqualTo(ceiling(example.instance().network()));
  }

  @Test
  void theRankCeilingIsAttainedAndSparseNetworksAreAmongTheCases() {
    List<Case> cases = networksWithoutIdleUnits().toList();
    assertThat(cases).hasSizeGreaterThan(60);
    assertThat(cases)
        .anyMatch(
            c ->
                c.instance().network().depth() > 2
                    && BruteForce.rank(Gradient.of(c.instance()).full())
                        == ceiling(c.instance().network()));
    assertThat(cases)
        .anyMatch(
            c ->
                c.instance().weights().orElseThrow().matrices().stream()
                    .anyMatch(w -> w.row(0).contains(Rational.ZERO)));
  }

  private static Instance single(
      long input, long inner, LayerNoise noise, Optional<Integer> repeats) {
    int samples = repeats.orElse(1);
    return new Instance(
        Optional.empty(),
        new Network(List.of(1, 1, 1), Rational.of(-1, 3), false),
        new Dataset(RationalMatrix.of(samples, 1, (n, j) -> Rational.of(input)), Optional.empty()),
        List.of(noise),
        Optional.of(
            new Weights(
                List.of(
                    RationalMatrix.of(new long[][] {{inner}}),
                    RationalMatrix.of(new long[][] {{5}})),
                Optional.empty())));
  }

  @Test
  void atPreactivationZeroTheSlopeIsOne() {
    LayerNoise seven = new LayerNoise.Given(RationalMatrix.of(new long[][] {{7}}));
    Instance kink = single(2, 0, seven, Optional.empty());
    ForwardPass pass = ForwardPass.of(kink);
    assertThat(pass.slopes(1).get(0, 0)).isEqualTo(Rational.of(7));
    assertThat(pass.isDifferentiable()).isFalse();
    assertThat(Gradient.of(kink).layer(1).get(0, 0)).isEqualTo(Rational.of(5 * 7 * 2));
    Instance negative = single(2, -1, seven, Optional.empty());
    assertThat(ForwardPass.of(negative).slopes(1).get(0, 0)).isEqualTo(Rational.of(-7, 3));
    assertThat(ForwardPass.of(negative).isDifferentiable()).isTrue();
  }

  @Test
  void withoutSamplesThereAreRowsAndNoColumns() {
    Gradient gradient = Gradient.of(single(2, 1, LayerNoise.NONE, Optional.of(0)));
    assertThat(gradient.layer(1).shape()).isEqualTo("1×0");
    assertThat(gradient.delta(1).shape()).isEqualTo("1×0");
    assertThat(gradient.full().shape()).isEqualTo("2×0");
  }

  @Test
  void deltaOfTheLastLayerIsTheIdentityPerSample() {
    Instance instance =
        new RandomInstance(new Network(List.of(2, 2, 2), Rational.of(2), true), 2, 5).of(3);
    assertThat(Gradient.of(instance).delta(2))
        .isEqualTo(RationalMatrix.of(new long[][] {{1, 0, 1, 0}, {0, 1, 0, 1}}));
  }

  @Test
  void missingWeightsAndGenericNoiseAreNamed() {
    Instance generic = single(2, 1, LayerNoise.GENERIC, Optional.empty());
    assertThatThrownBy(() -> ForwardPass.of(generic))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("generic noise has no values");
    Instance bare =
        new Instance(
            Optional.empty(),
            generic.network(),
            generic.dataset(),
            List.of(LayerNoise.NONE),
            Optional.empty());
    assertThatThrownBy(() -> Gradient.of(bare))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("the instance has no weights");
    assertThat(ForwardPass.through(bare, 0).output(0).shape()).isEqualTo("1×1");
  }
}
