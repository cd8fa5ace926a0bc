package org.dlmcert.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What reports refuse. */
class ReportTest {

  @Test
  void undecidedHasToSayWhy() {
    assertThatThrownBy(() -> Report.of("x", Verdict.UNDECIDED))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fieldsOfEveryReportAndRepeatedFieldsAreRefused() {
    Report.Builder report = Report.of("x", Verdict.DONE).field("rank", 1);
    assertThatThrownBy(() -> report.field("verdict", "DONE")).hasMessageContaining("verdict");
    assertThatThrownBy(() -> report.field("rank", 1)).hasMessageContaining("rank");
  }

  @Test
  void inexactAndForeignValuesAreRefused() {
    for (Object value : List.of(0.5, 0.5f, BigDecimal.ONE, 'c', Map.of(1, 2), List.of(0.1))) {
      Report report = Report.of("x", Verdict.DONE).field("value", value).build();
      assertThatThrownBy(() -> JsonReport.write(report, Duration.ZERO))
          .as(value.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void elapsedTimeIsSecondsToThreeDecimals() {
    Report report = Report.of("x", Verdict.DONE).build();
    assertThat(JsonReport.write(report, Duration.ofMillis(61_005)))
        .contains("\"elapsed_seconds\":61.005,");
    assertThat(JsonReport.write(report, Duration.ofNanos(10)))
        .contains("\"elapsed_seconds\":0.000,");
  }
}
