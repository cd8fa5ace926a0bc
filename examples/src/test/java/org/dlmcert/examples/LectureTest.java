package org.dlmcert.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lecture: every step has two sentences, a command that ends with the verdict that is shown,
 * and the page that the command writes ({@code -Dlecture=write} writes the pages anew).
 */
class LectureTest {
  private static final Path ROOT = Path.of(System.getProperty("dlmcert.root", ".."));
  private static final Path LECTURE = ROOT.resolve("examples/lecture");
  private static final Pattern STEP =
      Pattern.compile(
          "^## (\\d+)\\. [^\\n]+\\n\\n([^\\n]+)\\n\\n```console\\n\\$ \\./dlmcert ([^\\n]+)\\n([A-Z_]+)\\n…\\n```$",
          Pattern.MULTILINE);
  private static final Pattern VERDICT = Pattern.compile("<h1 class=\"[^\"]*\">([^<]*)</h1>");
  private static final Pattern CERTIFICATE =
      Pattern.compile("id=\"certificate-data\">([^<]*)</script>");

  @TempDir private Path folder;

  @Test
  void everyStepIsRunAndHasItsPage() throws IOException {
    String text = Files.readString(LECTURE.resolve("README.md"));
    List<MatchResult> steps = STEP.matcher(text).results().toList();
    assertThat(steps)
        .extracting(step -> Integer.parseInt(step.group(1)))
        .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
    for (MatchResult step : steps) {
      assertThat(sentences(step.group(2))).as("sentences of step %s", step.group(1)).isEqualTo(2);
      String[] words = step.group(3).split(" ");
      String name = words[words.length - 1];
      assertThat(step.group(2)).endsWith("([page](" + name + ")).");
      assertThat(words[1]).isEqualTo("examples/lecture/" + name.replace(".html", ".json"));
      Path page = folder.resolve(name);
      words[1] = ROOT.resolve(words[1]).toString();
      words[words.length - 1] = page.toString();
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(Main.run(words, out, err)).as(err.toString(StandardCharsets.UTF_8)).isLessThan(2);
      assertThat(out.toString(StandardCharsets.UTF_8)).startsWith(step.group(4) + "\n");
      Path kept = LECTURE.resolve(name);
      if ("write".equals(System.getProperty("lecture"))) {
        Files.write(kept, Files.readAllBytes(page));
      }
      assertThat(found(VERDICT, kept)).isEqualTo(step.group(4).replace('_', ' '));
      assertThat(found(CERTIFICATE, kept)).isEqualTo(found(CERTIFICATE, page));
      assertThat(Files.readString(kept).equals(Files.readString(page)))
          .as("%s is what the command writes now (-Dlecture=write writes it anew)", name)
          .isTrue();
    }
  }

  private static long sentences(String paragraph) {
    return Pattern.compile("\\.( |$)").matcher(paragraph).results().count();
  }

  private static String found(Pattern pattern, Path page) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(page));
    assertThat(matcher.find()).as(page.toString()).isTrue();
    return matcher.group(1);
  }
}
