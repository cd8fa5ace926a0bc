package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** docs/kinds.md lists the rules there are, in their order, and what it points to is there. */
class KindsPageTest {
  private static final Path PAGE = Examples.ROOT.resolve("docs/kinds.md");
  private static final Pattern ROW =
      Pattern.compile(
          "(?m)^\\| `([a-z-]+)` \\| (4\\.\\d+) [^|]* \\| ([^|]*) \\| `(\\w+)` \\| (5\\.\\d+) \\| (\\d+) \\|"
              + " \\[[^\\]]*\\]\\(([^)]*)\\) \\|$");

  @Test
  void thePageListsTheTableOfRules() throws IOException {
    String format = Files.readString(Examples.ROOT.resolve("proofs/format.md"));
    String soundness = Files.readString(Examples.ROOT.resolve("proofs/soundness.md"));
    Map<String, String> sections = sectionsOfClaims(format);
    Set<String> search = classesOfTheSearch();
    List<String> found = new ArrayList<>();
    Matcher rows = ROW.matcher(Files.readString(PAGE));
    while (rows.find()) {
      String kind = rows.group(1);
      found.add(kind + " " + rows.group(4));
      for (String evidence : rows.group(3).split(", ")) {
        assertThat(search).as(kind).contains(evidence.replace("`", ""));
      }
      String section = Pattern.quote(rows.group(5));
      assertThat(format).as(kind).containsPattern("(?m)^### " + section + " .*`" + kind + "`");
      assertThat(soundness)
          .as(kind)
          .containsPattern("(?m)^## " + rows.group(6) + "\\. .*`" + kind + "`");
      String example = Examples.text(PAGE.resolveSibling(rows.group(7)));
      assertThat(Examples.kind(example)).isEqualTo(kind);
      assertThat(sections.get(property(example))).as(kind).isEqualTo(rows.group(2));
    }
    assertThat(found)
        .containsExactlyElementsOf(
            RuleTable.RULES.stream()
                .map(rule -> rule.kind() + " " + rule.getClass().getSimpleName())
                .toList());
  }

  /** The sections of format.md in which the properties are claimed. */
  private static Map<String, String> sectionsOfClaims(String format) {
    return Pattern.compile("(?s)\\*\\*(4\\.\\d+) (?:(?!\\n## ).)*?\"property\":\"([a-z-]+)\"")
        .matcher(format)
        .results()
        .collect(Collectors.toMap(section -> section.group(2), section -> section.group(1)));
  }

  private static String property(String certificate) {
    return certificate.replaceFirst("(?s).*?\"property\":\"([^\"]*)\".*", "$1");
  }

  private static Set<String> classesOfTheSearch() throws IOException {
    try (Stream<Path> files = Files.walk(Examples.ROOT.resolve("verifier/engine/src/main/java"))) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.endsWith(".java"))
          .map(name -> name.substring(0, name.length() - ".java".length()))
          .collect(Collectors.toSet());
    }
  }
}
