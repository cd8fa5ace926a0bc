package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/**
 * Writes corrupted certificates with right digests into {@code target/corrupted}, each named after
 * the verdict; {@code proofs/coq/ci.sh} compares it with that of the proved checker. More of them,
 * and others: {@code -Dcorrupted.files=20000 -Dcorrupted.seed=7}.
 */
final class CorruptedFilesTest {
  private static final long SEED = Long.getLong("corrupted.seed", 20161105);
  private static final Path FOLDER = Examples.ROOT.resolve("proofs/checker/target/corrupted");
  private static final int MOST_FILES = Integer.getInteger("corrupted.files", 600);
  private static final int MOST_INPUTS = 34 * MOST_FILES;
  private static final long MOST_WORK = 1_000_000;

  @Test
  void writtenWithTheirVerdicts() throws IOException {
    List<String> texts =
        Examples.certificates(Examples.ACCEPTED).stream()
            .map(Examples::text)
            .filter(text -> text.length() < 2500 && text.contains("\"instance\":"))
            .toList();
    Files.createDirectories(FOLDER);
    try (var old = Files.newDirectoryStream(FOLDER)) {
      for (Path file : old) {
        Files.delete(file);
      }
    }
    Mutator mutator = new Mutator(texts, SEED);
    Set<String> accepted = new TreeSet<>();
    Set<String> rejected = new TreeSet<>();
    for (int t = 0; t < MOST_INPUTS && accepted.size() < MOST_FILES; t++) {
      String text = Examples.withDigest(mutator.next());
      Verdict verdict =
          Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), MOST_WORK);
      if (verdict instanceof Verdict.Accepted && !texts.contains(text)) {
        accepted.add(text);
      } else if (verdict instanceof Verdict.Rejected && rejected.size() < MOST_FILES) {
        rejected.add(text);
      }
    }
    write("accepted", accepted);
    write("rejected", rejected);
    System.out.printf(
        Locale.ROOT, "seed %d: %d accepted, %d rejected%n", SEED, accepted.size(), rejected.size());
    assertThat(accepted.size()).isGreaterThan(100);
    assertThat(rejected.size()).isEqualTo(MOST_FILES);
  }

  private static void write(String verdict, Set<String> texts) throws IOException {
    int number = 0;
    for (String text : texts) {
      Files.writeString(FOLDER.resolve(verdict + "-" + number++ + ".cert"), text);
    }
  }
}
