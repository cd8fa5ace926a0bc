package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Counts of patterns beyond the range of machine words: a shift or a product that wraps around
 * would make a check short, and a short check of every pattern would prove what is not so.
 */
final class LimitsTest {
  /** One unit, N equal samples: rank 1, with 2^N patterns to be tried. */
  private static String everyPattern(int samples) {
    String rows = String.join(",", Collections.nCopies(samples, "[\"1\"]"));
    return Examples.withDigest(
        "{\"format\":\"dlmcert-certificate/1\",\"kind\":\"every-pattern\",\"claim\":{\"property\":"
            + "\"full-column-rank\",\"holds\":true,\"patterns\":\"all\",\"widths\":[1,1,1],"
            + "\"slope\":\"1/2\",\"bias\":false,\"noise\":\"given\",\"samples\":"
            + samples
            + ",\"pattern_bits\":"
            + samples
            + "},\"instance\":{\"format\":\"dlmcert-instance/1\",\"widths\":[1,1,1],\"slope\":"
            + "\"1/2\",\"bias\":false,\"inputs\":["
            + rows
            + "],\"noise\":[["
            + rows
            + "]]},\"instance_sha256\":\"\",\"evidence\":{\"prime\":2147483647,\"noise\":[]}}");
  }

  private static Verdict check(String text, long limit) {
    return Checker.check(text.getBytes(StandardCharsets.UTF_8), Optional.empty(), limit);
  }

  @Test
  void patternsOfEverySampleAreCountedBeforeTheyAreTried() {
    assertThat(check(everyPattern(1), Long.MAX_VALUE)).isInstanceOf(Verdict.Accepted.class);
    assertThat(check(everyPattern(2), Long.MAX_VALUE)).isInstanceOf(Verdict.Rejected.class);
    for (int samples : new int[] {61, 62, 63, 64, 65, 66, 128}) {
      assertThat(check(everyPattern(samples), Checker.DEFAULT_MAX_WORK))
          .as("%d samples", samples)
          .isInstanceOfSatisfying(
              Verdict.NotChecked.class,
              answer -> {
                assertThat(answer.tried()).isEqualTo("the work needed exceeds the limit");
                // From 2^62 on it is beyond every limit; before, it is added up.
                assertThat(answer.work() == Long.MAX_VALUE).isEqualTo(samples >= 62);
              });
    }
  }
}
