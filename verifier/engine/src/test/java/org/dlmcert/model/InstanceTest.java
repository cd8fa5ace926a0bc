package org.dlmcert.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What does not fit together is refused with the shape that was expected and the one given. */
class InstanceTest {
  private static final Network NETWORK = new Network(List.of(2, 3, 1), Rational.of(1, 2), false);
  private static final Network BIASED = new Network(List.of(2, 3, 1), Rational.of(1, 2), true);
  private static final Dataset DATASET = new Dataset(zeros(4, 2), Optional.of(zeros(4, 1)));
  private static final List<LayerNoise> GENERIC = List.of(LayerNoise.GENERIC);
  private static final Weights WEIGHTS = weights(zeros(3, 2), zeros(1, 3));

  private static RationalMatrix zeros(int rows, int columns) {
    return RationalMatrix.of(rows, columns, (i, j) -> Rational.ZERO);
  }

  private static Weights weights(RationalMatrix... matrices) {
    return new Weights(List.of(matrices), Optional.empty());
  }

  private static Weights biased(int... lengths) {
    List<List<Rational>> biases = new ArrayList<>();
    for (int length : lengths) {
      biases.add(Collections.nCopies(length, Rational.ONE));
    }
    return new Weights(WEIGHTS.matrices(), Optional.of(biases));
  }

  private static Instance instance(
      Network network, Dataset dataset, List<LayerNoise> noise, Weights weights) {
    return new Instance(Optional.empty(), network, dataset, noise, Optional.of(weights));
  }

  /** Something that must not be built, and what has to be said about it. */
  record Misfit(String message, ThrowingCallable making) {
    @Override
    public String toString() {
      return message;
    }
  }

  static Stream<Misfit> misfits() {
    LayerNoise wide = new LayerNoise.Given(zeros(4, 2));
    LayerNoise tall = new LayerNoise.Given(zeros(5, 3));
    return Stream.of(
        new Misfit(
            "inputs: 4×2 expected, got 4×3",
            () -> instance(NETWORK, new Dataset(zeros(4, 3), Optional.empty()), GENERIC, WEIGHTS)),
        new Misfit(
            "targets: 4×1 expected, got 4×2",
            () ->
                instance(
                    NETWORK, new Dataset(zeros(4, 2), Optional.of(zeros(4, 2))), GENERIC, WEIGHTS)),
        new Misfit(
            "inputs are 4×2, so targets need 4 rows, got 3×1",
            () -> new Dataset(zeros(4, 2), Optional.of(zeros(3, 1)))),
        new Misfit(
            "noise for 1 hidden layers expected, got 2",
            () ->
                instance(NETWORK, DATASET, List.of(LayerNoise.NONE, LayerNoise.GENERIC), WEIGHTS)),
        new Misfit(
            "noise of layer 1: 4×3 expected, got 4×2",
            () -> instance(NETWORK, DATASET, List.of(wide), WEIGHTS)),
        new Misfit(
            "noise of layer 1: 4×3 expected, got 5×3",
            () -> instance(NETWORK, DATASET, List.of(tall), WEIGHTS)),
        new Misfit(
            "2 weight matrices expected, got 1",
            () -> instance(NETWORK, DATASET, GENERIC, weights(zeros(3, 2)))),
        new Misfit(
            "W_1: 3×2 expected, got 2×3",
            () -> instance(NETWORK, DATASET, GENERIC, weights(zeros(2, 3), zeros(1, 3)))),
        new Misfit(
            "W_2: 1×3 expected, got 3×1",
            () -> instance(NETWORK, DATASET, GENERIC, weights(zeros(3, 2), zeros(3, 1)))),
        new Misfit(
            "weights of a network with bias need biases",
            () -> instance(BIASED, DATASET, GENERIC, WEIGHTS)),
        new Misfit(
            "biases given for a network without bias",
            () -> instance(NETWORK, DATASET, GENERIC, biased(3, 1))),
        new Misfit(
            "2 bias vectors expected, got 1", () -> instance(BIASED, DATASET, GENERIC, biased(3))),
        new Misfit(
            "b_2 needs 1 entries, got 3", () -> instance(BIASED, DATASET, GENERIC, biased(3, 3))),
        new Misfit(
            "widths d_0, …, d_L with at least one hidden layer expected, got [2, 1]",
            () -> new Network(List.of(2, 1), Rational.ONE, false)),
        new Misfit(
            "positive widths expected, got [2, 0, 1]",
            () -> new Network(List.of(2, 0, 1), Rational.ONE, false)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("misfits")
  void isRefusedWithBothShapes(Misfit misfit) {
    assertThatThrownBy(misfit.making())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(misfit.message());
  }

  @Test
  void whatFitsIsKept() {
    Instance instance = instance(BIASED, DATASET, GENERIC, biased(3, 1));
    assertThat(instance.samples()).isEqualTo(4);
    assertThat(instance.noise(1)).isEqualTo(LayerNoise.GENERIC);
    assertThat(instance.weights().orElseThrow().bias(1, 2)).isEqualTo(Rational.ONE);
    assertThat(WEIGHTS.bias(1, 2)).isEqualTo(Rational.ZERO);
    assertThat(NETWORK.depth()).isEqualTo(2);
    assertThat(NETWORK.hiddenUnits()).isEqualTo(3);
  }

  @Test
  void listsAreCopied() {
    List<Integer> widths = new ArrayList<>(List.of(2, 3, 1));
    Network network = new Network(widths, Rational.ONE, false);
    widths.set(1, 99);
    assertThat(network.width(1)).isEqualTo(3);
    List<LayerNoise> noise = new ArrayList<>(GENERIC);
    Instance instance = instance(NETWORK, DATASET, noise, WEIGHTS);
    noise.clear();
    assertThat(instance.noise()).hasSize(1);
  }

  @Test
  void genericNoiseHasNoValuesAndNoNoiseIsOne() {
    assertThatThrownBy(() -> LayerNoise.GENERIC.factor(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("generic noise has no values");
    assertThat(LayerNoise.NONE.factor(7, 7)).isEqualTo(Rational.ONE);
  }
}
