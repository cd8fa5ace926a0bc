package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The worst minimum from single units against the census of all cells. */
class WorstMinimumTest {
  static Stream<SmallCensuses.Case> cases() {
    return SmallCensuses.cases(300)
        .filter(
            example ->
                example.instance().network().width(1) > 1
                    && example.instance().noise(1) instanceof LayerNoise.None);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void isTheWorstOfTheCensus(SmallCensuses.Case example) throws InterruptedException {
    CensusProblem problem = CensusProblem.of(example.instance());
    WorstMinimum worst = WorstMinimum.of(problem, 1000, 2, Progress.NONE).orElseThrow();
    List<CensusResult.LossCount> losses = CensusTest.census(example.instance(), 1).losses();
    assertThat(worst.loss()).isEqualTo(losses.get(losses.size() - 1).loss());
    assertMinimum(problem, worst.minimum());
  }

  private static void assertMinimum(CensusProblem problem, MinimumPoint minimum) {
    Instance bare = problem.instance();
    ForwardPass pass =
        ForwardPass.of(
            new Instance(
                bare.name(),
                bare.network(),
                bare.dataset(),
                bare.noise(),
                Optional.of(minimum.weights())));
    RationalMatrix v = pass.output(2);
    RationalMatrix e =
        RationalMatrix.of(v.columns(), 1, (n, k) -> v.get(0, n).minus(problem.targets().get(n)));
    assertThat(KhatriRao.product(pass.slopes(1), problem.inputs()).times(e).isZero())
        .as("%s", minimum)
        .isTrue();
    for (int n = 0; n < problem.samples(); n++) {
      boolean zero = problem.inputs().transpose().row(n).stream().allMatch(Rational::isZero);
      for (int i = 0; i < problem.units(); i++) {
        assertThat(zero || !pass.preactivation(1).get(i, n).isZero()).as("%s", minimum).isTrue();
      }
    }
  }

  @Test
  void noiseAndSingleUnitsAreRefused() {
    Instance noisy =
        new RandomInstance(new Network(List.of(2, 2, 1), Rational.ONE, false), 3, 5).of(1);
    assertThatThrownBy(() -> WorstMinimum.of(CensusProblem.of(noisy), 10, 1, Progress.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("none");
    Instance single = SmallCensuses.instance(0);
    Network one = new Network(List.of(single.network().inputs(), 1, 1), Rational.ONE, false);
    Instance thin =
        new Instance(
            Optional.empty(), one, single.dataset(), List.of(LayerNoise.NONE), Optional.empty());
    assertThatThrownBy(() -> WorstMinimum.of(CensusProblem.of(thin), 10, 1, Progress.NONE))
        .hasMessageContaining("two hidden units");
  }
}
