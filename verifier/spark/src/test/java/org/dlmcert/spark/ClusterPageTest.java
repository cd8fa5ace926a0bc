package org.dlmcert.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The commands of docs/cluster.md print what the page shows. */
@Isolated
class ClusterPageTest {
  private static final Path ROOT = Path.of("..", "..");
  private static final Pattern CONSOLE =
      Pattern.compile("^```console\\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);

  @TempDir private Path folder;

  @Test
  void everyCommandPrintsWhatThePageShows() throws IOException {
    Matcher blocks = CONSOLE.matcher(Files.readString(ROOT.resolve("docs/cluster.md")));
    int run = 0;
    while (blocks.find()) {
      for (String step : blocks.group(1).split("(?m)^\\$ ", -1)) {
        if (step.startsWith("./dlmcert ")) {
          int end = step.indexOf('\n');
          String command = step.substring("./dlmcert ".length(), end);
          assertThat(Dlmcert.run(located(command)).output().replace(folder + "/", ""))
              .as(command)
              .matches(shown(step.substring(end + 1)));
          run++;
        }
      }
    }
    assertThat(run).isGreaterThan(3);
    assertThat(folder.resolve("there.cert")).hasSameBinaryContentAs(folder.resolve("here.cert"));
  }

  /** Files of the repository are there, all others in the folder. */
  private List<String> located(String command) {
    List<String> words = new ArrayList<>();
    for (String word : command.split(" ", -1)) {
      boolean file = word.matches(".*\\.(json|cert)");
      words.add(
          !file ? word : (word.startsWith("examples/") ? ROOT : folder).resolve(word).toString());
    }
    return words;
  }

  private static Pattern shown(String output) {
    StringBuilder lines = new StringBuilder();
    output
        .lines()
        .forEach(
            line -> lines.append(line.equals("…") ? "(?:.*\\n)+" : Pattern.quote(line) + "\\n"));
    return Pattern.compile(lines.toString());
  }
}
