package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command answers about a network, or says in one sentence what it does not speak of. */
class NetworkSettingsTest {
  private static final long SEED = 20240817;
  private static final int SAMPLES = 2;

  @TempDir Path folder = Path.of("");

  /** A network and its data, small enough for each command to answer at once. */
  private record Setting(
      List<Integer> widths,
      String slope,
      boolean bias,
      String activation,
      String loss,
      String noise,
      boolean weights) {

    int layers() {
      return widths.size() - 1;
    }

    int outputs() {
      return widths.get(layers());
    }

    int peculiarities() {
      return (widths.equals(List.of(2, 2, 1)) ? 0 : 1)
          + (slope.equals("1/10") ? 0 : 1)
          + (bias ? 1 : 0)
          + (activation.equals("leaky") ? 0 : 1)
          + (loss.equals("squared") ? 0 : 1)
          + (noise.equals("absent") ? 0 : 1);
    }

    String json(Random random) {
      StringBuilder json = new StringBuilder("{'format':'dlmcert-instance/1'");
      json.append(",'widths':").append(widths).append(",'bias':").append(bias);
      json.append(
          activation.equals("leaky")
              ? ",'slope':'" + slope + "'"
              : ",'activation':'" + activation + "'");
      json.append(",'inputs':").append(table(SAMPLES, widths.get(0), random));
      json.append(",'targets':").append(targets(random));
      if (!noise.equals("absent")) {
        json.append(",'noise':").append(noiseTables(random));
      }
      if (!loss.equals("squared")) {
        json.append(",'loss':'").append(loss).append('\'');
      }
      if (weights) {
        json.append(",'weights':[");
        for (int l = 1; l <= layers(); l++) {
          int pieces = l == 1 && !activation.equals("leaky") ? 2 : 1;
          json.append(l == 1 ? "" : ",")
              .append(table(pieces * widths.get(l), widths.get(l - 1), random));
        }
        json.append(']');
        if (bias) {
          json.append(",'biases':[");
          for (int l = 1; l <= layers(); l++) {
            int pieces = l == 1 && !activation.equals("leaky") ? 2 : 1;
            json.append(l == 1 ? "" : ",").append(row(pieces * widths.get(l), random));
          }
          json.append(']');
        }
      }
      return json.append('}').toString().replace('\'', '"');
    }

    private String targets(Random random) {
      if (loss.equals("logistic")) {
        return "[1,-1]";
      }
      if (loss.equals("cross-entropy")) {
        return outputs() == 2 ? "[[1,0],[0,1]]" : "[1,0]";
      }
      return outputs() == 1 ? row(SAMPLES, random) : table(SAMPLES, outputs(), random);
    }

    private String noiseTables(Random random) {
      return noise.equals("given")
          ? IntStream.range(1, layers())
              .mapToObj(l -> table(SAMPLES, widths.get(l), random))
              .collect(Collectors.joining(",", "[", "]"))
          : "'" + noise + "'";
    }

    private static String table(int rows, int columns, Random random) {
      return IntStream.range(0, rows)
          .mapToObj(i -> row(columns, random))
          .collect(Collectors.joining(",", "[", "]"));
    }

    private static String row(int columns, Random random) {
      return IntStream.range(0, columns)
          .mapToObj(j -> String.valueOf(random.nextInt(7) - 3))
          .collect(Collectors.joining(",", "[", "]"));
    }
  }

  private static List<Setting> settings() {
    List<Setting> all = new ArrayList<>();
    List<List<Integer>> shapes =
        List.of(
            List.of(2, 1), // no hidden layer
            List.of(1, 1, 1),
            List.of(2, 2, 1),
            List.of(2, 2, 2),
            List.of(1, 2, 2, 1),
            List.of(2, 1, 2, 2));
    for (List<Integer> widths : shapes) {
      for (String slope : List.of("-1/2", "0", "1/10", "1", "3")) {
        for (String loss : List.of("squared", "huber:1/2", "logistic", "cross-entropy")) {
          for (String noise : List.of("absent", "generic", "none", "given")) {
            for (int flags = 0; flags < 8; flags++) {
              all.add(
                  new Setting(
                      widths,
                      slope,
                      flags % 2 == 1,
                      flags / 4 == 1 ? "maxout:2" : "leaky",
                      loss,
                      noise,
                      flags / 2 % 2 == 1));
            }
          }
        }
      }
    }
    Collections.shuffle(all, new Random(SEED));
    // First what differs from the plainest network in one thing.
    all.sort(Comparator.comparing(setting -> setting.peculiarities() > 1));
    return all;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "certify",
        "certify --patterns realizable",
        "certify --patterns all-layers",
        "certify --output-weights generic",
        "certify --method exhaustive --max-patterns 4096",
        "width",
        "lift --tolerance 1/10",
        "perturb --tolerance 1/10 --seed 1",
        "minima",
        "minima --kinks",
        "minima --worst",
        "minima --boundaries",
        "global",
        "global --any-width",
        "inspect",
        "inspect --hessian",
        "inspect --polish",
        "inspect --ball max",
        "inspect --ball flow",
        "compare",
        "vectors -o vectors.npz",
        "train --epochs 2 --seed 1",
        "convert"
      })
  void everySettingIsAnsweredOrRefused(String command) throws IOException {
    Path file = folder.resolve("network");
    Random random = new Random(SEED);
    int answered = 0;
    boolean asksForWeights =
        command.matches("(inspect|compare|vectors|train|convert|certify --patterns all-layers).*");
    List<Setting> settings =
        settings().stream()
            .filter(setting -> setting.weights() == asksForWeights)
            .filter(setting -> setting.layers() > 2 || !command.contains("all-layers"))
            .toList();
    for (Setting setting : settings.subList(0, Cases.count(12, 400))) {
      Files.writeString(file, setting.json(random));
      Captured result = run(command, file);
      String what = command + " of " + Files.readString(file) + ", seed " + SEED + ":\n" + result;
      assertThat(result.exitCode()).as(what).isIn(0, 1, 2, 3);
      if (result.exitCode() == 2) {
        assertThat(result.out()).as(what).isEmpty();
        assertThat(result.err().lines().count()).as(what).isBetween(1L, 9L);
        assertThat(result.err())
            .as(what)
            .startsWith("dlmcert: ")
            .doesNotContain("Exception", "org.dlmcert", "null");
      } else {
        assertThat(result.out()).as(what).isNotEmpty();
        answered++;
      }
    }
    assertThat(answered).as(command).isPositive();
  }

  private Captured run(String command, Path file) {
    List<String> args = new ArrayList<>(List.of(command.split(" ")));
    args.replaceAll(word -> word.equals("vectors.npz") ? folder.resolve(word).toString() : word);
    args.add(1, file.toString());
    args.addAll(List.of("--timeout", "20s", "--force"));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(args.toArray(String[]::new), out, err);
    return new Captured(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
