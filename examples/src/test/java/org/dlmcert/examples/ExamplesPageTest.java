package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page of the examples names what there is, and nothing else. */
class ExamplesPageTest {
  private static final Path EXAMPLES =
      Path.of(System.getProperty("dlmcert.root", "..")).resolve("examples");

  /** What a build leaves, and the page itself. */
  private static final List<String> OTHERS = List.of("target", "README.md");

  private static final Pattern NAMED =
      Pattern.compile("\\]\\(([^)/:]+)(?:/README\\.md)?\\)|`([a-z-]+\\.(?:sh|md))`");

  @Test
  void everyFolderAndFileIsNamed() throws IOException {
    TreeSet<String> there = new TreeSet<>();
    try (Stream<Path> files = Files.list(EXAMPLES)) {
      files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !OTHERS.contains(name) && !name.startsWith("."))
          .forEach(there::add);
    }
    TreeSet<String> named = new TreeSet<>();
    for (MatchResult name :
        NAMED.matcher(Files.readString(EXAMPLES.resolve("README.md"))).results().toList()) {
      named.add(name.group(1) != null ? name.group(1) : name.group(2));
    }
    assertThat(named).isNotEmpty().isEqualTo(there);
  }
}
