package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.app.JsonNode;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.data.RankCertificate;
import org.dlmcert.certify.data.SparseRankCertificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
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
  private static final int SHARE = 20;
  private static final long SEED = 20161109;

  /** A certificate, named by its kind and claim when something is wrong. */
  record Original(JsonNode json) {
    @Override
    public String toString() {
      return json.get("kind").text() + " " + json.get("claim").write();
    }
  }

  private static final List<Original> ORIGINALS = made();

  static List<Original> originals() {
    return ORIGINALS;
  }

  /** Of each kind and answer the first few small ones, with samples. */
  private static List<Original> made() {
    Map<String, Integer> taken = new HashMap<>();
    List<Original> originals = new ArrayList<>();
    LongStream.range(0, Cases.count(500, 1500))
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
                        RankCertificate.of(SmallInstances.matrix(seed)).certificate(),
                        SparseRankCertificate.of(
                                EmittedCertificatesTest.sparse(SmallInstances.matrix(seed)))
                            .certificate(),
                        RankCertificate.byBorderedMinors(SmallInstances.matrix(seed))
                            .orElseThrow()
                            .certificate())))
        .filter(CorruptedCertificatesTest::isSmall)
        .forEach(
            made -> {
              Map<String, Object> claim = ClaimFields.of(made);
              String sort = made.evidence().kind() + claim.get("holds") + claim.get("patterns");
              if (taken.merge(sort, 1, Integer::sum) <= PER_KIND) {
                originals.add(
                    new Original(
                        JsonNode.read(new String(made.bytes(), StandardCharsets.US_ASCII))));
              }
            });
    return originals;
  }

  private static boolean isSmall(Certificate made) {
    Map<String, Object> claim = ClaimFields.of(made);
    String samples = String.valueOf(claim.getOrDefault("samples", claim.get("rows")));
    boolean free = !String.valueOf(claim.getOrDefault("patterns", "all")).startsWith("all");
    String bits = String.valueOf(claim.getOrDefault("pattern_bits", "0"));
    boolean oneLayer = claim.get("widths") instanceof List<?> widths && widths.size() == 3;
    return Integer.parseInt(samples) > 1
        && Long.parseLong(bits) <= 8
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
            "every-pattern",
            "generic-layers",
            "hall-set",
            "independent-inputs",
            "matching",
            "null-vector",
            "open-cell",
            "partition",
            "tight-set",
            "rank",
            "bordered-minors",
            "sparse-rank",
            "width");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("originals")
  void whatIsAcceptedIsTrue(Original original) {
    assertThat(verdict(original.json())).isInstanceOf(Verdict.Accepted.class);
    assertThat(new ClaimTruth(original.json()).isTrue()).as("%s", original.json()).isTrue();
    List<JsonNode> corrupted = new ArrayList<>(JsonCorruption.of(original.json()));
    assertThat(corrupted).hasSizeGreaterThan(40);
    Map<String, JsonNode> tried = new LinkedHashMap<>();
    for (JsonNode certificate : share(corrupted)) {
      for (JsonNode form :
          List.of(certificate, rebound(certificate, false), rebound(certificate, true))) {
        tried.put(form.write(), form);
      }
    }
    tried.remove(original.json().write());
    long accepted =
        tried.values().stream().filter(CorruptedCertificatesTest::isAcceptedAndTrue).count();
    assertThat(accepted).as("of %d", tried.size()).isLessThanOrEqualTo(tried.size() / 2);
  }

  /** All of them with {@code -Dcases=full}, otherwise a few that the seed chooses. */
  private static List<JsonNode> share(List<JsonNode> corrupted) {
    if (System.getProperty("cases", "").equals("full")) {
      return corrupted;
    }
    Collections.shuffle(corrupted, new Random(SEED));
    return corrupted.subList(0, Math.min(SHARE, corrupted.size()));
  }

  /** Whatever is accepted although the digest is the old one speaks of the old instance. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("originals")
  void aChangedInstanceNeedsItsOwnDigest(Original original) {
    JsonNode.Struct whole = (JsonNode.Struct) original.json();
    List<JsonNode> instances = share(new ArrayList<>(JsonCorruption.of(whole.get("instance"))));
    assertThat(instances).isNotEmpty();
    for (JsonNode instance : instances) {
      assertThat(verdict(whole.with("instance", instance)))
          .as(instance.write())
          .isInstanceOf(Verdict.Rejected.class);
    }
  }

  private static Verdict verdict(JsonNode certificate) {
    byte[] bytes = certificate.write().getBytes(StandardCharsets.UTF_8);
    return Checker.check(bytes, Optional.empty(), Checker.DEFAULT_MAX_WORK);
  }

  private static boolean isAcceptedAndTrue(JsonNode certificate) {
    boolean accepted = verdict(certificate) instanceof Verdict.Accepted;
    if (accepted) {
      assertThat(new ClaimTruth(certificate).isTrue()).as(certificate.write()).isTrue();
    }
    return accepted;
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
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
