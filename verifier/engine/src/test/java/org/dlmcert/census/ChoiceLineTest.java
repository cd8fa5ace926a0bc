package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Network;
import org.dlmcert.model.RandomInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a worker says of a choice, as text and back. */
class ChoiceLineTest {
  private static final CensusProblem PROBLEM =
      CensusProblem.of(
          new RandomInstance(new Network(List.of(1, 2, 1), Rational.of(1, 2), false), 2, 9).of(1));
  private static final Rational LOSS = Rational.of(5, 3);
  private static final List<Rational> SOLUTION = List.of(Rational.of(-1, 2), Rational.of(7));
  private static final int[] CHOSEN = {0, 1};

  /** Signs +, then both signs of the second unit; under 0 of the first nothing; under - one. */
  private static final OutputSignTree TREE =
      new OutputSignTree(
          List.of(
              OutputSignTree.SPLIT,
              OutputSignTree.SPLIT,
              point(1),
              point(2),
              empty(),
              empty(),
              OutputSignTree.SPLIT,
              empty(),
              empty(),
              point(3)));

  private static OutputSignTree.Node point(long value) {
    return new OutputSignTree.Point(List.of(Rational.of(value), Rational.of(1, value)));
  }

  private static OutputSignTree.Node empty() {
    return new OutputSignTree.Empty(
        List.of(new OutputSignTree.Factor(1, 0, Rational.of(2, 3))), List.of());
  }

  @Test
  void theMinimaOfATreeAreCountedAndReadBack() {
    ChoiceAnswer answer = new ChoiceAnswer(SOLUTION, LOSS, Optional.empty(), Optional.of(TREE));
    ChoiceLine line = ChoiceLine.of(answer, PROBLEM, CHOSEN);
    assertThat(line.cells()).isEqualTo(2);
    assertThat(line.zeroOutputCells()).isEqualTo(1);
    assertThat(line.entry()).isEqualTo(answer.text()).contains("\"lambda\":[[1,0,\"2/3\"]]");
    assertThat(ChoiceLine.read(line.text())).isEqualTo(line);
    assertThat(line.minima(PROBLEM, CHOSEN)).hasSize(3).isEqualTo(answer.minima(PROBLEM, CHOSEN));
  }

  @Test
  void anOnlySolutionIsAMinimumWithItsSignsOrNone() {
    ChoiceAnswer minimum =
        new ChoiceAnswer(SOLUTION, LOSS, Optional.of(List.of(-1, 0)), Optional.empty());
    ChoiceLine line = ChoiceLine.read(ChoiceLine.of(minimum, PROBLEM, CHOSEN).text());
    assertThat(line.cells()).isZero();
    assertThat(line.zeroOutputCells()).isEqualTo(1);
    assertThat(line.minima(PROBLEM, CHOSEN))
        .containsExactly(new ChoiceAnswer.Minimum(List.of(-1, 0), SOLUTION));

    ChoiceAnswer none = new ChoiceAnswer(SOLUTION, LOSS, Optional.empty(), Optional.empty());
    ChoiceLine other = ChoiceLine.read(ChoiceLine.of(none, PROBLEM, CHOSEN).text());
    assertThat(other.hasMinima()).isFalse();
    assertThat(other.minima(PROBLEM, CHOSEN)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5/3", "5/3 1 0 +- ", "5/3 1 0 +x {}", "x 1 0 none {}", "5/3 1 0 +- {} {}"})
  void anotherTextIsRefused(String text) {
    assertThatThrownBy(() -> ChoiceLine.read(text).minima(PROBLEM, CHOSEN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
