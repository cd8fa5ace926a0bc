package org.dlmcert.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Points off all hyperplanes, on inputs chosen so that many candidates lie on one. */
class OpenCellTest {

  /** A case, printed with its seed when it fails. */
  record Case(long seed, RationalMatrix inputs) {}

  static List<Case> inputs() {
    return IntStream.range(0, Cases.count(40, 200))
        .mapToObj(
            seed -> {
              Random random = new Random(seed);
              int range = 1 + random.nextInt(3);
              RationalMatrix inputs =
                  RationalMatrix.of(
                      1 + random.nextInt(4),
                      random.nextInt(40),
                      (i, n) ->
                          Rational.of(
                              random.nextInt(2 * range + 1) - range, 1 + random.nextInt(2)));
              return new Case(seed, inputs);
            })
        .toList();
  }

  private static Rational product(RationalMatrix inputs, List<Rational> point, int sample) {
    return RationalMatrix.ofRows(point.size(), List.of(point)).times(inputs).get(0, sample);
  }

  private static boolean isZero(RationalMatrix inputs, int sample) {
    return inputs.columns(new int[] {sample}).isZero();
  }

  private static void assertOpen(Case example, List<Rational> point) {
    assertThat(point).hasSize(example.inputs().rows());
    for (int n = 0; n < example.inputs().columns(); n++) {
      assertThat(product(example.inputs(), point, n).isZero())
          .as("sample %d at %s, %s", n, point, example)
          .isEqualTo(isZero(example.inputs(), n));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void thePointIsOnNoHyperplane(Case example) {
    assertOpen(example, OpenCell.point(example.inputs()));
    assertThat(OpenCell.point(example.inputs())).isEqualTo(OpenCell.point(example.inputs()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("inputs")
  void aPointNegativeOnASampleIsOpenAndNegativeThere(Case example) {
    RationalMatrix inputs = example.inputs();
    for (int n = 0; n < inputs.columns(); n++) {
      if (isZero(inputs, n)) {
        int zero = n;
        assertThatThrownBy(() -> OpenCell.pointNegativeOn(inputs, zero))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessage("the input of sample " + zero + " is zero");
      } else {
        List<Rational> point = OpenCell.pointNegativeOn(inputs, n);
        assertOpen(example, point);
        assertThat(product(inputs, point, n).signum()).as("sample %d, %s", n, example).isNegative();
      }
    }
  }

  @Test
  void thousandsOfHyperplanesAreAvoided() {
    int side = Cases.count(35, 60);
    RationalMatrix inputs =
        RationalMatrix.of(
            2, side * side, (i, n) -> Rational.of(i == 0 ? n / side + 1 : -(n % side) - 1));
    assertOpen(new Case(-1, inputs), OpenCell.point(inputs));
  }

  @Test
  void preactivationIsTheInnerProduct() {
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{1, 2}, {3, 4}});
    List<Rational> point = List.of(Rational.of(1, 2), Rational.of(-5));
    assertThat(OpenCell.preactivation(inputs, point, 1)).isEqualTo(Rational.of(-19));
  }
}
