package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.numeric.network.GradientPass;
import org.dlmcert.numeric.newton.BallSearch;
import org.dlmcert.point.nearby.ZeroLossBall;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Gradient flow beside planted weights: what is proved is checked, and followed in small steps. */
class PlantedFlowTest {
  private static final long SEED = 20200414;
  private static final int STEPS = 4000;

  @TempDir Path folder = Path.of("");

  @ParameterizedTest
  @CsvSource({"2-3-3-1,4,false,4", "2-3-3-1,6,true,4", "3-4-2-2,3,false,4", "2-3-3-1,8,false,0"})
  void flowsThatAreProvedStayInTheirBalls(String shape, int samples, boolean bias, int some)
      throws IOException, InterruptedException {
    List<Integer> widths = List.of(shape.split("-")).stream().map(Integer::valueOf).toList();
    int byNorm = 0;
    int byModes = 0;
    int cases = Cases.count(some, 60);
    for (int t = 0; t < cases; t++) {
      long seed = SEED + t;
      PlantedNetwork planted = PlantedNetwork.fitted(widths, samples, bias, new Random(seed));
      Path file = Files.writeString(folder.resolve("f" + t + ".json"), planted.instance());
      Instance instance = InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT);
      Optional<ZeroLossBall> search = BallSearch.at(instance);
      byNorm += search.isPresent() && search.get().flow().certificate().isPresent() ? 1 : 0;
      ZeroLossBall.Attempt attempt = BallSearch.modes(instance).orElseThrow().attempt();
      if (attempt.certificate().isPresent()) {
        byModes++;
        assertThat(attempt.number()).as("seed %d", seed).isLessThan(Rational.ONE);
        assertThat(
                Checker.check(
                    attempt.certificate().get().bytes(),
                    Optional.empty(),
                    Checker.DEFAULT_MAX_WORK))
            .as("seed %d", seed)
            .isInstanceOf(Verdict.Accepted.class);
        assertStays(instance, value(attempt.radius()), seed);
      } else {
        assertThat(attempt.number()).as("seed %d", seed).isGreaterThanOrEqualTo(Rational.ONE);
      }
    }
    System.out.printf(
        "%s, N = %d: seeds from %d, of %d: %d by norm, %d by modes%n",
        shape, samples, SEED, cases, byNorm, byModes);
    assertThat(byModes).isGreaterThanOrEqualTo(byNorm);
    assertThat(byModes).isGreaterThanOrEqualTo(samples < 8 ? cases / 4 : 0);
  }

  /** Gradient descent with steps that are small beside the largest curvature. */
  private static void assertStays(Instance instance, double radius, long seed) {
    FloatData data = FloatData.of(instance);
    FloatWeights start =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    double rate = 0;
    for (double[] row : FloatGradient.of(start, data).full()) {
      for (double entry : row) {
        rate += entry * entry;
      }
    }
    FloatWeights at = start.copy();
    GradientPass pass = new GradientPass(start.network(), data);
    double before = FloatGradient.of(at, data).mse();
    for (int t = 0; t < STEPS; t++) {
      double[][] gradient = pass.at(at);
      double distance = 0;
      for (int l = 1; l < gradient.length; l++) {
        int fanIn = at.network().fanIn(l);
        for (int r = 0; r < gradient[l].length; r++) {
          double w = at.get(l, r / fanIn, r % fanIn) - data.samples() / rate * gradient[l][r];
          at.set(l, r / fanIn, r % fanIn, w);
          double far = w - start.get(l, r / fanIn, r % fanIn);
          distance += far * far;
        }
      }
      assertThat(Math.sqrt(distance)).as("seed %d, step %d", seed, t).isLessThan(radius);
    }
    assertThat(FloatGradient.of(at, data).mse()).as("seed %d", seed).isLessThan(before);
  }

  private static double value(Rational number) {
    return new BigDecimal(number.numerator())
        .divide(new BigDecimal(number.denominator()), MathContext.DECIMAL64)
        .doubleValue();
  }
}
