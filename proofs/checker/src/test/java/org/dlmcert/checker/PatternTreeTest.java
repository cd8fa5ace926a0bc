package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rule {@code tree} against all patterns in fractions, its limit and its speed. */
@Timeout(120)
final class PatternTreeTest {
  private static final long SEED = 31;
  private static final int PRIME = Integer.MAX_VALUE;

  static String table(Random random, int rows, int columns, int range) {
    return IntStream.range(0, rows)
        .mapToObj(
            n ->
                IntStream.range(0, columns)
                    .mapToObj(i -> "\"" + (random.nextInt(2 * range + 1) - range) + "\"")
                    .collect(Collectors.joining(",", "[", "]")))
        .collect(Collectors.joining(",", "[", "]"));
  }

  static String certificate(
      int d, int units, int samples, String slope, String inputs, String noise, String evidence) {
    String head =
        String.format(
            Locale.ROOT, "\"widths\":[%d,%d,1],\"slope\":\"%s\",\"bias\":false,", d, units, slope);
    return Examples.withDigest(
        "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"tree\",\"claim\":{\"property\":"
            + "\"full-column-rank\",\"holds\":true,\"patterns\":\"all\","
            + (head
                + "\"noise\":\"given\",\"samples\":"
                + samples
                + ",\"pattern_bits\":"
                + samples * units)
            + "},\"instance\":{\"format\":\"dlmcert-instance/1\","
            + (head + "\"inputs\":" + inputs + ",\"noise\":[" + noise)
            + ("]},\"instance_sha256\":\"\",\"evidence\":" + evidence + "}"));
  }

  private static String evidence(int units, String primes, String classes) {
    String all =
        IntStream.range(0, units).mapToObj(String::valueOf).collect(Collectors.joining(","));
    return "{\"reduction\":{\"units\":[%s],\"removed\":[],\"projection\":[],\"prime\":2},"
            .formatted(all)
        + "\"primes\":[%s],\"classes\":\"%s\"}".formatted(primes, classes);
  }

  /** The parts hold if the whole does; else one of them finds what the whole has found. */
  private static void partsSayTheSame(String text, Verdict whole, int parts) {
    List<Verdict> said =
        IntStream.rangeClosed(1, parts).mapToObj(k -> part(text, k + "/" + parts)).toList();
    if (whole instanceof Verdict.Accepted accepted) {
      assertThat(said).as(text).allMatch(Verdict.PartDone.class::isInstance);
      assertThat(((Verdict.PartDone) said.get(0)).ifAll().claim()).isEqualTo(accepted.claim());
    } else {
      assertThat(said).as("%s in %d parts", text, parts).contains(whole);
    }
  }

  private static Verdict part(String text, String part) {
    return Checker.check(
        text.getBytes(StandardCharsets.UTF_8), Optional.empty(), Checker.DEFAULT_MAX_WORK, part);
  }

  /** A pattern that is not of full rank is found by the parts that hold it, and by no other. */
  @Test
  void theOthersDoNotFindAPattern() {
    assertThat(partsThatReject("tree-unit-changed-back")).containsExactly(4);
    assertThat(partsThatReject("tree-dependent-after-several-changes")).containsExactly(2, 4);
    assertThat(partsThatReject("tree-dependent-in-one-part")).containsExactly(2);
    assertThat(partsThatReject("tree-folded-dependent-in-one-part")).containsExactly(2);
    assertThat(partsThatReject("tree-three-outputs-dependent")).containsExactly(3, 4);
  }

  private static List<Integer> partsThatReject(String example) {
    String text = Examples.text(Examples.REJECTED.resolve(example + ".cert"));
    return IntStream.rangeClosed(1, 4)
        .filter(k -> part(text, k + "/4") instanceof Verdict.Rejected)
        .boxed()
        .toList();
  }

  /** About a sixteenth: masks that are no classes, and the walk to the paths, are charged, too. */
  @Test
  void aPartIsChargedItsShare() {
    Random random = new Random(SEED);
    String text =
        certificate(
            3,
            3,
            7,
            "1/4",
            table(random, 7, 3, 90),
            table(random, 7, 3, 90),
            evidence(3, "" + PRIME, "scaled"));
    Verdict.Accepted whole = (Verdict.Accepted) Examples.check(text);
    long sum = 0;
    for (int k = 1; k <= 16; k++) {
      Verdict.PartDone part = (Verdict.PartDone) part(text, k + "/16");
      assertThat(part.work()).isLessThan(whole.work() / 10);
      sum += part.work();
    }
    assertThat(sum).isBetween(whole.work(), whole.work() * 3 / 2);
  }

  /** Modulo a large prime the verdict is the truth, but for a chance of about 10^-6 in all. */
  @Test
  void verdictIsThatOfAllPatternsInFractions() {
    Random random = new Random(SEED);
    int[] verdicts = new int[2];
    for (int t = 0; t < 300; t++) {
      int d = 1 + random.nextInt(2);
      int units = 1 + random.nextInt(3);
      int samples = random.nextInt(Math.min(d * units, 9 / units) + 1);
      boolean folded = t % 2 == 0;
      String slope = folded ? "-1" : List.of("1/2", "-2", "3", "-1").get(random.nextInt(4));
      int range = 1 + random.nextInt(6);
      String text =
          certificate(
              d,
              units,
              samples,
              slope,
              table(random, samples, d, range),
              table(random, samples, units, range),
              evidence(
                  units, t % 3 == 0 ? "5,7," + PRIME : "" + PRIME, folded ? "folded" : "scaled"));
      Verdict verdict = Examples.check(text);
      partsSayTheSame(text, verdict, 2 + t % 6);
      String described =
          String.format(
              Locale.ROOT, "seed %d, case %d: %s%n%s", SEED, t, Report.text(verdict), text);
      if (verdict instanceof Verdict.Accepted) {
        BruteForce.assertNotRefuted(text, 9);
        verdicts[0]++;
      } else {
        assertThat(verdict).as(described).isInstanceOf(Verdict.Rejected.class);
        BruteForce.assertNotRefuted(text.replace("\"holds\":true", "\"holds\":false"), 9);
        verdicts[1]++;
      }
    }
    assertThat(verdicts[0]).isGreaterThan(30);
    assertThat(verdicts[1]).isGreaterThan(30);
  }

  @Test
  void choicesBeyondTheLimitAreNotTried() {
    for (int[] shape : new int[][] {{20, 20, 23}, {3, 62, 3}, {3, 63, 3}, {3, 64, 1}, {3, 65, 2}}) {
      Random random = new Random(SEED);
      String text =
          certificate(
              shape[0],
              shape[1],
              shape[2],
              "1/2",
              table(random, shape[2], shape[0], 99),
              table(random, shape[2], shape[1], 99),
              evidence(shape[1], "2147483647", "scaled"));
      for (long limit : new long[] {1_000_000_000, Long.MAX_VALUE}) {
        Verdict verdict =
            Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), limit);
        assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.NotChecked.class);
      }
      String folded = text.replace("scaled", "folded").replace("2147483647", "3");
      Verdict verdict = Examples.check(folded);
      assertThat(verdict)
          .as(Report.text(verdict))
          .isInstanceOf(shape[2] == 1 ? Verdict.Accepted.class : Verdict.NotChecked.class);
    }
  }

  @Test
  void sixteenMillionPatternsAreNotTooMany() {
    Random random = new Random(SEED);
    String text =
        certificate(
            3,
            3,
            8,
            "1/4",
            table(random, 8, 3, 1000),
            table(random, 8, 3, 1000),
            evidence(3, "2147483647,2147483629", "scaled"));
    Verdict verdict =
        Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), 1_000_000_000);
    assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.Accepted.class);
  }
}
