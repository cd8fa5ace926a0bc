package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Main;
import org.dlmcert.checker.Checker;
import org.dlmcert.checker.Verdict;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.numeric.newton.NearbySearch;
import org.dlmcert.point.nearby.NearbyOutcome;
import org.dlmcert.point.nearby.NearbyPoint;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Points near trained weights that are certified, looked at in 200 digits. */
class NearbyOracleTest {
  private static final long SEED = 20150612;

  @TempDir Path folder = Path.of("");

  /** A noise of 0: targets that the network fits. */
  @ParameterizedTest
  @CsvSource({
    "2-3-3-1,6,false,0,1,120",
    "2-3-2-2,4,true,0,1,60",
    "2-2-2-2,12,false,0.5,2,120",
    "1-2-2-1,40,true,0.5,0,60",
    "2-3-3-1,40,false,0.5,0,100"
  })
  void certifiedPointsAreInTheirBoxes(
      String shape, int samples, boolean bias, double noise, int some, int all) throws IOException {
    List<Integer> widths = List.of(shape.split("-")).stream().map(Integer::valueOf).toList();
    TreeMap<String, Integer> kinds = new TreeMap<>();
    int cases = Cases.count(some, all);
    for (int t = 0; t < cases; t++) {
      long seed = SEED + t;
      Random random = new Random(seed);
      PlantedNetwork planted =
          noise == 0
              ? PlantedNetwork.fitted(widths, samples, bias, random)
              : PlantedNetwork.noisy(widths, samples, bias, noise, random);
      Path file = Files.writeString(folder.resolve("p" + t + ".json"), planted.instance());
      Path certificate = folder.resolve("p" + t + ".cert");
      JsonNode json = polished(file, certificate);
      String kind = json.get("polish").get("kind").text();
      if (kind.equals("none")) {
        NearbyPointTest.assertNumbers(json.get("polish").get("reason").text(), seed);
      } else {
        kind = json.get("verdict").text();
        new NearbyOracle(shape + ", seed " + seed, JsonNode.read(Files.readString(certificate)))
            .confirm();
      }
      kinds.merge(kind, 1, Integer::sum);
    }
    System.out.printf(
        "%s, N = %d, noise %s: seeds from %d: %s%n", shape, samples, noise, SEED, kinds);
  }

  /** One hidden layer: its exact cell point if there is one, else what is near, kinks included. */
  @Test
  void oneHiddenLayerLooksNearbyWhereItsCellHasNoPoint() throws IOException {
    TreeMap<String, Integer> kinds = new TreeMap<>();
    for (int t = 0; t < Cases.count(5, 60); t++) {
      long seed = SEED + t;
      PlantedNetwork planted =
          PlantedNetwork.noisy(List.of(2, 3, 1), 12, t % 2 == 1, 0.5, new Random(seed));
      Path file = Files.writeString(folder.resolve("o" + t + ".json"), planted.instance());
      Path certificate = folder.resolve("o" + t + ".cert");
      JsonNode json = polished(file, certificate);
      String polish = json.get("polish").write();
      if (polish.contains("\"inside_cell\"")) {
        kinds.merge("cell", 1, Integer::sum);
      } else if (json.get("polish").get("kind").text().equals("none")) {
        kinds.merge("none", 1, Integer::sum);
        NearbyPointTest.assertNumbers(json.get("polish").get("reason").text(), seed);
      } else {
        kinds.merge("nearby", 1, Integer::sum);
        new NearbyOracle("2-3-1, seed " + seed, JsonNode.read(Files.readString(certificate)))
            .confirm();
      }
    }
    System.out.printf("2-3-1, N = 12: seeds from %d: %s%n", SEED, kinds);
    assertThat(kinds).containsKeys("nearby");
  }

  /** The more bits, the smaller the box; the point is in all of them. */
  @Test
  void boxesShrinkWithPrecision() throws IOException, InterruptedException {
    Instance instance = instance(SEED);
    Rational before = Rational.ONE;
    for (int bits : List.of(64, 128, 256, 512)) {
      NearbyOutcome outcome = NearbySearch.of(instance, bits, Progress.NONE);
      NearbyOutcome.Found found = (NearbyOutcome.Found) outcome;
      assertThat(found.boxRadius()).as("%d bits", bits).isLessThan(before);
      assertThat(found.boxRadius())
          .as("%d bits", bits)
          .isLessThan(Rational.of(BigInteger.ONE, BigInteger.ONE.shiftLeft(bits - 24)));
      before = found.boxRadius();
      new NearbyOracle(bits + " bits", text(found.certificate().bytes())).confirm();
    }
  }

  /**
   * A centre may be moved by some amount, and by twice that the test fails; nor is the point then
   * in the box.
   */
  @Test
  void twiceThePerturbationIsTooMuch() throws IOException, InterruptedException {
    for (int t = 0; t < Cases.count(2, 20); t++) {
      NearbyOutcome outcome = NearbySearch.of(instance(SEED + t), 64, Progress.NONE);
      if (!(outcome instanceof NearbyOutcome.Found found)
          || !(found.point() instanceof NearbyPoint.ZeroLoss)) {
        continue;
      }
      JsonNode certificate = text(found.certificate().bytes());
      JsonNode evidence = certificate.get("evidence");
      BigInteger shift = BigInteger.ZERO;
      // The coordinate that decides how far the box reaches is another one.
      for (int c = 0; c < 2 && shift.signum() == 0; c++) {
        int at = Integer.parseInt(evidence.get("moving").elements().get(c).text());
        BigInteger radius = new BigInteger(evidence.get("radii").elements().get(c).text());
        BigInteger most = radius.shiftLeft(1);
        while (most.subtract(shift).compareTo(BigInteger.ONE) > 0) {
          BigInteger middle = shift.add(most).shiftRight(1);
          if (check(moved(certificate, at, middle)) instanceof Verdict.Accepted) {
            shift = middle;
          } else {
            most = middle;
          }
        }
        Verdict beyond = check(moved(certificate, at, most));
        Verdict twice = check(moved(certificate, at, shift.shiftLeft(1).max(most)));
        if (shift.signum() > 0) {
          System.out.printf(
              "seed %d: a centre may move by %s, the radius is %s%n", SEED + t, shift, radius);
          assertThat(shift).as("seed %d", SEED + t).isLessThan(radius);
          assertThat(beyond.toString()).contains("the test fails here");
          assertThat(twice.toString()).contains("the test fails here");
          NearbyOracle oracle =
              new NearbyOracle("moved", moved(certificate, at, radius.shiftLeft(1)));
          assertThatThrownBy(oracle::confirm)
              .isInstanceOf(AssertionError.class)
              .hasMessageContaining("is inside the box");
        }
      }
      assertThat(shift).as("seed %d", SEED + t).isPositive();
    }
  }

  private static Verdict check(JsonNode certificate) {
    return Checker.check(
        certificate.write().getBytes(StandardCharsets.UTF_8),
        Optional.empty(),
        Checker.DEFAULT_MAX_WORK);
  }

  private static JsonNode moved(JsonNode certificate, int at, BigInteger shift) {
    JsonNode.Struct evidence = (JsonNode.Struct) certificate.get("evidence");
    List<JsonNode> centre = new ArrayList<>(evidence.get("centre").elements());
    BigInteger there = new BigInteger(centre.get(at).text()).add(shift);
    centre.set(at, new JsonNode.Literal('"' + there.toString() + '"'));
    return ((JsonNode.Struct) certificate)
        .with("evidence", evidence.with("centre", new JsonNode.Array(centre)));
  }

  private static JsonNode text(byte[] bytes) {
    return JsonNode.read(new String(bytes, StandardCharsets.UTF_8));
  }

  private Instance instance(long seed) throws IOException {
    PlantedNetwork planted = PlantedNetwork.fitted(List.of(2, 3, 2, 2), 4, true, new Random(seed));
    Path file = Files.writeString(folder.resolve("i" + seed + ".json"), planted.instance());
    return InstanceReader.read(file, LayerNoise.NONE, Numbers.EXACT);
  }

  private static JsonNode polished(Path file, Path certificate) {
    List<String> args =
        new ArrayList<>(List.of("inspect", file.toString(), "--polish", "--json", "--certificate"));
    args.addAll(List.of(certificate.toString(), "--force"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(args.toArray(String[]::new), out, err);
    assertThat(exit).as("%s: %s%s", file, out, err).isIn(0, 1, 3);
    return JsonNode.read(out.toString(StandardCharsets.UTF_8));
  }
}
