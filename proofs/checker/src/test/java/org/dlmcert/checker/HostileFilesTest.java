package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.Test;

/** Small files that claim much are answered at once, in little memory. */
final class HostileFilesTest {
  private static final long MOST_MILLISECONDS = 2000;

  @Test
  void everyKindAnswersWithinTwoSecondsAndAQuarterOfAGigabyte() throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dbasedir=" + Path.of(System.getProperty("basedir", ".")).toAbsolutePath(),
                "-cp",
                System.getProperty("java.class.path"),
                HostileFiles.class.getName())
            .redirectErrorStream(true)
            .start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(out).isZero();
    List<String[]> lines = out.lines().map(line -> line.split("\t")).toList();
    assertThat(lines.stream().map(line -> line[0]).distinct())
        .containsExactlyInAnyOrderElementsOf(RuleTable.RULES.stream().map(Rule::kind).toList());
    assertThat(lines).hasSameSizeAs(HostileFiles.all().keySet());
    for (String[] line : lines) {
      String file = String.join(" ", line);
      assertThat(Long.parseLong(line[2])).as(file).isLessThan(MOST_MILLISECONDS);
      assertThat(line[3]).as(file).doesNotContain("the memory was not enough");
    }
    assertThat(lines.stream().collect(Collectors.groupingBy(HostileFilesTest::word)))
        .containsOnlyKeys("ACCEPTED", "REJECTED", "NOT_CHECKED");
  }

  @Test
  void fillInIsChargedBeforeItIsDone() {
    byte[] small = HostileFiles.fillIn(40).getBytes(StandardCharsets.UTF_8);
    Verdict verdict = Checker.check(small, Optional.empty(), Checker.DEFAULT_MAX_WORK);
    assertThat(verdict)
        .isInstanceOfSatisfying(
            Verdict.Accepted.class,
            // Row t is reduced by all t before it, of at least 40 - t entries each.
            accepted -> assertThat(accepted.work()).isGreaterThan(20L * 40 * 40 * 40 / 6));
    byte[] large = HostileFiles.fillIn(1000).getBytes(StandardCharsets.UTF_8);
    assertThat(Checker.check(large, Optional.empty(), 20_000_000))
        .isInstanceOf(Verdict.NotChecked.class);
  }

  private static String word(String[] line) {
    return line[3].replaceAll(" .*", "");
  }
}
