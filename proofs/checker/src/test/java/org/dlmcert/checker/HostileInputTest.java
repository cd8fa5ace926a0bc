package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.checker.form.Work;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Input made to make the checker slow, large or wrong. */
@Timeout(60)
final class HostileInputTest {
  private static final boolean ALL = System.getProperty("cases", "").equals("full");
  private static final long SEED = 7;

  private static final String PARTITION =
      "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"partition\",\"claim\":{\"property\":"
          + "\"full-column-rank\",\"holds\":true,\"patterns\":\"all\","
          + "\"widths\":%1$s,\"slope\":\"1/2\",\"bias\":false,\"noise\":\"generic\","
          + "\"samples\":%2$s,"
          + "\"pattern_bits\":%3$s},\"instance\":{\"format\":\"dlmcert-instance/1\","
          + "\"widths\":%1$s,\"slope\":\"1/2\",\"bias\":false,\"inputs\":%4$s,"
          + "\"noise\":[\"generic\"]},\"instance_sha256\":\"\",\"evidence\":"
          + "{\"prime\":%5$s,\"groups\":%6$s}}";

  private static String partition(Object... values) {
    return Examples.withDigest(PARTITION.formatted(values));
  }

  @Test
  void hugeWidthsAreHarmless() {
    String widths = "[2147483646,2147483646,1]";
    assertThat(Examples.check(partition(widths, 0, 0, "[]", 2, "[]")))
        .isInstanceOf(Verdict.Accepted.class);
    assertThat(Examples.check(partition(widths, 1, 2147483646, "[[\"1\"]]", 2, "[[0]]")))
        .isInstanceOf(Verdict.Rejected.class);
    assertThat(
            Examples.check(partition("[1,2147483646,1]", 1, 2147483646, "[[\"1\"]]", 2, "[[0]]")))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void deepNestingIsHarmless() {
    String deep = "[".repeat(5_000_000);
    assertThat(Examples.check(deep)).isInstanceOf(Verdict.Rejected.class);
    assertThat(Examples.check(partition("[1,1,1]", 1, 1, deep, 2, "[[0]]")))
        .isInstanceOf(Verdict.Rejected.class);
    for (String data : List.of(deep, "{\"inputs\":" + deep)) {
      assertThatThrownBy(
              () -> Examples.user(data, "").read(Optional.empty(), new Work(Long.MAX_VALUE)))
          .hasMessageContaining("nested");
    }
  }

  @Test
  void tooManyDigitsAreRefusedBeforeConversion() {
    String digits = "9".repeat(10_000_000);
    long start = System.nanoTime();
    Verdict verdict =
        Checker.check(
            partition("[1,1,1]", 1, 1, "[[\"" + digits + "\"]]", 2, "[[0]]").getBytes(UTF),
            Optional.empty(),
            Long.MAX_VALUE);
    assertThat(Report.text(verdict)).contains("more than 200000 digits");
    assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
  }

  private static final Charset UTF = StandardCharsets.UTF_8;

  @Test
  void longNumbersAreCountedAsWork() {
    String number = BigInteger.TWO.pow(ALL ? 600_000 : 400_000).add(BigInteger.ONE).toString();
    String certificate = partition("[1,1,1]", 1, 1, "[[\"" + number + "\"]]", 3, "[[0]]");
    assertThat(Examples.check(certificate)).isInstanceOf(Verdict.NotChecked.class);
    assertThat(Checker.check(certificate.getBytes(UTF), Optional.empty(), 10_000_000_000L))
        .isInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void denominatorsThatAreHighPowersOfThePrimeAreHarmless() {
    int bits = ALL ? 600_000 : 300_000;
    for (int p : ALL ? new int[] {2, 3, Integer.MAX_VALUE} : new int[] {Integer.MAX_VALUE}) {
      BigInteger power = BigInteger.valueOf(p).pow(bits / BigInteger.valueOf(p).bitLength());
      String row = "[[\"5/" + power + "\",\"1/" + (p == 5 ? 2 : 5) + "\"]]";
      String certificate = partition("[2,1,1]", 1, 1, row, p, "[[0]]");
      assertThat(Checker.check(certificate.getBytes(UTF), Optional.empty(), 100_000_000_000L))
          .as("prime %d", p)
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  @Test
  void workBeyondTheLimitIsNotDone() {
    int n = 3000;
    String inputs = Collections.nCopies(n, "[\"1\"]").stream().collect(Collectors.joining(","));
    String group = IntStream.range(0, n).mapToObj(String::valueOf).collect(Collectors.joining(","));
    String certificate = partition("[1,1,1]", n, n, "[" + inputs + "]", 2, "[[" + group + "]]");
    assertThat(Checker.check(certificate.getBytes(UTF), Optional.empty(), 1_000_000))
        .isInstanceOfSatisfying(
            Verdict.NotChecked.class,
            verdict -> assertThat(verdict.work()).isGreaterThan(verdict.limit()));
    assertThat(Checker.check(certificate.getBytes(UTF), Optional.empty(), 0))
        .isInstanceOf(Verdict.NotChecked.class);
  }

  /** Two narrow tables whose determined layer would have 10^10 outputs. */
  @Test
  void largeDeterminedLayersAreLimitedByWork() {
    int n = 100_000;
    String ones = Collections.nCopies(n, "[\"1\"]").stream().collect(Collectors.joining(","));
    String row = Collections.nCopies(n, "\"1\"").stream().collect(Collectors.joining(","));
    String widths = "[1," + n + ",1,1]";
    String certificate =
        PARTITION
            .formatted(widths, n, n, "[" + ones + "]", 2, "[]")
            .replace("\"noise\":\"generic\"", "\"noise\":\"mixed\"")
            .replace(
                "\"noise\":[\"generic\"]",
                "\"noise\":[\"none\",\"generic\"],\"weights\":[["
                    + ones
                    + "],[["
                    + row
                    + "]],[[\"1\"]]]")
            .replace("\"kind\":\"partition\"", "\"kind\":\"tight-set\"")
            .replace("\"holds\":true", "\"holds\":false")
            .replace(
                "{\"prime\":2,\"groups\":[]}",
                "{\"samples\":["
                    + IntStream.range(0, n)
                        .mapToObj(String::valueOf)
                        .collect(Collectors.joining(","))
                    + "],\"prime\":2,\"orthogonal\":[["
                    + row
                    + "]]}");
    Verdict verdict =
        Checker.check(
            Examples.withDigest(certificate).getBytes(UTF), Optional.empty(), 1_000_000_000L);
    assertThat(verdict).as(Report.text(verdict)).isNotInstanceOf(Verdict.Accepted.class);
  }

  @Test
  void randomBytesAreRejected() {
    Random random = new Random(SEED);
    List<String> starts =
        List.of("", "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"rank\",\"claim\":{");
    for (int t = 0; t < 20_000; t++) {
      byte[] start = starts.get(t % 2).getBytes(UTF);
      byte[] bytes = Arrays.copyOf(start, start.length + random.nextInt(60));
      for (int i = start.length; i < bytes.length; i++) {
        bytes[i] = (byte) random.nextInt(256);
      }
      assertThat(Examples.check(bytes))
          .as("seed %d, case %d: %s", SEED, t, Arrays.toString(bytes))
          .isInstanceOf(Verdict.Rejected.class);
    }
  }
}
