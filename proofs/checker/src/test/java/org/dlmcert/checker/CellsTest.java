package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rule {@code cells} against all patterns of points, and against hostile trees. */
@Timeout(60)
final class CellsTest {
  private static final long SEED = 17;

  private static String certificate(int units, int[] inputs, String noise) {
    String rows =
        IntStream.of(inputs)
            .mapToObj(x -> "[\"" + x + "\"]")
            .collect(Collectors.joining(",", "[", "]"));
    StringBuilder tree = new StringBuilder();
    int n = inputs.length;
    for (int side : new int[] {1, -1}) {
      // Along the signs of side·x; what leaves them is empty, by its last sample and the first.
      StringBuilder after = new StringBuilder();
      tree.append(side == 1 ? "0," : "");
      for (int k = 1; k < n; k++) {
        String empty =
            String.format(
                Locale.ROOT,
                "[[0,\"%d\"],[%d,\"%d\"]]",
                Math.abs(inputs[k]),
                k,
                Math.abs(inputs[0]));
        tree.append("0,");
        if ((inputs[k] > 0) == (inputs[0] * side > 0 == inputs[0] > 0)) {
          after.insert(0, "," + empty);
        } else {
          tree.append(empty).append(',');
        }
      }
      tree.append('1').append(after).append(side == 1 ? "," : "");
    }
    return PatternTreeTest.certificate(
            1, units, n, "1/2", rows, noise, "{\"primes\":[2147483647],\"tree\":[" + tree + "]}")
        .replace("\"kind\":\"tree\"", "\"kind\":\"cells\"")
        .replace("\"patterns\":\"all\"", "\"patterns\":\"realizable\"");
  }

  /** One input: two cells. Modulo a large prime the verdict is the truth. */
  @Test
  void verdictIsThatOfThePatternsOfPoints() {
    Random random = new Random(SEED);
    int[] verdicts = new int[2];
    for (int t = 0; t < 200; t++) {
      int units = 1 + random.nextInt(3);
      int[] inputs = new int[1 + random.nextInt(units)];
      inputs[0] = 1 + random.nextInt(4);
      for (int n = 1; n < inputs.length; n++) {
        inputs[n] = (1 + random.nextInt(4)) * (random.nextBoolean() ? 1 : -1);
      }
      String text =
          certificate(units, inputs, PatternTreeTest.table(random, inputs.length, units, 2));
      Verdict verdict = Examples.check(text);
      String described =
          String.format(
              Locale.ROOT, "seed %d, case %d: %s%n%s", SEED, t, Report.text(verdict), text);
      if (verdict instanceof Verdict.Accepted) {
        BruteForce.assertNotRefuted(text, 9);
        verdicts[0]++;
      } else {
        assertThat(Report.text(verdict)).as(described).contains("for the cells");
        BruteForce.assertNotRefuted(text.replace("\"holds\":true", "\"holds\":false"), 9);
        verdicts[1]++;
      }
    }
    assertThat(verdicts[0]).isGreaterThan(20);
    assertThat(verdicts[1]).isGreaterThan(20);
  }

  /** Two samples of which only the last unit's noise is not proportional to the others'. */
  private static String lastUnitDecides(int units) {
    String ones = "\"1\",".repeat(units - 1);
    return certificate(units, new int[] {1, 2}, "[[%s\"1\"],[%s\"2\"]]".formatted(ones, ones));
  }

  private static Verdict check(String text, long limit) {
    return Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), limit);
  }

  @Test
  void choicesBeyondTheLimitAreNotTried() {
    for (int units : new int[] {40, 63, 64, 70}) {
      Verdict verdict = check(lastUnitDecides(units), 10_000_000L);
      assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.NotChecked.class);
    }
    Verdict verdict = check(lastUnitDecides(12), 10_000_000L);
    assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void choicesThatNeedNotBeTriedAreNotCounted() {
    // The first two of 70 units have full rank with every pair of cells.
    String text =
        certificate(70, new int[] {1, 2}, PatternTreeTest.table(new Random(SEED), 2, 70, 9));
    Verdict verdict = check(text, 1_000_000L);
    assertThat(verdict).as(Report.text(verdict)).isInstanceOf(Verdict.Accepted.class);
  }

  /** Each further unit doubles the blocks tried: 2^(D+1) with the work 1·2·(1+1+9) more. */
  @Test
  void workIsThatOfTheFormat() {
    long last = work(10);
    for (int units = 11; units < 15; units++) {
      long next = work(units);
      // The rest is the file's length and the conversion of its numbers.
      assertThat(next - last - (22L << units)).as("%d units", units).isBetween(0L, 500L);
      last = next;
    }
  }

  private static long work(int units) {
    return ((Verdict.Accepted) check(lastUnitDecides(units), Long.MAX_VALUE)).work();
  }

  @Test
  void deepTreesAreHarmless() {
    int[] ones = IntStream.range(0, 20_000).map(n -> 1).toArray();
    String text = certificate(1, ones, "\"none\"").replace("\"given\"", "\"none\"");
    Verdict verdict =
        Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), 10_000_000_000L);
    assertThat(verdict.toString()).contains("for the cells +++");
  }
}
