package org.dlmcert.numeric.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.junit.jupiter.api.Test;

/** Optimizers on cases with known answers, and training as a whole. */
class TrainingTest {
  private static final double[][] CORNERS = {{0, 0, 1}, {0, 1, 1}, {1, 0, 1}, {1, 1, 1}};
  private static final double[][] XOR = {{-1}, {1}, {1}, {-1}};

  private static Training.Result xor(int batch, long seed) throws InterruptedException {
    FloatNetwork network = new FloatNetwork(List.of(3, 8, 1), 0.01, false);
    Random random = new Random(seed);
    return new Training(batch, 2000, Training.Goal.NO_MISCLASSIFICATION)
        .run(
            UniformInitialization.of(network, random),
            FloatData.of(CORNERS, XOR, 1),
            new Adam(network, 0.02),
            random,
            Training.Observer.NONE);
  }

  @Test
  void adamLearnsExclusiveOr() throws InterruptedException {
    for (int batch : new int[] {1, 3, 4, 100}) {
      Training.Result result = xor(batch, 7);
      assertThat(result.loss().errors()).as("batch %d", batch).isZero();
      assertThat(result.epochs()).isPositive().isLessThan(2000);
    }
  }

  @Test
  void aSeedGivesTheSameBits() throws InterruptedException {
    for (int l = 1; l <= 2; l++) {
      assertThat(xor(3, 5).weights().layer(l)).isEqualTo(xor(3, 5).weights().layer(l));
      assertThat(xor(3, 5).weights().layer(l)).isNotEqualTo(xor(3, 6).weights().layer(l));
    }
  }

  /** The first step of Adam has the length of the rate in every coordinate with a gradient. */
  @Test
  void adamStepsByItsRateFirst() {
    FloatNetwork network = new FloatNetwork(List.of(2, 1), 0, false);
    FloatWeights weights = FloatWeights.zero(network);
    FloatWeights gradient = FloatWeights.zero(network);
    gradient.set(1, 0, 0, 1e-3);
    gradient.set(1, 0, 1, -50);
    Adam adam = new Adam(network, 0.25);
    adam.step(weights, gradient);
    assertThat(weights.get(1, 0, 0)).isCloseTo(-0.25, within(1e-5));
    assertThat(weights.get(1, 0, 1)).isCloseTo(0.25, within(1e-5));
    // By hand: m = 0.19·g, v = 0.0199·g², both corrected to g and g².
    adam.step(weights, gradient);
    assertThat(weights.get(1, 0, 1)).isCloseTo(0.5, within(1e-5));
    gradient.set(1, 0, 1, 0);
    adam.step(weights, gradient);
    double m = 0.9 * 0.19 * -50 / (1 - 0.9 * 0.9 * 0.9);
    double v = 0.99 * 0.0199 * 2500 / (1 - 0.99 * 0.99 * 0.99);
    assertThat(weights.get(1, 0, 1)).isCloseTo(0.5 - 0.25 * m / Math.sqrt(v), within(1e-5));
  }

  @Test
  void gradientDescentDecaysAfterItsConstantEpochs() {
    GradientDescent descent = new GradientDescent(1, 2, 0.5);
    List<Double> rates = new ArrayList<>();
    for (int k = 0; k < 5; k++) {
      rates.add(descent.rate());
      descent.epochEnded();
    }
    assertThat(rates).containsExactly(1.0, 1.0, 1.0, 0.5, 0.25);
  }

  /** On y = w x with one sample, w after k steps is y/x·(1 - (1 - rate·x²)^k). */
  @Test
  void gradientDescentIsTheRecurrenceOfALine() throws InterruptedException {
    FloatNetwork network = new FloatNetwork(List.of(1, 1), 0, false);
    FloatData data = FloatData.of(new double[][] {{2}}, new double[][] {{6}}, 0);
    Training.Result result =
        new Training(1, 10, Training.Goal.ALL_EPOCHS)
            .run(
                FloatWeights.zero(network),
                data,
                new GradientDescent(0.1, 100, 1),
                new Random(1),
                Training.Observer.NONE);
    assertThat(result.weights().get(1, 0, 0)).isCloseTo(3 * (1 - Math.pow(0.6, 10)), within(1e-12));
    assertThat(result.epochs()).isEqualTo(10);
  }

  @Test
  void theStartIsUniformWithVarianceTwoOverFanIn() {
    FloatNetwork network = FloatNetwork.ofEqualWidths(200, 1, 0);
    FloatWeights weights = UniformInitialization.of(network, new Random(3));
    double sum = 0;
    double squares = 0;
    double largest = 0;
    for (double w : weights.layer(1)) {
      sum += w;
      squares += w * w;
      largest = Math.max(largest, Math.abs(w));
    }
    assertThat(sum / 40_000).isCloseTo(0, within(2e-3));
    assertThat(squares / 40_000).isCloseTo(0.01, within(3e-4));
    assertThat(largest).isBetween(0.17, Math.sqrt(0.03));
  }

  @Test
  void noSamplesMeanNoEpochs() throws InterruptedException {
    FloatNetwork network = new FloatNetwork(List.of(2, 2, 1), 0, true);
    Training.Result result =
        new Training(5, 10, Training.Goal.ALL_EPOCHS)
            .run(
                FloatWeights.zero(network),
                FloatData.of(new double[0][], new double[0][], 1),
                new Adam(network, 1),
                new Random(1),
                Training.Observer.NONE);
    assertThat(result.epochs()).isZero();
    assertThat(result.loss().errors()).isZero();
  }

  @Test
  void anInterruptionEndsTraining() {
    Thread.currentThread().interrupt();
    assertThatThrownBy(() -> xor(1, 1)).isInstanceOf(InterruptedException.class);
    assertThat(Thread.interrupted()).isFalse();
  }

  @Test
  void senselessSettingsAreRefused() {
    assertThatThrownBy(() -> new Training(0, 1, Training.Goal.ALL_EPOCHS))
        .hasMessage("batch ≥ 1 and epochs ≥ 0 expected, got 0 and 1");
  }
}
