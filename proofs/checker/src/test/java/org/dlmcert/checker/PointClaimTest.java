package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds about a point: limits, wording, and random points against {@link PointJudge}. */
final class PointClaimTest {
  private static final long SEED = 20161124;
  private static final int NETWORKS = System.getProperty("cases", "").equals("full") ? 150 : 60;
  private static final int RESIDUALS = 6;
  private static final int DIRECTIONS = 20;

  /** Accepted claims of one sort that are judged; further ones are only counted. */
  private static final int MOST_JUDGED = 30;

  private static Verdict check(String file, long maxWork) {
    return Checker.check(
        Examples.bytes(Examples.ACCEPTED.resolve(file + ".cert")), Optional.empty(), maxWork);
  }

  @Test
  void workIsCountedToItsEnd() {
    for (String file :
        List.of(
            "descent-path",
            "descent-path-dead-layer",
            "local-minimum-spurious",
            "path-products-kinks-cancel",
            "global-minimum-equal-inputs")) {
      Verdict.Accepted accepted = (Verdict.Accepted) check(file, 1_000_000);
      assertThat(check(file, accepted.work())).isEqualTo(accepted);
      assertThat(check(file, accepted.work() - 1)).isInstanceOf(Verdict.NotChecked.class);
    }
  }

  @Test
  void sentencesSayTheClaim() {
    Map.of(
            "descent-path", "not critical: there is a descent direction from its loss 1/2",
            "descent-path-saddle",
                "a saddle: no direction of descent to first order, but smaller losses than its 1/2 arbitrarily",
            "local-minimum", "a local minimum, with loss 9/20, without noise; 2 samples",
            "local-minimum-spurious", "loss 9/20, and other weights have a smaller loss",
            "path-products-bias", "a local minimum, with loss 1/9",
            "global-minimum-noise", "a global minimum, with loss 5, with the given noise")
        .forEach((file, words) -> assertThat(Report.text(check(file, 1_000_000))).contains(words));
  }

  /** One sample x = 1 with target 1, no noise, slope 1/2, all weights 1, and all directions 1. */
  private static String ones(List<Integer> widths, String kind, String verdict, boolean direction) {
    List<String> matrices = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      String row = "[" + String.join(",", Collections.nCopies(widths.get(l - 1), "\"1\"")) + "]";
      matrices.add("[" + String.join(",", Collections.nCopies(widths.get(l), row)) + "]");
    }
    String weights = "\"weights\":[" + String.join(",", matrices) + "]";
    BigInteger output = BigInteger.ONE;
    for (int width : widths) {
      output = output.multiply(BigInteger.valueOf(width));
    }
    String setting =
        "\"widths\":" + widths.toString().replace(" ", "") + ",\"slope\":\"1/2\",\"bias\":false";
    String noise = String.join(",", Collections.nCopies(widths.size() - 2, "\"none\""));
    return Examples.withDigest(
        "{\"format\":\"dlmcert-certificate/1\",\"kind\":\""
            + kind
            + "\",\"claim\":{\"property\":\"point\",\"verdict\":\""
            + verdict
            + "\",\"spurious\":false,"
            + setting
            + ",\"noise\":\"none\",\"samples\":1,\"loss\":\"2\"},\"instance\":{\"format\":"
            + "\"dlmcert-instance/1\","
            + setting
            + ",\"inputs\":[[\"1\"]],\"targets\":[\""
            + output.add(BigInteger.TWO)
            + "\"],\"noise\":["
            + noise
            + "],"
            + weights
            + "},\"instance_sha256\":\"\",\"evidence\":"
            + (direction ? "{\"direction\":{" + weights + "}}" : "{}")
            + "}");
  }

  private static Verdict checkOnes(String certificate, long maxWork) {
    return Checker.check(
        certificate.getBytes(StandardCharsets.US_ASCII), Optional.empty(), maxWork);
  }

  @Test
  void deepNetworksNeedNoStack() {
    List<Integer> widths = Collections.nCopies(400, 1);
    String path = ones(widths, "descent-path", "NOT_CRITICAL", true);
    assertThat(checkOnes(path, 1_000_000_000)).isInstanceOf(Verdict.Accepted.class);
    assertThat(checkOnes(path, 100_000)).isInstanceOf(Verdict.NotChecked.class);
    List<Integer> deeper = Collections.nCopies(5_000, 1);
    Verdict verdict = checkOnes(ones(deeper, "path-products", "LOCAL_MINIMUM", false), 100_000_000);
    assertThat(Report.text(verdict)).contains("unit 0 of layer 1 is not balanced");
  }

  @Test
  void pathsBeyondTheLimitAreNotTried() {
    List<Integer> widths = List.of(1, 9, 9, 9, 9, 9, 9, 9, 9, 9, 1);
    String certificate = ones(widths, "path-products", "LOCAL_MINIMUM", false);
    assertThat(checkOnes(certificate, 100_000_000)).isInstanceOf(Verdict.NotChecked.class);
    String narrow = ones(List.of(1, 9, 9, 1), "path-products", "LOCAL_MINIMUM", false);
    assertThat(checkOnes(narrow, 100_000_000)).isInstanceOf(Verdict.Rejected.class);
  }

  /** The judge is not blind: it refuses what is said wrongly about the examples. */
  @ParameterizedTest
  @CsvSource({
    "descent-path,NOT_CRITICAL,SADDLE",
    "descent-path,NOT_CRITICAL,LOCAL_MINIMUM",
    "descent-path-kink-below,NOT_CRITICAL,LOCAL_MINIMUM",
    "descent-path-saddle,SADDLE,NOT_CRITICAL",
    "descent-path-saddle,SADDLE,LOCAL_MINIMUM",
    "descent-path-bias,SADDLE,LOCAL_MINIMUM",
    "descent-path-kinks-cancel,SADDLE,LOCAL_MINIMUM",
    "descent-path-dead-layer,SADDLE,LOCAL_MINIMUM",
    "descent-path-layer-without-noise,SADDLE,LOCAL_MINIMUM",
    "descent-path-opposite-inputs,SADDLE,LOCAL_MINIMUM",
    "local-minimum-bias,LOCAL_MINIMUM,GLOBAL_MINIMUM",
    "path-products-spurious,LOCAL_MINIMUM,GLOBAL_MINIMUM",
    "path-products-bias,LOCAL_MINIMUM,GLOBAL_MINIMUM",
    "global-minimum,GLOBAL_MINIMUM,MINIMUM"
  })
  void judgeRefusesOtherVerdicts(String file, String verdict, String other) {
    String text = Examples.text(Examples.ACCEPTED.resolve(file + ".cert"));
    assertThatThrownBy(
            () ->
                BruteForce.assertNotRefuted(
                    text.replace("\"verdict\":\"" + verdict, "\"verdict\":\"" + other), 8))
        .isInstanceOf(AssertionError.class);
  }

  @ParameterizedTest
  @CsvSource({
    "descent-path-increases",
    "descent-path-constant",
    "descent-path-loss",
    "descent-path-kinks-do-not-cancel",
    "descent-path-gradient-of-outputs",
    "descent-path-opposite-inputs-not-balanced",
    "local-minimum-not-balanced",
    "local-minimum-kink",
    "local-minimum-second-output",
    "local-minimum-bias-sum",
    "local-minimum-better-equal",
    "path-products-not-orthogonal",
    "path-products-kink",
    "global-minimum-not-balanced",
    "global-minimum-noise-differs"
  })
  void judgeRefusesRejectedExamples(String file) {
    String text = Examples.text(Examples.REJECTED.resolve(file + ".cert"));
    assertThatThrownBy(() -> BruteForce.assertNotRefuted(text, 8))
        .isInstanceOf(AssertionError.class);
  }

  /** Small random networks, residuals and directions: what is accepted is true. */
  @Test
  void acceptedClaimsAboutRandomPointsAreTrue() {
    Random random = new Random(SEED);
    Map<String, Integer> accepted = new HashMap<>();
    for (int t = 0; t < NETWORKS; t++) {
      RandomPoint point = new RandomPoint(random);
      for (int e = 0; e < RESIDUALS; e++) {
        String instance = point.instance();
        judge(point, instance, "local-minimum", "LOCAL_MINIMUM", "{}", accepted);
        judge(point, instance, "path-products", "LOCAL_MINIMUM", "{}", accepted);
        judge(point, instance, "global-minimum", "GLOBAL_MINIMUM", "{}", accepted);
        boolean descends = false;
        for (int k = 0; k < DIRECTIONS; k++) {
          String direction = "{\"direction\":" + point.parameters() + "}";
          descends |=
              k < 4 && judge(point, instance, "descent-path", "NOT_CRITICAL", direction, accepted);
          if (k == 0 || !descends) {
            judge(point, instance, "descent-path", "SADDLE", direction, accepted);
          }
        }
      }
    }
    System.out.printf("seed %d: %d networks, accepted: %s%n", SEED, NETWORKS, accepted);
    assertThat(accepted).hasSize(5);
    assertThat(accepted.values()).as("%s", accepted).allMatch(count -> count >= 10);
  }

  private static boolean judge(
      RandomPoint point,
      String instance,
      String kind,
      String verdict,
      String evidence,
      Map<String, Integer> counts) {
    String certificate = point.certificate(instance, kind, verdict, evidence);
    Verdict result = Examples.check(certificate);
    if (result instanceof Verdict.Accepted) {
      if (counts.merge(kind + " " + verdict, 1, Integer::sum) <= MOST_JUDGED) {
        BruteForce.assertNotRefuted(certificate, 8);
      }
    } else {
      assertThat(((Verdict.Rejected) result).rule())
          .as("seed %d: %s%n%s", SEED, Report.text(result), certificate)
          .isIn(kind, "applicability");
    }
    return result instanceof Verdict.Accepted;
  }
}
