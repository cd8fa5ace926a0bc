package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs the README and the pages of docs/guide: every command of its {@code console} blocks, in
 * order, with the output that is printed there, and every Java snippet against the file it comes
 * from.
 */
class ReadmeTest {
  private static final Path ROOT = Path.of(System.getProperty("dlmcert.root", ".."));
  private static final Pattern CONSOLE =
      Pattern.compile("^```console\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern JAVA =
      Pattern.compile("^```java\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir private Path folder;

  /** A command of a page; files that it makes go into a folder of that page. */
  private record Step(Path page, String command, String output) {}

  @Test
  void everyCommandPrintsWhatTheReadmeShows() throws IOException {
    int run = 0;
    for (Step step : steps()) {
      if (!step.command().startsWith("./dlmcert ")) {
        continue; // building and testing: the test command is what runs this test
      }
      Path made = Files.createDirectories(folder.resolve(step.page().getFileName().toString()));
      String[] words = step.command().substring("./dlmcert ".length()).split(" +");
      for (int i = 0; i < words.length; i++) {
        words[i] = located(words[i], made);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exit = Main.run(words, out, err);
      String printed =
          out.toString(StandardCharsets.UTF_8)
              .replace(made + "/", "")
              .replace(ROOT + "/examples/", "examples/")
              .replaceAll("\"elapsed_seconds\":[0-9.]+", "\"elapsed_seconds\":…");
      assertThat(printed)
          .as("%s (exit %d, %s)", step.command(), exit, err.toString(StandardCharsets.UTF_8))
          .matches(shown(step.output()));
      run++;
    }
    assertThat(run).isGreaterThan(4);
  }

  /** What is shown, where a line {@code …} stands for one or more lines that are left out. */
  private static Pattern shown(String output) {
    return Pattern.compile(
        output
            .lines()
            .map(line -> line.equals("…") ? "(?:.*\\n)+" : Pattern.quote(line) + "\\n")
            .collect(Collectors.joining()));
  }

  @Test
  void everyJavaSnippetIsPartOfAnExample() throws IOException {
    String sources = "";
    try (Stream<Path> files =
        Files.list(ROOT.resolve("examples/src/main/java/org/dlmcert/examples"))) {
      for (Path file : files.toList()) {
        sources += Files.readString(file).replaceAll("(?m)^ +", "");
      }
    }
    int count = 0;
    for (Path page : pages()) {
      Matcher snippets = JAVA.matcher(Files.readString(page));
      while (snippets.find()) {
        assertThat(sources).contains(snippets.group(1).replaceAll("(?m)^ +", ""));
        count++;
      }
    }
    assertThat(count).isPositive();
  }

  @Test
  void everyLinkLeadsSomewhere() throws IOException {
    int count = 0;
    List<Path> pages = new ArrayList<>(pages());
    for (String other :
        List.of(
            "ARCHITECTURE.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            "docs/kinds.md",
            "docs/decisions.md",
            "docs/cluster.md",
            "examples/README.md",
            "proofs/format.md",
            "proofs/soundness.md")) {
      pages.add(ROOT.resolve(other));
    }
    for (Path page : pages) {
      Matcher links = Pattern.compile("\\]\\(([^)#:]+)\\)").matcher(Files.readString(page));
      while (links.find()) {
        assertThat(page.resolveSibling(links.group(1))).exists();
        count++;
      }
    }
    assertThat(count).isGreaterThan(60);
  }

  /** The README, and the pages of the guide. */
  private static List<Path> pages() throws IOException {
    try (Stream<Path> guide = Files.list(ROOT.resolve("docs/guide"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), guide.sorted()).toList();
    }
  }

  /** Files of the repository are where they are; files that the commands make go elsewhere. */
  private static String located(String word, Path made) {
    if (word.startsWith("examples/")) {
      return ROOT.resolve(word).toString();
    }
    return word.matches("[a-z0-9-]+\\.(cert|json|csv|npz)") ? made.resolve(word).toString() : word;
  }

  private static List<Step> steps() throws IOException {
    List<Step> steps = new ArrayList<>();
    for (Path page : pages()) {
      Matcher blocks = CONSOLE.matcher(Files.readString(page));
      while (blocks.find()) {
        for (String part : blocks.group(1).split("(?m)^\\$ ")) {
          if (!part.isBlank()) {
            int end = part.indexOf('\n');
            steps.add(new Step(page, part.substring(0, end), part.substring(end + 1)));
          }
        }
      }
    }
    return steps;
  }
}
