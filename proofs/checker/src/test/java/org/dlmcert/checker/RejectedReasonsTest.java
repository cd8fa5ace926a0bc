package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * What the checker says about every rejected example, word by word: a change of the code that is
 * not meant to change an answer changes none. With {@code -Dreasons=write} the list is written
 * anew.
 */
final class RejectedReasonsTest {
  private static final Path LIST =
      Examples.ROOT.resolve("proofs/checker/src/test/resources/org/dlmcert/checker/reasons.txt");

  @Test
  void reasonsAreTheListedOnes() throws Exception {
    List<String> reasons =
        Examples.certificates(Examples.REJECTED).stream()
            .map(
                file ->
                    file.getFileName() + "\t" + Report.text(Examples.check(Examples.bytes(file))))
            .toList();
    if (System.getProperty("reasons", "").equals("write")) {
      Files.write(LIST, reasons);
    }
    assertThat(reasons).isNotEmpty().containsExactlyElementsOf(Files.readAllLines(LIST));
  }
}
