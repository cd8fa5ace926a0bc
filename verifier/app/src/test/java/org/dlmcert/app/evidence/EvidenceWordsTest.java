package org.dlmcert.app.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.dlmcert.app.report.Proved;
import org.dlmcert.checker.Checker;
import org.junit.jupiter.api.Test;

/** There are words for every kind of certificate, and they fit every accepted example. */
class EvidenceWordsTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void everyAcceptedExampleHasWords() throws IOException {
    Set<String> seen = new TreeSet<>();
    List<Path> files;
    try (Stream<Path> all = Files.list(ROOT.resolve("examples/accepted"))) {
      files = all.filter(file -> file.toString().endsWith(".cert")).sorted().toList();
    }
    for (Path file : files) {
      byte[] certificate = Files.readAllBytes(file);
      if (!(Proved.judge(certificate, Optional.empty(), Checker.DEFAULT_MAX_WORK)
          instanceof Proved proved)) {
        continue; // detached: its data are elsewhere
      }
      seen.add(proved.kind());
      assertThat(EvidenceWords.brief(proved)).as("%s", file).isNotBlank().doesNotEndWith(".");
      assertThat(EvidenceWords.full(proved)).as("%s", file).isNotEmpty();
      assertThat(String.join(" ", EvidenceWords.full(proved)))
          .as("%s", file)
          .doesNotContain("null,", "Scalar", "Array");
    }
    List<String> listed =
        Files.readAllLines(ROOT.resolve("docs/kinds.md")).stream()
            .filter(line -> line.startsWith("| `"))
            .map(line -> line.split("`", -1)[1])
            .toList();
    assertThat(listed).hasSizeGreaterThan(25);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(listed);
  }
}
