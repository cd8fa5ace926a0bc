package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.pattern.PatternScope;
import org.junit.jupiter.api.Test;

/**
 * The script that measures how time and memory grow has a table for each command, and for each
 * option with which a command computes something else.
 */
class GrowthScriptTest {
  private static final Path BENCH = Path.of("..", "bench");
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z0-9.-]+) +(\\S.*)$");
  private static final Pattern OPTION = Pattern.compile("(?m)^ +(?:-[a-zA-Z], +)?(--[a-z-]+)");
  private static final Pattern ROW =
      Pattern.compile("(?m)^ *row \\S+ (?:\"\\$\\(\\(.*?\\)\\)\"|\\S+) (.*)$");
  private static final Pattern TITLE = Pattern.compile("table [\"'](.*?)[\"'](?: |;)");

  /** Nothing in them grows. */
  private static final Set<String> CONSTANT = Set.of("tour", "completion", "man");

  /** What is read and how, what is written and where, limits and seeds. */
  private static final Set<String> ANOTHER_FORM =
      Set.of(
          "--data",
          "--target-column",
          "--header",
          "--delimiter",
          "--decimal",
          "--drop-columns",
          "--doubles",
          "--bias",
          "--hidden",
          "--slope",
          "--noise",
          "--loss",
          "--instance",
          "--certificate",
          "--detached",
          "--output",
          "--report",
          "--jsonl",
          "--markdown",
          "--help",
          "--json",
          "--quiet",
          "--force",
          "--timeout",
          "--threads",
          "--cluster",
          "--checkpoint",
          "--resume",
          "--max-patterns",
          "--max-nodes",
          "--max-choices",
          "--max-work",
          "--limit",
          "--list",
          "--seed",
          "--bits",
          "--range",
          "--no-noise",
          "--widths",
          "--samples",
          "--dtype",
          "--layer-order",
          "--output-name",
          "--folder",
          "--yes",
          "--between");

  /** Options of single commands that change constants, or what is said, and not how it grows. */
  private static final Map<String, Set<String>> CONSTANTS =
      Map.of(
          "certify", Set.of("--outputs"), // the instances have several
          "compare", Set.of("--convention"),
          "vectors", Set.of("--convention"),
          "convert", Set.of("--layers", "--one-hot"),
          "train",
              Set.of(
                  "--optimizer", "--batch", "--decay-after", "--decay", "--stop-when-classified"),
          "witness", Set.of("--pattern", "--fixed-noise"),
          "figure 6.1", Set.of("--from", "--mnist", "--step-factor"),
          "figure 6.2", Set.of("--polish"),
          // A program of its own, which is not always there.
          "check", Set.of("--proved"));

  private static String script() throws IOException {
    return Files.readString(BENCH.resolve("growth.sh")).replace("\\\n", " ");
  }

  /** Commands as they are called, those of figures with their number. */
  private static Set<String> commands() {
    Set<String> commands = new TreeSet<>();
    for (String command : listed("--help")) {
      if (command.equals("figure")) {
        listed("figure", "--help").forEach(figure -> commands.add("figure " + figure));
      } else {
        commands.add(command);
      }
    }
    assertThat(commands).hasSizeGreaterThan(20).contains("certify", "figure 6.2-deep");
    return commands;
  }

  private static List<String> listed(String... words) {
    return LISTED.matcher(run(words).out()).results().map(found -> found.group(1)).toList();
  }

  private static List<String> rows(String command) throws IOException {
    List<String> rows = new ArrayList<>();
    for (MatchResult row : ROW.matcher(script()).results().toList()) {
      String words = row.group(1).replace("\"$command\"", "check") + " ";
      if (words.startsWith(command + " ")) {
        rows.add(words);
      }
      // One loop is over these two.
      if (row.group(1).startsWith("\"$command\"") && command.equals("explain")) {
        rows.add("explain ");
      }
    }
    return rows;
  }

  @Test
  void everyCommandHasATable() throws IOException {
    for (String command : commands()) {
      if (!CONSTANT.contains(command)) {
        assertThat(rows(command)).as(command).isNotEmpty();
      }
    }
  }

  @Test
  void everyOptionThatComputesSomethingElseHasOne() throws IOException {
    for (String command : commands()) {
      if (CONSTANT.contains(command)) {
        continue;
      }
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.add("--help");
      Set<String> options =
          OPTION
              .matcher(run(words.toArray(String[]::new)).out())
              .results()
              .map(found -> found.group(1))
              .collect(Collectors.toCollection(TreeSet::new));
      assertThat(options).as(command).contains("--timeout");
      options.removeAll(ANOTHER_FORM);
      options.removeAll(CONSTANTS.getOrDefault(command, Set.of()));
      String rows = String.join("\n", rows(command));
      for (String option : options) {
        assertThat(rows).as(command + " " + option).contains(option + " ");
      }
    }
  }

  @Test
  void everyMethodAndEveryScopeHasOne() throws IOException {
    String rows = String.join("\n", rows("certify"));
    for (MethodName method : MethodName.values()) {
      assertThat(rows).contains("--method " + method.word() + " ");
    }
    assertThat(rows).contains("--method exhaustive ");
    for (PatternScope scope : PatternScope.values()) {
      if (scope != PatternScope.ALL) { // as all others have it
        assertThat(rows).contains("--patterns " + scope.word() + " ");
      }
    }
    for (String mode : List.of("--output-weights given", "--output-weights generic")) {
      assertThat(rows).contains(mode + " ");
    }
  }

  /** What was measured is in the page under the same titles. */
  @Test
  void theBenchmarkPageHasTheTablesOfTheScript() throws IOException {
    String page = Files.readString(BENCH.resolve("README.md"));
    List<String> titles = TITLE.matcher(script()).results().map(found -> found.group(1)).toList();
    assertThat(titles).hasSizeGreaterThan(60);
    for (String title : titles) {
      if (!title.contains("$")) { // of a loop
        assertThat(page).contains("\n#### " + title + "\n");
      }
    }
  }
}
