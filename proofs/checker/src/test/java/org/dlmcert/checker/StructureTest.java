package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.Test;

/** The checker is small, has no circles, and depends on nothing but java.base. */
final class StructureTest {
  private static final Path SOURCES =
      Examples.ROOT.resolve("proofs/checker/src/main/java/org/dlmcert/checker");
  private static final Path SOUNDNESS = Examples.ROOT.resolve("proofs/soundness.md");
  private static final String HEAD = "| kind | lines to read | files |\n|---|---|---|\n";

  /** The most lines that one reads for a kind about columns, one hidden layer or one point. */
  private static final int MOST_LINES = 1950;

  private static final int MOST_LINES_OF_MINIMA = 2400;

  /** Intervals forward, backward and to second order, Krawczyk's test, inertia. */
  private static final int MOST_LINES_OF_ENCLOSURES = 2200;

  /**
   * What one has to read to believe a verdict of one kind: its rule and whatever that reaches, and
   * the class that applies rules. The table in soundness.md says so; with {@code -Dtrusted=write}
   * it is written anew.
   */
  @Test
  void trustedBaseIsTheOneInSoundness() throws Exception {
    ClassGraph graph = ClassGraph.read();
    StringBuilder table = new StringBuilder(HEAD);
    for (Rule<?, ?> rule : RuleTable.RULES) {
      Set<String> classes = graph.reachable(rule.getClass().getName());
      classes.add(Checker.class.getName());
      classes.add(Verdict.class.getName());
      int lines = classes.stream().mapToInt(ClassGraph::lines).sum();
      boolean minima = rule.kind().contains("minim") || rule.kind().equals("least-loss");
      int most =
          rule.kind().startsWith("nearby") || rule.kind().equals("ball")
              ? MOST_LINES_OF_ENCLOSURES
              : minima ? MOST_LINES_OF_MINIMA : MOST_LINES;
      assertThat(lines).as(rule.kind()).isBetween(500, most);
      table.append(
          String.format(Locale.ROOT, "| `%s` | %d | %d |%n", rule.kind(), lines, classes.size()));
    }
    String text = Files.readString(SOUNDNESS);
    int from = text.indexOf(HEAD);
    int to = text.indexOf("\n\n", from) + 1;
    if (System.getProperty("trusted", "").equals("write")) {
      Files.writeString(SOUNDNESS, text.substring(0, from) + table + text.substring(to));
    } else {
      assertThat(text.substring(from, to)).isEqualTo(table.toString());
    }
  }

  /** The user's own data, and inputs that stay in a file, are read by this much more. */
  @Test
  void readersOfTheUsersDataAreCounted() throws Exception {
    ClassGraph graph = ClassGraph.read();
    Set<String> classes = graph.reachable("org.dlmcert.checker.data.UserFile");
    classes.addAll(graph.reachable("org.dlmcert.checker.array.ArrayInputs"));
    classes.removeIf(name -> !name.matches(".*\\.(data|array)\\..*"));
    for (Rule<?, ?> rule : RuleTable.RULES) {
      Set<String> counted = graph.reachable(rule.getClass().getName());
      counted.retainAll(classes);
      assertThat(counted)
          .as("%s reads the user's file", rule.kind())
          .isSubsetOf("org.dlmcert.checker.data.Settings", "org.dlmcert.checker.data.Reading");
    }
    // It is counted in the table.
    classes.remove("org.dlmcert.checker.data.Settings");
    int lines = classes.stream().mapToInt(ClassGraph::lines).sum();
    assertThat(Files.readString(SOUNDNESS))
        .contains("With `--instance` " + lines + " lines more are read");
  }

  @Test
  void packagesHaveNoCircles() {
    Map<String, Set<String>> arrows = ClassGraph.read().packages();
    assertThat(arrows).hasSizeGreaterThan(9);
    List<String> floor = new ArrayList<>();
    while (!arrows.isEmpty()) {
      List<String> next =
          arrows.keySet().stream().filter(p -> floor.containsAll(arrows.get(p))).toList();
      assertThat(next).as("packages in a circle: %s", arrows).isNotEmpty();
      floor.addAll(next);
      next.forEach(arrows::remove);
    }
  }

  @Test
  void noPackageHasMoreThan25Files() throws Exception {
    Map<Path, Long> counts =
        sources().stream()
            .filter(file -> !file.endsWith("package-info.java"))
            .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));
    assertThat(counts).hasSizeGreaterThan(9);
    counts.forEach((folder, files) -> assertThat(files).as("%s", folder).isLessThanOrEqualTo(25));
  }

  @Test
  void everyKindHasAtMost150LinesInAll() throws Exception {
    Set<String> rules = new TreeSet<>();
    for (Path file : sources()) {
      if (file.toString().endsWith("Rule.java")) {
        rules.add(String.valueOf(file.getFileName()));
        assertThat(Files.readAllLines(file).size()).as(file.toString()).isLessThanOrEqualTo(150);
      }
    }
    assertThat(rules).hasSizeGreaterThanOrEqualTo(RuleTable.RULES.size());
  }

  @Test
  void onlyJavaBaseIsUsed() {
    StringWriter out = new StringWriter();
    int exit =
        ToolProvider.findFirst("jdeps")
            .orElseThrow()
            .run(
                new PrintWriter(out),
                new PrintWriter(out),
                "--multi-release",
                "base",
                "-s",
                Examples.ROOT.resolve("proofs/checker/target/classes").toString());
    assertThat(exit).as(out.toString()).isZero();
    assertThat(out.toString().lines().map(line -> line.replaceAll(".*-> ", "")).distinct())
        .containsExactly("java.base");
  }

  @Test
  void noFloatingPointIsUsed() throws Exception {
    List<Path> sources = sources();
    assertThat(sources).hasSizeGreaterThan(70);
    for (Path file : sources) {
      assertThat(Files.readString(file))
          .as(file.toString())
          .doesNotContainPattern("double |float ");
    }
  }

  private static List<Path> sources() throws Exception {
    try (Stream<Path> files = Files.walk(SOURCES)) {
      return files.filter(file -> file.toString().endsWith(".java")).sorted().toList();
    }
  }
}
