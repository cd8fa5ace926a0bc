package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.model.Instance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every minimum of a census one by one, and the evidence for every cell without one. */
class CensusEvidenceTest {
  static Stream<SmallCensuses.Case> cases() {
    return SmallCensuses.cases(80);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyMinimumIsStationaryInsideItsCell(SmallCensuses.Case example) {
    CensusResult result = CensusTest.census(example.instance(), 1);
    result.forEachMinimum(minimum -> assertMinimum(result, minimum));
  }

  /** By the forward pass and the gradient of the network itself. */
  static void assertMinimum(CensusResult result, MinimumPoint minimum) {
    Instance bare = result.problem().instance();
    Instance instance =
        new Instance(
            bare.name(),
            bare.network(),
            bare.dataset(),
            bare.noise(),
            Optional.of(minimum.weights()));
    ForwardPass pass = ForwardPass.of(instance);
    RationalMatrix u = pass.preactivation(1);
    for (int i = 0; i < u.rows(); i++) {
      for (int n = 0; n < u.columns(); n++) {
        List<Rational> x = result.problem().inputs().transpose().row(n);
        if (x.stream().anyMatch(e -> !e.isZero())) {
          assertThat(u.get(i, n).signum())
              .as("unit %s on sample %s of %s", i, n, minimum)
              .isEqualTo(
                  result.cells().cells().get(minimum.cells().get(i)).signs().isPlus(n) ? 1 : -1);
        }
      }
    }
    RationalMatrix v = pass.output(2);
    RationalMatrix e =
        RationalMatrix.of(
            v.columns(), 1, (n, k) -> v.get(0, n).minus(result.problem().targets().get(n)));
    assertThat(Gradient.of(instance).full().times(e).isZero()).as("%s", minimum).isTrue();
    // also where output weights are zero, the condition for a minimum
    RationalMatrix slopes = pass.slopes(1);
    assertThat(KhatriRao.product(slopes, result.problem().inputs()).times(e).isZero())
        .as("%s", minimum)
        .isTrue();
    Rational squares = SlowCensus.dot(e.transpose().row(0), e.transpose().row(0));
    Rational loss =
        v.columns() == 0 ? Rational.ZERO : squares.dividedBy(Rational.of(2L * v.columns()));
    assertThat(minimum.loss()).isEqualTo(loss);
    for (int i = 0; i < u.rows(); i++) {
      assertThat(instance.weights().orElseThrow().matrix(2).get(0, i).signum())
          .isEqualTo(minimum.outputSigns().get(i));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void theEvidenceIsTrue(SmallCensuses.Case example) {
    CensusResult result = CensusTest.census(example.instance(), 1);
    new EvidenceCheck(result).run();
  }
}
