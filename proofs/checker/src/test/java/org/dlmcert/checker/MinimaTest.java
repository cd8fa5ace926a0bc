package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.minima.UnitChoices;
import org.dlmcert.checker.network.Network;
import org.junit.jupiter.api.Test;

/** The kinds {@code minima} and {@code worst-minimum}: limits, counts and wording. */
final class MinimaTest {
  private static final List<String> FILES =
      List.of("minima", "minima-signs", "minima-zero-sample", "worst-minimum");

  private static Verdict check(String file, long maxWork) {
    return Checker.check(
        Examples.bytes(Examples.ACCEPTED.resolve(file + ".cert")), Optional.empty(), maxWork);
  }

  @Test
  void workIsCountedToItsEnd() {
    for (String file : FILES) {
      Verdict.Accepted accepted = (Verdict.Accepted) check(file, 1_000_000);
      assertThat(check(file, accepted.work())).isEqualTo(accepted);
      assertThat(check(file, accepted.work() - 1)).isInstanceOf(Verdict.NotChecked.class);
    }
  }

  @Test
  void sentencesSayTheClaim() {
    assertThat(Report.text(check("minima", 1_000_000)))
        .contains("loss 9/20, in 2 of 4 cells without and 0 of 2 cells with zero output weights");
    assertThat(Report.text(check("worst-minimum", 1_000_000)))
        .contains("the largest loss of the differentiable local minima is 9/20, over 2 cells");
  }

  /** T = 1, one class of m units: C(m+1, m) = m+1 cells without zeros, C(m+2, m) in all. */
  @Test
  void countsAreThoseOfMultisets() {
    String none = Examples.text(Examples.ACCEPTED.resolve("minima-no-samples.cert"));
    Network network = Network.read(new CanonicalReader(subject(none, 5), new Work(10_000)));
    UnitChoices choices = new UnitChoices(network, 1);
    assertThat(choices.count(2)).isEqualTo(6);
    assertThat(choices.count(3)).isEqualTo(21);
    assertThat(choices.next()).isFalse();
    Network wide = Network.read(new CanonicalReader(subject(none, 500), new Work(10_000)));
    assertThat(new UnitChoices(wide, 1000).count(2).bitLength()).isGreaterThan(64);
  }

  private static byte[] subject(String certificate, int units) {
    int from = certificate.indexOf("\"instance\":") + 11;
    int to = certificate.indexOf(",\"instance_sha256\"");
    return certificate
        .substring(from, to)
        .replace("[1,1,1]", "[1," + units + ",1]")
        .getBytes(StandardCharsets.US_ASCII);
  }
}
