package org.dlmcert.app.certificate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointCertificate;
import org.dlmcert.progress.Progress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the engine says about points, the checker accepts; what is changed, it rejects. */
class PointCertificatesTest {
  private static final List<Rational> SLOPES =
      List.of(Rational.ZERO, Rational.of(1, 2), Rational.of(-1), Rational.ONE, Rational.of(-3, 2));

  @ParameterizedTest
  @CsvSource({"2,31,200", "3,33,160"})
  void emittedCertificatesAreAccepted(int depth, long seed, int cases) throws InterruptedException {
    Random random = new Random(seed);
    Map<String, Integer> kinds = new TreeMap<>();
    for (int k = 0; k < cases; k++) {
      Instance instance = instance(depth, random);
      String place = "seed " + seed + ", case " + k + ": " + instance;
      Inspection found = Inspection.of(Point.of(instance), Progress.NONE);
      Optional<Certificate> made = PointCertificate.of(found);
      if (made.isEmpty()) {
        continue;
      }
      String text = new String(made.get().bytes(), StandardCharsets.US_ASCII);
      assertThat(check(text)).as("%s%n%s", place, text).isInstanceOf(Verdict.Accepted.class);
      if (instance.loss() instanceof Loss.Huber) {
        kinds.merge("Huber " + ClaimFields.of(made.get()).get("verdict"), 1, Integer::sum);
      }
      if (text.contains("\"kinks\":[")) {
        kinds.merge("kinks", 1, Integer::sum);
      }
      kinds.merge(
          made.get().evidence().kind() + " " + ClaimFields.of(made.get()).get("verdict"),
          1,
          Integer::sum);
      for (String wrong : corrupted(text, found.point().loss())) {
        assertThat(check(wrong)).as("%s%n%s", place, wrong).isInstanceOf(Verdict.Rejected.class);
      }
    }
    assertThat(kinds)
        .as("%s", kinds)
        .containsKeys(
            depth == 2 ? "kinks" : "global-minimum GLOBAL_MINIMUM",
            "global-minimum GLOBAL_MINIMUM",
            "descent-path NOT_CRITICAL",
            "descent-path SADDLE",
            depth == 2 ? "Huber LOCAL_MINIMUM" : "descent-path SADDLE",
            depth == 2 ? "Huber NOT_CRITICAL" : "descent-path SADDLE",
            depth == 2 ? "local-minimum LOCAL_MINIMUM" : "path-products LOCAL_MINIMUM");
  }

  private static Verdict check(String certificate) {
    return Checker.check(
        certificate.getBytes(StandardCharsets.US_ASCII),
        Optional.empty(),
        Checker.DEFAULT_MAX_WORK);
  }

  /** Other verdicts, another loss, no direction. */
  private static List<String> corrupted(String text, Rational loss) {
    List<String> wrong = new ArrayList<>();
    String verdict = text.replaceFirst(".*?\"verdict\":\"([A-Z_]+)\".*", "$1");
    for (String other : List.of("GLOBAL_MINIMUM", "LOCAL_MINIMUM", "SADDLE", "NOT_CRITICAL")) {
      if (!other.equals(verdict)) {
        wrong.add(text.replace("\"verdict\":\"" + verdict, "\"verdict\":\"" + other));
      }
    }
    wrong.add(
        text.replace("\"loss\":\"" + loss + "\"", "\"loss\":\"" + loss.plus(Rational.ONE) + "\""));
    wrong.add(
        text.replace("\"spurious\":true", "\"spurious\":1")
            .replace("\"spurious\":false", "\"spurious\":true"));
    int direction = text.indexOf("\"evidence\":{\"direction\"");
    if (direction >= 0) {
      // without the direction there is no path
      wrong.add(
          text.substring(0, direction)
              + text.substring(direction).replaceAll("\"-?[0-9/]+\"", "\"0\""));
    }
    String kinks = text.replaceFirst(".*(,?\"kinks\":\\[.*?\\}\\]).*", "$1");
    if (!kinks.equals(text)) {
      wrong.add(text.replace(kinks, kinks.startsWith(",") ? "" : ",").replace("{,", "{"));
      wrong.add(text.replaceFirst("(\"unit\":)([0-9])", "$1" + "1$2"));
      wrong.add(text.replaceFirst("\\{\"unit\".*?\\}", "$0,$0"));
      if (text.contains("\"t\":[\"")) {
        wrong.add(text.replaceFirst("\"t\":\\[\"[^\"]*\"", "\"t\":[\"1000000\""));
      }
    }
    return wrong;
  }

  /** Small integers; often with targets that make the gradient zero. */
  private static Instance instance(int depth, Random random) {
    List<Integer> widths = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      widths.add(1 + random.nextInt(2));
    }
    widths.add(1);
    Network network =
        new Network(widths, SLOPES.get(random.nextInt(SLOPES.size())), random.nextInt(3) == 0);
    int samples = 1 + random.nextInt(4);
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    List<LayerNoise> noise = new ArrayList<>();
    for (int l = 1; l <= depth; l++) {
      matrices.add(integers(widths.get(l), widths.get(l - 1), random));
      biases.add(integers(1, widths.get(l), random).row(0));
      if (l < depth) {
        noise.add(
            random.nextInt(3) == 0
                ? new LayerNoise.Given(integers(samples, widths.get(l), random))
                : LayerNoise.NONE);
      }
    }
    RationalMatrix inputs = integers(samples, widths.get(0), random);
    Instance some =
        new Instance(
            Optional.empty(),
            network,
            new Dataset(inputs, Optional.of(integers(samples, 1, random))),
            noise,
            Optional.of(
                new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty())));
    Instance chosen = random.nextInt(4) == 0 ? some : stationary(some, random);
    return depth == 2 && random.nextInt(3) == 0
        ? chosen.with(new Loss.Huber(Rational.of(1 + random.nextInt(4), 2)))
        : chosen;
  }

  /** The same with targets y = f - e, G·e = 0. */
  private static Instance stationary(Instance instance, Random random) {
    Point point = Point.of(instance);
    RationalMatrix.ClearedColumns gradient = Gradient.of(instance).full().clearColumns();
    IntegerMatrix kernel = IntegerKernel.basis(gradient.matrix());
    int[] factors = IntStream.range(0, kernel.rows()).map(k -> random.nextInt(5) - 2).toArray();
    RationalMatrix outputs = point.pass().output(instance.network().depth());
    RationalMatrix targets =
        RationalMatrix.of(
            instance.samples(),
            1,
            (n, k) -> {
              Rational e = Rational.ZERO;
              for (int row = 0; row < factors.length; row++) {
                e =
                    e.plus(
                        Rational.of(kernel.get(row, n))
                            .times(Rational.of(gradient.scales().get(n)))
                            .times(Rational.of(factors[row])));
              }
              return outputs.get(0, n).minus(e);
            });
    return new Instance(
        Optional.empty(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.of(targets)),
        instance.noise(),
        instance.weights());
  }

  private static RationalMatrix integers(int rows, int columns, Random random) {
    return RationalMatrix.of(rows, columns, (i, j) -> Rational.of(random.nextInt(5) - 2));
  }
}
