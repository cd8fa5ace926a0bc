package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.app.Main;
import org.dlmcert.io.array.NpzWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs every command of the tutorial, in order, on archives with the arrays that its Python code
 * saves.
 */
class TutorialTest {
  private static final Path ROOT = Path.of(System.getProperty("dlmcert.root", ".."));
  private static final Pattern COMMANDS =
      Pattern.compile("^```sh\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir private Path folder;

  private static double[] gaussian(int count, double grid, Random random) {
    double[] values = new double[count];
    for (int k = 0; k < count; k++) {
      values[k] = Math.rint(random.nextGaussian() * grid) / grid;
    }
    return values;
  }

  private NpzWriter instance(String name, double grid, int samples, long... widths)
      throws IOException {
    Random random = new Random(3);
    double[] targets = new double[samples];
    for (int n = 0; n < samples; n++) {
      targets[n] = random.nextBoolean() ? 1 : -1;
    }
    return new NpzWriter(Files.newOutputStream(folder.resolve(name)))
        .add("widths", List.of(widths.length), widths)
        .add("slope", List.of(), new String[] {"1/100"})
        .add("bias", List.of(), new long[] {0})
        .add(
            "inputs",
            List.of(samples, (int) widths[0]),
            gaussian(samples * (int) widths[0], grid, random))
        .add("targets", List.of(samples), targets);
  }

  private void saveArchives() throws IOException {
    Random random = new Random(4);
    try (NpzWriter start = instance("start.npz", 1L << 40, 6, 3, 4, 1)) {
      start
          .add("weights_1", List.of(4, 3), gaussian(12, 1L << 40, random))
          .add("weights_2", List.of(1, 4), gaussian(4, 1L << 40, random));
    }
    instance("small.npz", 8, 4, 2, 2, 1).close();
  }

  @Test
  void everyCommandOfTheTutorialEndsWithAVerdict() throws IOException {
    saveArchives();
    List<String> commands = new ArrayList<>();
    Matcher blocks = COMMANDS.matcher(Files.readString(ROOT.resolve("examples/tutorial-numpy.md")));
    while (blocks.find()) {
      blocks.group(1).lines().filter(l -> l.startsWith("dlmcert ")).forEach(commands::add);
    }
    for (String command : commands) {
      String[] words = command.substring("dlmcert ".length()).split(" +");
      for (int i = 0; i < words.length; i++) {
        if (words[i].matches("[a-z]+\\.(npz|json)")) {
          words[i] = folder.resolve(words[i]).toString();
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(Main.run(words, out, err))
          .as("%s%n%s%s", command, out, err.toString(StandardCharsets.UTF_8))
          .isIn(0, 1);
      assertThat(out.size()).as(command).isPositive();
    }
    assertThat(commands).hasSizeGreaterThan(7);
  }
}
