package org.dlmcert.paper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.ActivationPattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The witness at every N up to the bound, for L = 2 to 6, and just past it. */
final class WitnessTest {
  private static final long SEED = 3;

  private static Network network(String widths, String slope) {
    List<Integer> all = new ArrayList<>();
    for (String width : widths.split(",", -1)) {
      all.add(Integer.parseInt(width));
    }
    return new Network(all, slope(slope), false);
  }

  private static Rational slope(String text) {
    String[] parts = text.split("/", -1);
    return Rational.of(Long.parseLong(parts[0]), parts.length > 1 ? Long.parseLong(parts[1]) : 1);
  }

  private static List<ActivationPattern> random(Network network, int samples, Random random) {
    return IntStream.range(1, network.depth())
        .mapToObj(
            l -> ActivationPattern.of(samples, network.width(l), (n, i) -> random.nextBoolean()))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,1,1",
        "2,3,1",
        "3,2,1",
        "3,4,5,1",
        "2,1,3,1",
        "1,3,1,1",
        "2,2,2,2,1",
        "3,1,2,3,2,1",
        "1,2,1,2,1,2,1"
      })
  void hasFullColumnRankUnderEveryPatternTried(String widths) {
    Random random = new Random(SEED);
    for (String slope : List.of("1/100", "-1", "2", "1", "2/3")) {
      Network network = network(widths, slope);
      for (int samples = 0; samples <= Witness.bound(network); samples++) {
        Witness witness = Witness.of(network, samples);
        String described = "seed " + SEED + ", widths " + widths + ", N = " + samples;
        RationalMatrix g = witness.gradient();
        for (int r = 0; r < g.rows(); r++) {
          for (int n = 0; n < samples; n++) {
            assertThat(g.get(r, n)).as(described).isEqualTo(r == n ? Rational.ONE : Rational.ZERO);
          }
        }
        List<ActivationPattern> pattern = random(network, samples, random);
        assertThat(MatrixRank.of(witness.gradientUnder(pattern)).rank())
            .as(described)
            .isEqualTo(samples);
        List<RationalMatrix> slopes =
            IntStream.range(1, network.depth())
                .mapToObj(
                    l ->
                        pattern
                            .get(l - 1)
                            .slopes(witness.noise(l, pattern.get(l - 1)), network.slope()))
                .toList();
        assertThat(witness.gradient(slopes)).as(described).isEqualTo(g);
      }
    }
  }

  /**
   * The engine's forward pass has the matrices of the witness, where all preactivations are ≥ 0.
   */
  @Test
  void layersAreThoseOfTheNetwork() {
    Network network = network("3,4,5,1", "1/3");
    Witness witness = Witness.of(network, 20);
    ForwardPass pass = ForwardPass.of(witness.instance());
    assertThat(pass.output(0)).isEqualTo(witness.inputs());
    assertThat(pass.output(1)).isEqualTo(witness.slopes(1)); // V'_{L-2} = A'_{L-2}
    assertThat(pass.slopes(2)).isEqualTo(witness.slopes(2));
  }

  @Test
  void oneSampleMoreIsRefusedAndDependent() {
    Network network = network("3,4,5,1", "1/3");
    assertThatThrownBy(() -> Witness.of(network, 21))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4·5 = 20");
    assertThatThrownBy(() -> Witness.of(network("3,4,5,1", "0"), 2))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
