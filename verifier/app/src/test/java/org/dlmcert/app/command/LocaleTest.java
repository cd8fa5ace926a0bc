package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** The program prints the same bytes whatever language the machine speaks. */
@Isolated("the default locale is the whole process's")
class LocaleTest {
  private static final String WEIGHTED =
      """
      {"format": "dlmcert-instance/1", "widths": [2, 2, 1], "slope": "1/10",
       "inputs": [[1, 2], [3, -1], [-2, 1], [1, 1]], "targets": [1, -1, 1, 2],
       "weights": [[[1, 2], [-1, 3]], [[1, -2]]]}
      """;

  @TempDir Path folder;

  @Test
  void theLanguageChangesNothing() throws Exception {
    Path instance = folder.resolve("instance.json");
    Files.writeString(instance, WEIGHTED);
    List<String> english = output(Locale.ENGLISH, instance);
    assertThat(english).allMatch(text -> text.length() > 40);
    // Digits of their own here, an i without a dot there: what a forgotten locale would show.
    assertThat(String.format(Locale.forLanguageTag("ar-EG"), "%d", 1)).isNotEqualTo("1");
    assertThat("I".toLowerCase(Locale.forLanguageTag("tr-TR"))).isNotEqualTo("i");
    for (String language : List.of("ar-EG", "tr-TR")) {
      assertThat(output(Locale.forLanguageTag(language), instance)).isEqualTo(english);
    }
  }

  private List<String> output(Locale locale, Path instance) throws Exception {
    Locale before = Locale.getDefault();
    Locale.setDefault(locale);
    try {
      Path certificate = folder.resolve("certificate.json");
      Path rank = folder.resolve("width.json");
      List<String> texts = new ArrayList<>();
      texts.add(run("--help"));
      texts.add(run("inspect", "--help"));
      texts.add(run("inspect", instance));
      texts.add(run("inspect", instance, "--hessian"));
      texts.add(run("certify", instance, "--force", "--certificate", certificate));
      texts.add(run("explain", certificate));
      texts.add(run("certify", instance, "--noise", "none"));
      texts.add(run("certify", instance, "--patterns", "realizable", "--noise", "none"));
      texts.add(
          run(
              "width",
              "--data",
              dataSet(),
              "--target-column",
              "none",
              "--force",
              "--certificate",
              rank));
      texts.add(run("explain", rank));
      texts.add(run("minima", instance));
      texts.add(run("compare", instance));
      texts.add(run("witness", "--widths", "3,2,4,1", "--samples", "8"));
      texts.add(run("witness", "--widths", "3,2,2,1", "--samples", "5"));
      texts.add(run("replay", "fact-2"));
      return texts;
    } finally {
      Locale.setDefault(before);
    }
  }

  private Path dataSet() throws Exception {
    Path data = folder.resolve("data.csv");
    Files.writeString(data, "1,2,0\n3,-1,1\n-2,1,1\n1,1,1\n");
    return data;
  }

  private static String run(Object... words) {
    String[] args = new String[words.length];
    for (int i = 0; i < words.length; i++) {
      args[i] = words[i].toString();
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int exit = Main.run(args, out, OutputStream.nullOutputStream());
    assertThat(exit).as("%s", (Object) args).isIn(0, 1, 3);
    return exit + " " + out.toString(StandardCharsets.UTF_8);
  }
}
