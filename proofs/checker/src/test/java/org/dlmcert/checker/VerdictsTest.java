package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the checker says about every example, word by word, with the work that it counted: a change
 * of the code that is not meant to change an answer changes none. With {@code -Dreasons=write} the
 * lists are written anew.
 */
final class VerdictsTest {
  private static final Path LISTS =
      Examples.ROOT.resolve("proofs/checker/src/test/resources/org/dlmcert/checker");

  /** Folder, file, and what is to be said about it. */
  static Stream<List<String>> lines() {
    return Stream.of("accepted", "rejected")
        .flatMap(
            folder ->
                listed(folder).stream()
                    .map(line -> line.split("\t", 2))
                    .map(parts -> List.of(folder, parts[0], parts[1])));
  }

  /** One test for each file, so that a change of the code need only run those that it touches. */
  @ParameterizedTest
  @MethodSource("lines")
  void verdictIsTheListedOne(List<String> line) {
    assertThat(verdict(folder(line.get(0)).resolve(line.get(1)))).isEqualTo(line.get(2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "rejected"})
  void everyFileIsListedInItsOrder(String folder) {
    assertThat(listed(folder).stream().map(line -> line.replaceAll("\t.*", "")))
        .as("if new examples are meant to be here: -Dtest=VerdictsTest -Dreasons=write")
        .hasSizeGreaterThan(100)
        .containsExactlyElementsOf(
            Examples.certificates(folder(folder)).stream()
                .map(file -> String.valueOf(file.getFileName()))
                .toList());
  }

  private static List<String> listed(String folder) {
    Path list = LISTS.resolve(folder + ".txt");
    try {
      if (System.getProperty("reasons", "").equals("write")) {
        Files.write(
            list,
            Examples.certificates(folder(folder)).stream()
                .map(file -> file.getFileName() + "\t" + verdict(file))
                .toList());
      }
      return Files.readAllLines(list);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path folder(String name) {
    return Examples.ROOT.resolve("examples").resolve(name);
  }

  private static String verdict(Path file) {
    return Report.text(Examples.checkFile(file));
  }
}
