package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certify.FullRankDecision;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.data.DatasetWidth;
import org.dlmcert.certify.data.RankCertificate;
import org.dlmcert.certify.data.SparseRankCertificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.checker.data.TableOptions;
import org.dlmcert.checker.data.UserFile;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.exact.sparse.SparseMatrix;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the engine emits, the checker accepts: for these data, and for no others. */
class EmittedCertificatesTest {

  private static final int ALL = 400;

  /** Seeds of the kinds generic-layers, archimedean, cells and point, which few instances give. */
  private static final long[] RARE = {111, 125, 239, 243};

  /** Seeds whose certificates take seconds to check: among all cases only. */
  private static final Set<Long> SLOW = Set.of(22L, 67L);

  private static final Map<Long, List<Certificate>> MADE = new ConcurrentHashMap<>();

  static LongStream seeds() {
    long some = Cases.count(80, ALL);
    return LongStream.concat(
        LongStream.range(0, some).filter(seed -> some == ALL || !SLOW.contains(seed)),
        LongStream.of(RARE).filter(seed -> seed >= some));
  }

  /** The certificates of a seed's instance, made once for all who look at them. */
  static Stream<Certificate> fullRank(long seed) {
    return MADE.computeIfAbsent(seed, s -> made(s).toList()).stream();
  }

  private static Stream<Certificate> made(long seed) {
    return Stream.of(PatternScope.values())
        .filter(
            scope ->
                scope != PatternScope.ALL_LAYERS
                    || FullRankClaim.hasAllLayers(SmallInstances.of(seed)))
        .map(scope -> FullRankClaim.of(SmallInstances.of(seed), scope))
        .flatMap(
            claim ->
                FullRankDecision.decide(claim, Progress.NONE)
                        instanceof FullRankDecision.Decided decided
                    ? Stream.of(claim.certificate(decided.evidence()))
                    : Stream.empty());
  }

  private static Verdict check(byte[] certificate, Optional<UserFile> instance) {
    return Checker.check(certificate, instance, Checker.DEFAULT_MAX_WORK);
  }

  private static UserFile user(byte[] json) {
    return new UserFile(json, TableOptions.NONE);
  }

  private static void assertBound(Certificate made, byte[] own, byte[] foreign) {
    String text = new String(made.bytes(), StandardCharsets.UTF_8);
    Optional<UserFile> mine = Optional.of(user(own));
    assertThat(check(made.bytes(), Optional.empty())).as(text).isInstanceOf(Verdict.Accepted.class);
    for (byte[] bytes : List.of(made.bytes(), made.detachedBytes())) {
      assertThat(check(bytes, mine)).as(text).isInstanceOf(Verdict.Accepted.class);
      assertThat(check(bytes, Optional.of(user(foreign))))
          .as(text)
          .isInstanceOf(Verdict.Rejected.class);
    }
    assertThat(check(made.detachedBytes(), Optional.empty()))
        .as(text)
        .isInstanceOf(Verdict.Rejected.class);
  }

  /** An instance that differs in one input, or in its number of samples. */
  private static byte[] foreign(byte[] readable) {
    String text = new String(readable, StandardCharsets.UTF_8);
    int inputs = text.indexOf("\"inputs\"");
    int number = text.indexOf('"', inputs + "\"inputs\"".length());
    boolean empty = text.startsWith("[]", inputs + "\"inputs\":".length());
    assertThat(empty).as(text).isFalse();
    int end = text.indexOf('"', number + 1);
    return (text.substring(0, number + 1) + "12345" + text.substring(end))
        .getBytes(StandardCharsets.UTF_8);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void certificatesOfFullRankAreAccepted(long seed) {
    Instance instance = SmallInstances.of(seed);
    byte[] readable = InstanceWriter.readable(instance);
    for (Certificate made : fullRank(seed).toList()) {
      if (instance.samples() > 0) {
        assertBound(made, readable, foreign(readable));
      } else {
        assertThat(check(made.bytes(), Optional.empty())).isInstanceOf(Verdict.Accepted.class);
        assertThat(check(made.detachedBytes(), Optional.of(user(readable))))
            .as("seed %d: %s", seed, new String(made.bytes(), StandardCharsets.UTF_8))
            .isInstanceOf(Verdict.Accepted.class);
      }
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void certificatesOfWidthAreAccepted(long seed) {
    Instance instance = SmallInstances.of(seed);
    byte[] readable = InstanceWriter.readable(instance);
    Certificate made =
        DatasetWidth.of(instance.dataset().inputs(), instance.network().bias(), Progress.NONE)
            .certificate();
    if (instance.samples() > 0) {
      assertBound(made, readable, foreign(readable));
    } else {
      assertThat(check(made.bytes(), Optional.empty()))
          .as("seed %d: %s", seed, new String(made.bytes(), StandardCharsets.UTF_8))
          .isInstanceOf(Verdict.Accepted.class);
    }
  }

  static SparseMatrix sparse(RationalMatrix matrix) {
    List<SparseMatrix.Entry> entries = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      for (int j = 0; j < matrix.columns(); j++) {
        entries.add(new SparseMatrix.Entry(i, j, matrix.get(i, j)));
      }
    }
    return new SparseMatrix(matrix.rows(), matrix.columns(), entries);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void certificatesOfRankAreAccepted(long seed) {
    RationalMatrix matrix = SmallInstances.matrix(seed);
    Certificate made = RankCertificate.of(matrix).certificate();
    String text = new String(made.bytes(), StandardCharsets.UTF_8);
    assertThat(check(made.bytes(), Optional.empty())).as(text).isInstanceOf(Verdict.Accepted.class);
    RankCertificate bordered = RankCertificate.byBorderedMinors(matrix).orElseThrow();
    assertThat(bordered.rank()).isEqualTo(RankCertificate.byKernel(matrix).rank());
    String third = new String(bordered.certificate().bytes(), StandardCharsets.UTF_8);
    assertThat(check(bordered.certificate().bytes(), Optional.empty()))
        .as(third)
        .isInstanceOf(Verdict.Accepted.class);
    Certificate sparse = SparseRankCertificate.of(sparse(matrix)).certificate();
    String other = new String(sparse.bytes(), StandardCharsets.UTF_8);
    assertThat(other).contains(text.substring(text.indexOf("\"claim\":"), text.indexOf("},") + 1));
    assertThat(check(sparse.bytes(), Optional.empty()))
        .as(other)
        .isInstanceOf(Verdict.Accepted.class);
    if (matrix.rows() > 0 && matrix.columns() > 0) {
      StringBuilder own = new StringBuilder("[");
      for (int i = 0; i < matrix.rows(); i++) {
        own.append(i == 0 ? "" : ",\n");
        own.append(
            matrix.row(i).stream()
                .map(x -> "\"" + x + "\"")
                .collect(Collectors.joining(", ", "[", "]")));
      }
      String mine = own.append("]").toString();
      String foreign = mine.replaceFirst("\"[^\"]*\"", "\"12345\"");
      assertBound(
          made, mine.getBytes(StandardCharsets.UTF_8), foreign.getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyKindAndEveryNoiseIsAmongTheCertificates() {
    Set<String> kinds = new TreeSet<>();
    Set<String> noises = new TreeSet<>();
    seeds()
        .boxed()
        .flatMap(EmittedCertificatesTest::fullRank)
        .forEach(
            made -> {
              kinds.add(made.evidence().kind());
              noises.add(String.valueOf(ClaimFields.of(made).get("noise")));
            });
    assertThat(kinds)
        .containsExactly(
            "archimedean",
            "cells",
            "collapse",
            "dead-pattern",
            "deep-collapse",
            "deep-null-vector",
            "diagonal",
            "every-pattern",
            "generic-layers",
            "hall-set",
            "independent-inputs",
            "matching",
            "null-vector",
            "open-cell",
            "partition",
            "point",
            "tight-set");
    assertThat(noises).containsExactly("generic", "given", "mixed", "none");
  }
}
