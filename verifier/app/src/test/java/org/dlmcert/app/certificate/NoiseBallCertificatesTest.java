package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.lift.NoiseBall;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Balls of noises: the checker accepts their radius, and no larger one with the same rows. */
class NoiseBallCertificatesTest {
  private static final long SEED = 29;
  private static final List<Rational> SLOPES =
      List.of(Rational.of(1, 2), Rational.of(1, 100), Rational.of(5, 2), Rational.ONE);

  private static Verdict check(String text) {
    return Checker.check(
        text.getBytes(StandardCharsets.US_ASCII), Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  @Test
  void theCheckerAcceptsTheRadiusAndNoLarger() {
    Random random = new Random(SEED);
    int found = 0;
    int cases = Cases.count(120, 3000);
    for (int k = 0; k < cases; k++) {
      int d = 1 + random.nextInt(3);
      int units = 1 + random.nextInt(3);
      boolean bias = random.nextInt(3) == 0;
      int samples = random.nextInt(d * units + 2);
      Rational slope = SLOPES.get(random.nextInt(SLOPES.size()));
      RationalMatrix x =
          RationalMatrix.of(
              samples, d, (n, j) -> Rational.of(random.nextInt(11) - 5L, 1 + random.nextInt(3)));
      NoiseBall.Answer answer =
          new NoiseBall(Gradient.withOnes(x.transpose(), bias), units, slope, Progress.NONE).find();
      if (!(answer instanceof NoiseBall.Found ball)) {
        continue;
      }
      found++;
      Instance instance =
          new Instance(
              Optional.empty(),
              new Network(List.of(d, units, 1), slope, bias),
              new Dataset(x, Optional.empty()),
              List.of(ball.centre()),
              Optional.empty());
      String text =
          new String(
              FullRankClaim.of(instance, PatternScope.ALL).certificate(ball.evidence()).bytes(),
              StandardCharsets.US_ASCII);
      Rational radius = ball.evidence().bound();
      String field = "\"radius\":\"" + radius + "\"";
      assertThat(text).contains(field);
      assertThat(check(text))
          .as("seed %d, case %d: %s", SEED, k, text)
          .isInstanceOf(Verdict.Accepted.class);
      if (samples > 0) {
        for (Rational more : List.of(Rational.of(1_000_001, 1_000_000), Rational.of(2))) {
          assertThat(check(text.replace(field, "\"radius\":\"" + radius.times(more) + "\"")))
              .as("seed %d, case %d: %s", SEED, k, text)
              .isInstanceOfSatisfying(
                  Verdict.Rejected.class,
                  rejected -> assertThat(rejected.rule()).isEqualTo("noise-ball"));
        }
      }
    }
    assertThat(found).isGreaterThan(cases / 2);
  }
}
