package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.dlmcert.checker.data.BadInstanceException;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;

/**
 * Certificates and data changed at random: no input makes the checker fail or take long, and what
 * it accepts is true. The profile {@code fuzz} tries a million of each; {@code -Dfuzz.inputs} and
 * {@code -Dfuzz.seed} say how many and which.
 */
final class CheckerFuzzTest {
  private static final long SEED = Long.getLong("fuzz.seed", 20161104);
  private static final int INPUTS = Integer.getInteger("fuzz.inputs", 1500);
  private static final long MOST_WORK = 3_000_000;
  private static final long MOST_NANOSECONDS = 60_000_000_000L;

  @Test
  void certificates() {
    List<String> texts =
        Stream.of(Examples.ACCEPTED, Examples.ACCEPTED, Examples.ACCEPTED, Examples.REJECTED)
            .flatMap(folder -> Examples.certificates(folder).stream())
            .map(Examples::text)
            .filter(text -> text.length() < 5000 && !text.isEmpty())
            .toList();
    Mutator mutator = new Mutator(texts, SEED);
    long accepted = 0;
    long judged = 0;
    for (int t = 0; t < INPUTS; t++) {
      String mutant = mutator.next();
      String text = t % 4 == 0 ? mutant : Examples.withDigest(mutant);
      Verdict verdict = check(text, Optional.empty(), t);
      if (verdict instanceof Verdict.Accepted) {
        accepted++;
        judged += BruteForce.assertNotRefuted(text, 6) ? 1 : 0;
      }
    }
    report(INPUTS, "certificates, accepted and judged", accepted, judged);
    assertThat(accepted).isGreaterThan(INPUTS / 200);
    assertThat(judged).isGreaterThan(accepted / 2);
  }

  @Test
  void dataBesideACertificate() {
    List<String> certificates =
        Examples.certificates(Examples.ACCEPTED).stream()
            .map(Examples::text)
            .filter(text -> text.length() < 2000)
            .toList();
    List<String> data = new ArrayList<>();
    for (String text : certificates) {
      int from = text.indexOf("\"instance\":");
      if (from >= 0) {
        data.add(text.substring(from + 11, text.indexOf(",\"instance_sha256\"")));
      }
    }
    data.add(Examples.text(Examples.ACCEPTED.resolve("partition-detached.json")));
    data.add(Examples.text(Examples.ACCEPTED.resolve("partition-detached.csv")));
    data.add("x,y,z\n1,2,3\n0x1p-3,1e-5,-2/3\n\n4,5,6\n");
    data.add("a;b;\"c;\"\r\n1,5;2;3\r\n# remark\r\n1e10000;-0;7\r\n");
    data.add("%%MatrixMarket matrix coordinate real symmetric\n3 3 2\n1 1 1.5\n3 1 -2\n");
    Mutator mutator = new Mutator(List.copyOf(data), SEED);
    Random random = new Random(SEED);
    long read = 0;
    long accepted = 0;
    for (int t = 0; t < INPUTS / 2; t++) {
      // Some are left as they are, so that some agree with their certificates.
      int d = random.nextInt(data.size());
      String text = random.nextInt(8) == 0 ? data.get(d) : mutator.next();
      Optional<UserFile> user = read(text, random.nextInt(4) == 0 ? "last" : "", t);
      if (user.isPresent()) {
        read++;
        int c = random.nextBoolean() ? random.nextInt(certificates.size()) : d;
        String certificate = certificates.get(Math.min(c, certificates.size() - 1));
        accepted += check(certificate, user, t) instanceof Verdict.Accepted ? 1 : 0;
      }
    }
    report(INPUTS / 2, "data, read and accepted", read, accepted);
    assertThat(read).isGreaterThan(INPUTS / 50);
    assertThat(accepted).isPositive();
  }

  private static Optional<UserFile> read(String text, String target, int t) {
    long start = System.nanoTime();
    try {
      UserFile user = Examples.user(text, target);
      assertThat(user.read(Optional.empty(), new Work(MOST_WORK))).isNotNull();
      return Optional.of(user);
    } catch (BadInstanceException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
      return Optional.empty();
    } catch (Rejection | Work.Exceeded expected) {
      return Optional.empty();
    } catch (RuntimeException | Error fault) {
      throw new AssertionError(kept(text, t), fault);
    } finally {
      assertThat(System.nanoTime() - start).as("case %d", t).isLessThan(MOST_NANOSECONDS);
    }
  }

  private static Verdict check(String text, Optional<UserFile> user, int t) {
    long start = System.nanoTime();
    try {
      Verdict verdict = Checker.check(text.getBytes(StandardCharsets.UTF_8), user, MOST_WORK);
      String words = Report.text(verdict);
      assertThat(words).startsWith(verdict.word()).isEqualTo(Printable.of(words));
      return verdict;
    } catch (BadInstanceException cellsThatAreNoNumbers) {
      return new Verdict.Rejected("", "", String.valueOf(cellsThatAreNoNumbers.getMessage()));
    } catch (RuntimeException | Error fault) {
      throw new AssertionError(kept(text, t), fault);
    } finally {
      assertThat(System.nanoTime() - start).as("case %d", t).isLessThan(MOST_NANOSECONDS);
    }
  }

  /** Keeps the input where it can be found; it belongs among the rejected examples. */
  private static String kept(String text, int t) {
    Path file = Examples.ROOT.resolve("proofs/checker/target/fuzz-" + SEED + "-" + t);
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      return "seed " + SEED + ", case " + t + ": " + text;
    }
    return "seed " + SEED + ", case " + t + ", kept in " + file;
  }

  private static void report(int inputs, String what, long first, long second) {
    System.out.printf(
        Locale.ROOT, "seed %d: %d %s: %d and %d%n", SEED, inputs, what, first, second);
  }
}
