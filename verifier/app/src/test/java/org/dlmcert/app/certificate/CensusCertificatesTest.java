package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.census.faces.FaceCensus;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a census emits, the independent checker accepts. */
class CensusCertificatesTest {
  private static final List<Rational> SLOPES =
      List.of(
          Rational.of(1, 100),
          Rational.ZERO,
          Rational.of(-1),
          Rational.ONE,
          Rational.of(2),
          Rational.of(5764607523034235L, 1L << 59));

  /** Longer censuses of all faces are left to larger runs. */
  private static final int MOST_FACE_CHOICES =
      "full".equals(System.getProperty("cases")) ? 20_000 : 300;

  private static final Map<Integer, Integer> CHANGED = new TreeMap<>();
  private static int asked;
  private static int faceCensuses;

  /** A case, printed with its seed when it fails. */
  record Case(long seed, Instance instance) {}

  @AfterAll
  static void censusesWereCompleteAndEachChangeWasMade() {
    if (asked > 0) {
      assertThat(faceCensuses).isGreaterThan(30);
      assertThat(CHANGED).containsOnlyKeys(0, 1, 2, 3, 4);
    }
  }

  static Stream<Case> cases() {
    return IntStream.range(0, Cases.count(70, 150))
        .mapToObj(seed -> new Case(seed, instance(seed)));
  }

  /** Few small numbers: zero, equal and parallel samples, equal and zero noise. */
  private static Instance instance(long seed) {
    Random random = new Random(seed);
    boolean bias = random.nextInt(3) == 0;
    int d = 1 + random.nextInt(bias ? 2 : 3);
    int units = 1 + random.nextInt(2);
    int samples = random.nextInt(5);
    int range = 1 + random.nextInt(3);
    RationalMatrix factors = RationalMatrix.of(samples, units, (n, i) -> number(random, range));
    return new Instance(
        Optional.empty(),
        new Network(List.of(d, units, 1), SLOPES.get(random.nextInt(SLOPES.size())), bias),
        new Dataset(
            RationalMatrix.of(samples, d, (n, j) -> number(random, range)),
            Optional.of(RationalMatrix.of(samples, 1, (n, j) -> number(random, 3)))),
        List.of(random.nextBoolean() ? LayerNoise.NONE : new LayerNoise.Given(factors)),
        Optional.empty());
  }

  private static Rational number(Random random, int range) {
    return Rational.of(random.nextInt(2 * range + 1) - range, 1 + random.nextInt(2));
  }

  private static void assertAccepted(Certificate certificate) {
    Verdict verdict =
        Checker.check(certificate.bytes(), Optional.empty(), Checker.DEFAULT_MAX_WORK);
    assertThat(verdict).isInstanceOf(Verdict.Accepted.class);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void censuses(Case example) throws InterruptedException {
    Census.Outcome outcome =
        new Census(
                CensusProblem.of(example.instance()),
                new Census.Limits(100_000, 1),
                Optional.empty(),
                Progress.NONE)
            .run();
    assertAccepted(((Census.Complete) outcome).result().certificate());
  }

  /**
   * Accepted; and changed in any one number of the evidence or of the claim, never accepted as is.
   */
  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void censusesOfAllFaces(Case example) throws InterruptedException {
    FaceCensus.Outcome outcome =
        new FaceCensus(
                CensusProblem.of(example.instance()),
                new Census.Limits(MOST_FACE_CHOICES, 1),
                Optional.empty(),
                Progress.NONE)
            .run();
    asked++;
    if (outcome instanceof FaceCensus.Complete complete) {
      faceCensuses++;
      Certificate certificate = complete.result().certificate();
      assertAccepted(certificate);
      String text = new String(certificate.bytes(), StandardCharsets.US_ASCII);
      List<String> changed =
          List.of(
              text.replaceFirst("\\{\"point\":\\[", "{\"point\":[\"7919\","),
              text.replaceFirst("(\"choices\":)([0-9])", "$11$2"),
              text.replaceFirst("(\"faces\":)([0-9])", "$11$2"),
              text.replaceFirst("\"lambda\":\\[\\[([0-9]+),", "\"lambda\":[[999$1,"),
              text.replaceFirst("\\{\"directions\":\\[\\[.*?\\]\\]\\]?,", "{\"directions\":[],"));
      for (int k = 0; k < changed.size(); k++) {
        String wrong = changed.get(k);
        if (!wrong.equals(text)) {
          CHANGED.merge(k, 1, Integer::sum);
          Verdict verdict =
              Checker.check(
                  wrong.getBytes(StandardCharsets.US_ASCII),
                  Optional.empty(),
                  Checker.DEFAULT_MAX_WORK);
          assertThat(verdict).as(wrong).isInstanceOf(Verdict.Rejected.class);
        }
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void worstMinima(Case example) throws InterruptedException {
    Instance instance = example.instance();
    Network network = instance.network();
    Instance two =
        new Instance(
            Optional.empty(),
            new Network(List.of(network.inputs(), 2, 1), network.slope(), network.bias()),
            instance.dataset(),
            List.of(LayerNoise.NONE),
            Optional.empty());
    WorstMinimum worst =
        WorstMinimum.of(CensusProblem.of(two), 100_000, 1, Progress.NONE).orElseThrow();
    assertAccepted(worst.certificate());
  }
}
