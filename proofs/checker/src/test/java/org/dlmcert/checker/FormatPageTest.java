package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.Test;

/**
 * Each example of proofs/format.md is a file that the checker accepts, once laid out for reading
 * and once as it is. With {@code -Dexamples=write} the first is written from the second.
 */
final class FormatPageTest {
  private static final Path PAGE = Examples.ROOT.resolve("proofs/format.md");
  private static final String CANONICAL = "```json\n(\\{\"format\":[^\n]*)\n```";

  /** A canonical block, with or without its link and its readable form before it. */
  private static final Pattern ANY =
      Pattern.compile(
          "(?:\\[[^\\]\n]*\\.cert\\]\\([^)\n]*\\):\n\n```json\n\\{\n(?:(?!```).*\n)*```\n\n)?"
              + CANONICAL);

  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\\[([^\\]\n]*\\.cert)\\]\\(\\.\\./examples/accepted/([^)\n]*)\\):\n\n"
              + "```json\n(\\{\n(?:(?!```).*\n)*)```\n\n"
              + CANONICAL);

  @Test
  void everyExampleIsAnAcceptedFileInBothForms() throws IOException {
    if (System.getProperty("examples", "").equals("write")) {
      write();
    }
    String page = Files.readString(PAGE);
    Set<String> kinds = new TreeSet<>();
    long examples = 0;
    Matcher example = EXAMPLE.matcher(page);
    while (example.find()) {
      String name = example.group(1);
      assertThat(example.group(2)).isEqualTo(name);
      String file = Examples.text(Examples.ACCEPTED.resolve(name));
      assertThat(example.group(4)).as(name).isEqualTo(file);
      assertThat(SpacedJson.withoutSpace(example.group(3))).as(name).isEqualTo(file);
      assertThat(Examples.checkFile(Examples.ACCEPTED.resolve(name)))
          .as(name)
          .isInstanceOf(Verdict.Accepted.class);
      kinds.add(Examples.kind(file));
      examples++;
    }
    assertThat(Pattern.compile("```json").matcher(page).results().count())
        .as("blocks, two for each example: -Dtest=FormatPageTest -Dexamples=write lays them out")
        .isEqualTo(2 * examples);
    assertThat(kinds)
        .containsExactlyInAnyOrderElementsOf(RuleTable.RULES.stream().map(Rule::kind).toList());
  }

  /** What is laid out is read again: only white space may have been added. */
  @Test
  void layingOutChangesOnlyWhiteSpace() {
    int files = 0;
    for (Path file : Examples.certificates(Examples.ACCEPTED)) {
      String canonical = Examples.text(file);
      String laidOut = SpacedJson.of(canonical);
      assertThat(SpacedJson.withoutSpace(laidOut)).isEqualTo(canonical);
      assertThat(laidOut.lines().count()).as("%s", file).isGreaterThan(5);
      files++;
    }
    assertThat(files).isGreaterThan(100);
  }

  private static void write() throws IOException {
    Map<String, String> names = new LinkedHashMap<>();
    for (Path file : Examples.certificates(Examples.ACCEPTED)) {
      names.putIfAbsent(Examples.text(file), String.valueOf(file.getFileName()));
    }
    String written =
        ANY.matcher(Files.readString(PAGE))
            .replaceAll(
                block -> {
                  String canonical = block.group(1);
                  String name = names.get(canonical);
                  assertThat(name).as("no file in examples/accepted: %s", canonical).isNotNull();
                  return Matcher.quoteReplacement(
                      "[%s](../examples/accepted/%s):\n\n```json\n%s\n```\n\n```json\n%s\n```"
                          .formatted(name, name, SpacedJson.of(canonical), canonical));
                });
    Files.writeString(PAGE, written);
  }
}
