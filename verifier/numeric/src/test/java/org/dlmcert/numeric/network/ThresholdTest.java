package org.dlmcert.numeric.network;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Where two classes are divided. */
class ThresholdTest {
  private static double[][] column(double... values) {
    double[][] rows = new double[values.length][];
    for (int n = 0; n < rows.length; n++) {
      rows[n] = new double[] {values[n]};
    }
    return rows;
  }

  @Test
  void theMiddleOfTwoValuesOrZero() {
    assertThat(Threshold.of(column(1, 0, 0, 1))).isEqualTo(new Threshold(0.5, 2));
    assertThat(Threshold.of(column(1, -1))).isEqualTo(new Threshold(0, 2));
    assertThat(Threshold.of(column(3, 5))).isEqualTo(new Threshold(4, 2));
    assertThat(Threshold.of(column(0, -0.0, 1))).isEqualTo(new Threshold(0.5, 2));
    assertThat(Threshold.of(column(1, 2, 3, 4))).isEqualTo(new Threshold(0, 3));
    assertThat(Threshold.of(column(7))).isEqualTo(new Threshold(0, 1));
    assertThat(Threshold.of(column())).isEqualTo(new Threshold(0, 0));
    assertThat(Threshold.of(new double[][] {{1, 0, 0}, {0, 0, 1}}).value()).isEqualTo(0.5);
    assertThat(Threshold.of(column(Double.MAX_VALUE, -Double.MAX_VALUE)).value()).isZero();
  }

  @Test
  void theThresholdItselfIsAbove() {
    Threshold half = new Threshold(0.5, 2);
    assertThat(half.separates(0.5, 1)).isFalse();
    assertThat(half.separates(0.4, 1)).isTrue();
    assertThat(half.separates(0.4, 0)).isFalse();
    assertThat(half.separates(0.6, 0)).isTrue();
  }
}
