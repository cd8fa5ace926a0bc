package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What proofs/coq/README.md says is proved is what is there; README.md points to it. */
class ProvedKindsTest {
  private static final Path COQ = Examples.ROOT.resolve("proofs/coq");
  private static final Pattern KIND = Pattern.compile("`([a-z]+(?:-[a-z]+)*)`");

  /** A kind's name in a function of kinds, or in the certificates of one kind. */
  private static final Pattern PRINTED = Pattern.compile("(?:=> |\\(\"kind\", Text )\"([a-z-]+)\"");

  private static final Pattern THEOREM = Pattern.compile("`([A-Za-z]\\w*_\\w+)`");

  /** The kinds in the table are those whose names the proved checker prints; the others follow. */
  @Test
  void theTableHasTheKindsOfTheProvedChecker() throws IOException {
    String table = page().replaceFirst("(?s).*\\n(\\| kind \\| theorem \\|.*?)\\n\\n.*", "$1");
    Set<String> said =
        table
            .lines()
            .skip(2)
            .map(row -> row.split(" \\| ", 2)[0])
            .flatMap(cell -> KIND.matcher(cell).results())
            .map(kind -> kind.group(1))
            .filter(kinds()::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    String rest = page().replaceFirst("(?s).*\n- The other kinds of format.md(.*?)\n- .*", "$1");
    Set<String> others = new TreeSet<>(kinds());
    others.removeAll(said);
    assertThat(KIND.matcher(rest).results().map(kind -> kind.group(1)))
        .containsExactlyInAnyOrderElementsOf(others);
    Set<String> printed =
        Stream.of("Form", "LabelCheck", "MinimaCheck", "MinimaLeastCheck", "CriticalCheck")
            .map(file -> Examples.text(COQ.resolve("theories/" + file + ".v")))
            .flatMap(text -> PRINTED.matcher(text).results())
            .map(kind -> kind.group(1))
            .filter(kinds()::contains)
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(printed).hasSizeGreaterThan(25);
    assertThat(said).isEqualTo(printed);
  }

  @Test
  void theTheoremsInTheTablesAreThere() throws IOException {
    String theories;
    try (Stream<Path> files = Files.list(COQ.resolve("theories"))) {
      theories =
          files
              .filter(file -> file.toString().endsWith(".v"))
              .map(Examples::text)
              .collect(Collectors.joining("\n"));
    }
    Set<String> named =
        THEOREM.matcher(page()).results().map(name -> name.group(1)).collect(Collectors.toSet());
    assertThat(named)
        .hasSizeGreaterThan(40)
        .allSatisfy(
            name ->
                assertThat(theories)
                    .containsPattern(
                        "\\b(Theorem|Lemma|Corollary|Definition|Fixpoint|Inductive) " + name + "\\b"));
  }

  @Test
  void theReadmePointsToTheTable() throws IOException {
    assertThat(Files.readString(Examples.ROOT.resolve("README.md")))
        .contains("(proofs/coq/README.md#what-is-proved)");
    assertThat(page()).contains("\n## What is proved\n");
  }

  private static String page() throws IOException {
    return Files.readString(COQ.resolve("README.md"));
  }

  private static Set<String> kinds() {
    return RuleTable.RULES.stream().map(rule -> rule.kind()).collect(Collectors.toSet());
  }
}
