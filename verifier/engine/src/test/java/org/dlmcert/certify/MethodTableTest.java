package org.dlmcert.certify;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.dlmcert.certify.claim.FullRankProblem;
import org.junit.jupiter.api.Test;

/** The table of methods is that of the documentation, and complete. */
class MethodTableTest {
  private static final Path ROOT = Path.of("../..");

  @Test
  void theDocumentationHasTheSameTable() throws IOException {
    String rows = String.join("\n", MethodTable.documentation());
    Stream<Path> pages =
        Files.isDirectory(ROOT.resolve("docs"))
            ? Stream.concat(Stream.of(ROOT.resolve("README.md")), Files.walk(ROOT.resolve("docs")))
            : Stream.of(ROOT.resolve("README.md"));
    List<Path> found =
        pages
            .filter(page -> page.toString().endsWith(".md"))
            .filter(page -> read(page).contains("|\n" + rows + "\n"))
            .toList();
    assertThat(found).as("the page with\n%s", rows).hasSize(1);
  }

  @Test
  void everyKindOfQuestionHasARow() {
    assertThat(MethodTable.kinds())
        .containsExactlyInAnyOrder(FullRankProblem.class.getPermittedSubclasses());
  }

  private static String read(Path page) {
    try {
      return Files.readString(page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
