package org.dlmcert.certify.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.outputs.PairsAndBiases;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** A search for pairs that gives up: the width is then at most what was found. */
class OpenWidthTest {
  private static final RationalMatrix INPUTS = RationalMatrix.of(new long[][] {{1}, {2}, {3}, {4}});

  private static DatasetWidth width(DatasetWidth.PairSearch search) {
    return DatasetWidth.of(INPUTS, true, 3, OutputBiases.TRAINED, search, Progress.NONE);
  }

  @Test
  void whatASearchLeavesOpenIsNoWidth() {
    DatasetWidth known = width(PairsAndBiases::ofFewerPairs);
    assertThat(known.isLeast()).isTrue();
    assertThat(known.width()).contains(5);
    DatasetWidth none = width((inputs, units, outputs, start, progress) -> Optional.empty());
    assertThat(none.isLeast()).isFalse();
    assertThat(none.width()).contains(6);
    DatasetWidth one =
        width(
            (inputs, units, outputs, start, progress) ->
                units < 5
                    ? Optional.empty()
                    : PairsAndBiases.ofFewerPairs(inputs, units, outputs, start, progress));
    assertThat(one.isLeast()).isFalse();
    assertThat(one.width()).contains(5);
    assertThatThrownBy(one::certificate).hasMessage("the width is at most 5");
  }
}
