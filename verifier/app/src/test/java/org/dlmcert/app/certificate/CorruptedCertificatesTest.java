package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.app.JsonNode;
import org.dlmcert.certify.Certificate;
import org.dlmcert.certify.DatasetWidth;
import org.dlmcert.certify.RankCertificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Certificates of the engine with one number, element or field changed: rejected, or a claim that
 * trying everything shows to be true all the same.
 */
class CorruptedCertificatesTest {
  private static final int LARGEST = 1000;
  private static final int PER_KIND = 2;

  /** A certificate, named by its kind and claim when something is wrong. */
  record Original(JsonNode json) {
    @Override
    public String toString() {
      return json.get("kind").text() + " " + json.get("claim").write();
    }
  }

  /** Of each kind and answer the first few small ones, with samples. */
  static List<Original> originals() {
    Map<String, Integer> taken = new HashMap<>();
    List<Original> originals = new ArrayList<>();
    LongStream.range(0, 1500)
        .boxed()
        .flatMap(
            seed ->
                Stream.concat(
                    EmittedCertificatesTest.fullRank(seed),
                    Stream.of(
                        DatasetWidth.of(
                                SmallInstances.of(seed).dataset().inputs(),
                                SmallInstances.of(seed).network().bias(),
                                Progress.NONE)
                            .certificate(),
                        RankCertificate.of(SmallInstances.matrix(seed)).certificate())))
        .filter(CorruptedCertificatesTest::isSmall)
        .forEach(
            made -> {
              String sort = made.kind() + made.claim().get("holds") + made.claim().get("patterns");
              if (taken.merge(sort, 1, Integer::sum) <= PER_KIND) {
                originals.add(
                    new Original(
                        JsonNode.read(new String(made.bytes(), StandardCharsets.US_ASCII))));
              }
            });
    return originals;
  }

  private static boolean isSmall(Certificate made) {
    Object samples = made.claim().getOrDefault("samples", made.claim().get("rows"));
    boolean free = !String.valueOf(made.claim().getOrDefault("patterns", "all")).startsWith("all");
    Object bits = made.claim().getOrDefault("pattern_bits", 0L);
    boolean oneLayer = made.claim().get("widths") instanceof List<?> widths && widths.size() == 3;
    return samples instanceof Integer n
        && n > 1
        && ((Long) bits) <= 8
        && made.bytes().length < LARGEST
        && (oneLayer || !free);
  }

  @Test
  void everyKindIsAmongTheOriginals() {
    assertThat(originals())
        .extracting(original -> original.json().get("kind").text())
        .contains(
            "dead-pattern",
            "deep-null-vector",
            "generic-layers",
            "hall-set",
            "independent-inputs",
            "matching",
            "null-vector",
            "open-cell",
            "partition",
            "tight-set",
            "rank",
            "width");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("originals")
  void whatIsAcceptedIsTrue(Original original) {
    assertThat(verdict(original.json())).isInstanceOf(Verdict.Accepted.class);
    assertThat(new ClaimTruth(original.json()).isTrue()).as("%s", original.json()).isTrue();
    int accepted = 0;
    List<JsonNode> corrupted = JsonCorruption.of(original.json());
    for (JsonNode certificate : corrupted) {
      accepted += trueIfAccepted(certificate);
      accepted += trueIfAccepted(rebound(certificate, false));
      accepted += trueIfAccepted(rebound(certificate, true));
    }
    assertThat(corrupted).hasSizeGreaterThan(40);
    assertThat(accepted).as("most are rejected").isLessThan(2 * corrupted.size());
  }

  /** Whatever is accepted although the digest is the old one speaks of the old instance. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("originals")
  void aChangedInstanceNeedsItsOwnDigest(Original original) {
    JsonNode.Struct whole = (JsonNode.Struct) original.json();
    for (JsonNode instance : JsonCorruption.of(whole.get("instance"))) {
      assertThat(verdict(whole.with("instance", instance)))
          .as(instance.write())
          .isInstanceOf(Verdict.Rejected.class);
    }
  }

  private static Verdict verdict(JsonNode certificate) {
    byte[] bytes = certificate.write().getBytes(StandardCharsets.UTF_8);
    return Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  private static int trueIfAccepted(JsonNode certificate) {
    if (verdict(certificate) instanceof Verdict.Accepted) {
      assertThat(new ClaimTruth(certificate).isTrue()).as(certificate.write()).isTrue();
      return 1;
    }
    return 0;
  }

  /** With the digest of the instance as it is now and, if wanted, a claim of the same settings. */
  private static JsonNode rebound(JsonNode certificate, boolean claimFollows) {
    JsonNode.Struct whole = (JsonNode.Struct) certificate;
    Optional<JsonNode> instance = whole.find("instance");
    if (instance.isEmpty()) {
      return whole;
    }
    JsonNode.Struct bound =
        whole.with(
            "instance_sha256", new JsonNode.Literal("\"" + sha256(instance.get().write()) + "\""));
    if (claimFollows
        && bound.find("claim").orElse(instance.get()) instanceof JsonNode.Struct claim) {
      JsonNode.Struct follows = claim;
      for (String setting : List.of("slope", "widths", "bias", "rows", "columns")) {
        Optional<JsonNode> value = ((JsonNode.Struct) instance.get()).find(setting);
        if (value.isPresent()) {
          follows = follows.with(setting, value.get());
        }
      }
      bound = bound.with("claim", follows);
    }
    return bound;
  }

  private static String sha256(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
