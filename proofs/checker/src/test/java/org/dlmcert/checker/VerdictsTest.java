package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the checker says about every example, word by word, with the work that it counted: a change
 * of the code that is not meant to change an answer changes none. With {@code -Dreasons=write} the
 * lists are written anew.
 */
final class VerdictsTest {
  private static final Path LISTS =
      Examples.ROOT.resolve("proofs/checker/src/test/resources/org/dlmcert/checker");

  @ParameterizedTest
  @ValueSource(strings = {"accepted", "rejected"})
  void verdictsAreTheListedOnes(String folder) throws Exception {
    List<String> verdicts =
        Examples.certificates(Examples.ROOT.resolve("examples").resolve(folder)).stream()
            .map(file -> file.getFileName() + "\t" + Report.text(Examples.checkFile(file)))
            .toList();
    Path list = LISTS.resolve(folder + ".txt");
    if (System.getProperty("reasons", "").equals("write")) {
      Files.write(list, verdicts);
    }
    assertThat(verdicts)
        .as("if new examples are meant to be here: -Dtest=VerdictsTest -Dreasons=write")
        .isNotEmpty()
        .containsExactlyElementsOf(Files.readAllLines(list));
  }
}
