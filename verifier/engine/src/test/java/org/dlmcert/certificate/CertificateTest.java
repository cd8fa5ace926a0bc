package org.dlmcert.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.certify.DeepInstances;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.data.RankCertificate;
import org.dlmcert.certify.refutation.DeadPatternEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.api.Test;

/** The form of certificates, as proofs/format.md has it. */
class CertificateTest {
  private static final List<String> FULL_RANK_CLAIM =
      List.of(
          "property",
          "holds",
          "patterns",
          "widths",
          "slope",
          "bias",
          "noise",
          "samples",
          "pattern_bits");
  private static final List<String> WIDTH_CLAIM =
      List.of("property", "samples", "inputs", "bias", "rank", "width");
  private static final List<String> RANK_CLAIM = List.of("property", "rows", "columns", "rank");

  private static final Map<String, List<String>> EVIDENCE =
      Map.ofEntries(
          Map.entry("partition", List.of("prime", "groups")),
          Map.entry("deep-collapse", List.of("modulus", "exponent")),
          Map.entry("archimedean", List.of("reduction", "left", "weights")),
          Map.entry("tight-set", List.of("samples", "prime", "orthogonal")),
          Map.entry("independent-inputs", List.of("prime")),
          Map.entry("null-vector", List.of("pattern", "null_vector")),
          Map.entry("open-cell", List.of("weights", "null_vector")),
          Map.entry("dead-pattern", List.of()),
          Map.entry("diagonal", List.of()),
          Map.entry("deep-null-vector", List.of("patterns", "null_vector")),
          Map.entry("every-pattern", List.of("prime", "noise")),
          Map.entry("generic-layers", List.of()),
          Map.entry("matching", List.of("units")),
          Map.entry("hall-set", List.of("samples")),
          Map.entry("width", List.of("rank", "partition", "tight_set")),
          Map.entry("bordered-minors", List.of("prime", "minor_rows", "minor_columns")),
          Map.entry(
              "rank",
              List.of(
                  "prime",
                  "minor_rows",
                  "minor_columns",
                  "kernel_side",
                  "kernel_prime",
                  "kernel")));

  private static Stream<Certificate> fullRankCertificates() {
    return LongStream.range(0, 300)
        .boxed()
        .flatMap(
            seed ->
                Stream.of(PatternScope.values())
                    .filter(
                        scope ->
                            scope != PatternScope.ALL_LAYERS
                                || FullRankClaim.hasAllLayers(DeepInstances.of(seed)))
                    .map(scope -> FullRankClaim.of(DeepInstances.of(seed), scope)))
        .flatMap(
            claim ->
                FullRankDecision.decide(claim, Progress.NONE)
                        instanceof FullRankDecision.Decided decided
                    ? Stream.of(claim.certificate(decided.evidence()))
                    : Stream.empty());
  }

  private static Stream<Certificate> otherCertificates() {
    return LongStream.range(0, 60)
        .boxed()
        .flatMap(
            seed -> {
              Random random = new Random(seed);
              RationalMatrix matrix =
                  RationalMatrix.of(
                      random.nextInt(5),
                      1 + random.nextInt(4),
                      (i, j) -> Rational.of(random.nextInt(5) - 1, 1 + random.nextInt(2)));
              return Stream.of(
                  RankCertificate.of(matrix).certificate(),
                  RankCertificate.byBorderedMinors(matrix).orElseThrow().certificate(),
                  DatasetWidth.of(matrix, random.nextBoolean(), Progress.NONE).certificate());
            });
  }

  /** The names of the fields of every object, by the name under which the object stands. */
  private static List<String> names(byte[] json, String object) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      String parent = "";
      List<String> path = new ArrayList<>();
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token == JsonToken.START_OBJECT) {
          path.add(parent);
        } else if (token == JsonToken.END_OBJECT) {
          path.remove(path.size() - 1);
        } else if (token == JsonToken.FIELD_NAME) {
          parent = parser.currentName();
          if (path.get(path.size() - 1).equals(object)
              && path.size() == (object.isEmpty() ? 1 : 2)) {
            names.add(parent);
          }
        }
      }
    }
    return names;
  }

  private static void assertForm(Certificate certificate) throws IOException {
    String text = new String(certificate.bytes(), StandardCharsets.UTF_8);
    assertThat(names(certificate.bytes(), ""))
        .containsExactly("format", "kind", "claim", "instance", "instance_sha256", "evidence");
    assertThat(names(certificate.detachedBytes(), ""))
        .containsExactly("format", "kind", "claim", "instance_sha256", "evidence");
    // The field that only some claims of full rank have is their last one.
    List<String> claim = names(certificate.bytes(), "claim");
    boolean scope = claim.get(claim.size() - 1).equals("scope");
    assertThat(scope ? claim.subList(0, claim.size() - 1) : claim)
        .as(text)
        .isEqualTo(
            switch (certificate.evidence().kind()) {
              case "rank", "bordered-minors" -> RANK_CLAIM;
              case "width" -> WIDTH_CLAIM;
              default -> FULL_RANK_CLAIM;
            });
    List<String> evidence = names(certificate.bytes(), "evidence");
    if (evidence.contains("zero_sample")) {
      assertThat(evidence).as(text).containsExactly("rank", "zero_sample");
    } else if (certificate.evidence().kind().equals("width") && evidence.size() == 2) {
      assertThat(text).contains("\"claim\":{\"property\":\"width\",\"samples\":0,");
      assertThat(evidence).as(text).containsExactly("rank", "partition");
    } else {
      assertThat(evidence).as(text).isEqualTo(EVIDENCE.get(certificate.evidence().kind()));
    }
    assertThat(text)
        .doesNotContain("NaN", "Infinity", ".", " ", "\n", "null,\"noise\"")
        .matches("\\p{ASCII}*");
    assertThat(text.replaceAll("\"[^\"]*\"", "").replaceAll("[0-9]", ""))
        .as("no exponents, no negative integers: %s", text)
        .matches("(true|false|null|[{}\\[\\],:])*");
  }

  @Test
  void theFieldsAreThoseOfTheFormatInItsOrder() throws IOException {
    Set<String> kinds = new HashSet<>();
    for (Certificate certificate :
        Stream.concat(fullRankCertificates(), otherCertificates()).toList()) {
      assertForm(certificate);
      kinds.add(certificate.evidence().kind());
    }
    assertThat(kinds).isEqualTo(EVIDENCE.keySet());
  }

  @Test
  void theDigestIsThatOfTheInstanceAsItStands() throws Exception {
    for (long seed = 0; seed < 50; seed++) {
      FullRankClaim claim = FullRankClaim.of(DeepInstances.of(seed), PatternScope.ALL);
      byte[] instance = InstanceWriter.canonical(claim.instance());
      String digest =
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(instance));
      Certificate certificate = claim.certificate(new DeadPatternEvidence());
      String embedded = new String(certificate.bytes(), StandardCharsets.US_ASCII);
      String expected =
          ",\"instance\":"
              + new String(instance, StandardCharsets.US_ASCII)
              + ",\"instance_sha256\":\""
              + digest
              + "\",\"evidence\":{}}";
      assertThat(embedded).as("seed %d", seed).endsWith(expected);
      assertThat(new String(certificate.detachedBytes(), StandardCharsets.US_ASCII))
          .isEqualTo(
              embedded.replace(
                  ",\"instance\":" + new String(instance, StandardCharsets.US_ASCII), ""));
    }
  }

  @Test
  void theSameClaimGivesTheSameBytes() {
    List<String> first =
        fullRankCertificates()
            .map(c -> new String(c.bytes(), StandardCharsets.US_ASCII))
            .limit(100)
            .toList();
    List<String> second =
        fullRankCertificates()
            .map(c -> new String(c.bytes(), StandardCharsets.US_ASCII))
            .limit(100)
            .toList();
    assertThat(second).isEqualTo(first);
  }
}
