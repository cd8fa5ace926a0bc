package org.dlmcert.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.dlmcert.checker.Checker;
import org.junit.jupiter.api.Test;

/** What reports refuse. */
class ReportTest {

  /** The verdict of a command is the one that the checker gives to the claim it has accepted. */
  @Test
  void theVerdictIsTheCheckers() throws IOException {
    Map<String, ReportVerdict> verdicts =
        Map.of(
            "partition", ReportVerdict.CERTIFIED,
            "tight-set", ReportVerdict.REFUTED,
            "rank", ReportVerdict.DONE,
            "width", ReportVerdict.DONE,
            "minima", ReportVerdict.BAD_MINIMA,
            "descent-path", ReportVerdict.NOT_CRITICAL,
            "descent-path-saddle", ReportVerdict.SADDLE);
    for (Map.Entry<String, ReportVerdict> entry : verdicts.entrySet()) {
      Report report = Report.proved("x", proved(entry.getKey())).build();
      assertThat(report.verdict()).as(entry.getKey()).isEqualTo(entry.getValue());
    }
  }

  @Test
  void whatIsNotAcceptedIsNotProved() throws IOException {
    byte[] certificate = example("partition");
    assertThat(Proved.judge(certificate, Optional.empty(), 10))
        .isInstanceOf(Judged.NotChecked.class);
    certificate[certificate.length / 2] = 'x';
    assertThat(Proved.judge(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK))
        .isInstanceOf(Judged.Rejected.class);
  }

  /** The types leave no other way to a verdict: nothing but these begins a report. */
  @Test
  void noReportClaimsMoreThanItsBeginningMay() {
    List<String> beginnings =
        Stream.of(Report.class.getDeclaredMethods())
            .filter(m -> Modifier.isStatic(m.getModifiers()) && Modifier.isPublic(m.getModifiers()))
            .map(
                m ->
                    m.getName()
                        + Arrays.toString(m.getParameterTypes()).replaceAll("[a-z.]+[.]", ""))
            .map(s -> s.replace("class ", ""))
            .toList();
    assertThat(beginnings)
        .containsExactlyInAnyOrder(
            "done[String]",
            "proved[String, Proved]",
            "accepted[String, Proved]",
            "allAccepted[String, interface List]",
            "someRejected[String, interface List]",
            "rejected[String, Judged$Rejected]",
            "failedCheck[String]",
            "undecided[String, Unfinished]",
            "notChecked[String, Unfinished]",
            "open[String, ReportVerdict, Unfinished]");
    assertThat(Proved.class.getConstructors()).isEmpty();
    for (ReportVerdict verdict : ReportVerdict.values()) {
      if (verdict.exitCode() != ExitCode.UNDECIDED) {
        assertThatThrownBy(
                () -> Report.open("x", verdict, new Unfinished("limit", List.of(), "more")))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }
  }

  private static Proved proved(String name) throws IOException {
    return (Proved) Proved.judge(example(name), Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  private static byte[] example(String name) throws IOException {
    return Files.readAllBytes(Path.of("../../examples/accepted", name + ".cert"));
  }

  @Test
  void fieldsOfEveryReportAndRepeatedFieldsAreRefused() {
    Report.Builder report = Report.done("x").field("rank", 1);
    assertThatThrownBy(() -> report.field("verdict", "DONE")).hasMessageContaining("verdict");
    assertThatThrownBy(() -> report.field("rank", 1)).hasMessageContaining("rank");
  }

  @Test
  void inexactAndForeignValuesAreRefused() {
    for (Object value : List.of(0.5, 0.5f, BigDecimal.ONE, 'c', Map.of(1, 2), List.of(0.1))) {
      Report report = Report.done("x").field("value", value).build();
      assertThatThrownBy(() -> JsonReport.write(report, Duration.ZERO))
          .as(value.toString())
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void elapsedTimeIsSecondsToThreeDecimals() {
    Report report = Report.done("x").build();
    assertThat(JsonReport.write(report, Duration.ofMillis(61_005)))
        .contains("\"elapsed_seconds\":61.005,");
    assertThat(JsonReport.write(report, Duration.ofNanos(10)))
        .contains("\"elapsed_seconds\":0.000,");
  }
}
