package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Main;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The figures of two hidden layers, in small. */
class EndFiguresTest {
  @TempDir Path folder = Path.of("");

  /** The trainings are those of Figure 6.1, and each end is counted once. */
  @Test
  void endPointsAreThoseOfTheErrorCurve() throws IOException {
    String[] size = {"--samples", "5", "--repetitions", "1", "--epochs", "3", "--json"};
    run(0, size, "figure", "6.1", "-o", file("curve"));
    JsonNode json = run(0, size, "figure", "6.1-ends", "-o", file("ends"));
    List<String> curve =
        Files.readAllLines(folder.resolve("curve/figure-6.1.csv")).stream()
            .filter(line -> line.split(",", -1)[1].equals("2"))
            .map(line -> columns(line, 0, 2, 3, 6, 9, 10))
            .toList();
    List<String> all = Files.readAllLines(folder.resolve("ends/figure-6.1-ends.csv"));
    List<String> ends = all.subList(1, all.size());
    assertThat(ends.stream().map(line -> columns(line, 0, 2, 3, 6, 7, 8)).toList())
        .isEqualTo(curve);
    for (String word : List.of("zero-loss", "positive-loss", "neither")) {
      long count = ends.stream().filter(line -> columns(line, 9).equals("[" + word + "]")).count();
      assertThat(json.get(word.replace('-', '_')).text()).isEqualTo(String.valueOf(count));
    }
    assertThat(json.get("end_points").text()).isEqualTo(String.valueOf(curve.size()));
    assertThat(folder.resolve("ends/figure-6.1-ends.md")).content().contains("2d² - d ≥ N");
    assertThat(folder.resolve("ends/figure-6.1-ends.png")).isNotEmptyFile();
  }

  /** What is said of the end that is drawn, {@code inspect --polish} says of its weights. */
  @Test
  void endsOfDescentsAreDecidedAgain() {
    for (int seed = 3; seed < 3 + Cases.count(1, 6); seed++) {
      String[] one = {"--quick", "--seed", "" + seed, "--repetitions", "1", "--force", "--json"};
      JsonNode json = run(0, one, "figure", "6.2-deep", "-o", file("deep"));
      Path weights = folder.resolve("deep/figure-6.2-deep-weights.npz");
      boolean zero = json.get("zero_loss").text().equals("1");
      JsonNode again =
          run(zero ? 0 : 1, new String[] {"--polish", "--json"}, "inspect", weights.toString());
      assertThat(again.get("polish").get("kind").text())
          .as("seed %d", seed)
          .isEqualTo(zero ? "zero-loss" : "none");
      assertThat(again.get(zero ? "loss_before" : "loss").text())
          .isEqualTo(json.get("loss").text());
    }
  }

  private String file(String name) {
    return folder.resolve(name).toString();
  }

  private static String columns(String line, int... numbers) {
    String[] cells = line.split(",", -1);
    return Arrays.stream(numbers).mapToObj(k -> cells[k]).toList().toString();
  }

  private static JsonNode run(int exit, String[] options, String... words) {
    String[] args = Arrays.copyOf(words, words.length + options.length);
    System.arraycopy(options, 0, args, words.length, options.length);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    assertThat(Main.run(args, out, err)).as("%s%s", out, err).isEqualTo(exit);
    return JsonNode.read(out.toString(StandardCharsets.UTF_8));
  }
}
