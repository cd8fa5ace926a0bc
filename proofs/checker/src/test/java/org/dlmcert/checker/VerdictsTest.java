package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The lists of what the checker says about the examples are complete, and each part of them has its
 * test: a change of the code that is not meant to change an answer changes none. With {@code
 * -Dreasons=write} the lists are written anew.
 */
final class VerdictsTest {
  private static final Path TESTS =
      Examples.ROOT.resolve("proofs/checker/src/test/java/org/dlmcert/checker/verdicts");

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "rejected"})
  void everyFileIsListedInItsOrder(String folder) {
    Path examples = Examples.ROOT.resolve("examples").resolve(folder);
    assertThat(Verdicts.all().stream().map(Verdicts.Line::file).filter(f -> f.startsWith(examples)))
        .as("if new examples are meant to be here: -Dtest=VerdictsTest -Dreasons=write")
        .hasSizeGreaterThan(100)
        .containsExactlyElementsOf(Examples.certificates(examples));
  }

  @Test
  void everyPackageHasItsTest() {
    TreeMap<String, Long> files =
        Verdicts.all().stream()
            .collect(
                Collectors.groupingBy(Verdicts.Line::ruledBy, TreeMap::new, Collectors.counting()));
    List<String> tests =
        files.keySet().stream()
            .map(name -> name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1))
            .map(name -> name + "VerdictsTest.java")
            .toList();
    assertThat(Stream.of(TESTS.toFile().list()))
        .as("%s", files)
        .containsExactlyInAnyOrderElementsOf(tests);
    assertThat(tests).allMatch(test -> Files.exists(TESTS.resolve(test)));
  }
}
