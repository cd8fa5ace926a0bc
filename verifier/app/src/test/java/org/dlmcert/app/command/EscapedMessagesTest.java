package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dlmcert.app.Main;
import org.dlmcert.checker.Report;
import org.dlmcert.checker.Verdict;
import org.dlmcert.io.Printable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files contain and how they are called reaches the terminal only where it is visible. */
final class EscapedMessagesTest {
  private static final String HOSTILE = "\u001b[2J\u202e\u200f\u2028\u0085\u007f";

  /** The two programs share no code, and escape the same characters in the same way. */
  @Test
  void programAndCheckerAgreeOnEveryCharacter() {
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      String text = "a" + Character.toString(c) + "b";
      assertThat(Report.text(new Verdict.Rejected("rule", "place", text)))
          .endsWith(": " + Printable.of(text));
    }
  }

  @Test
  void cellsFieldsAndFileNamesAreEscaped(@TempDir Path folder) throws Exception {
    Path csv = Files.writeString(folder.resolve("a.csv"), "1,2\n3," + HOSTILE + "\n");
    Path json = Files.writeString(folder.resolve("a.json"), "{\"x" + HOSTILE + "\":1}");
    Path bidi = Files.writeString(folder.resolve("\u202egpj.cert"), "{}");
    Path missing = folder.resolve("\u202e\u001b[2J.cert");
    for (List<String> line :
        List.of(
            List.of("certify", csv.toString()),
            List.of("rank", csv.toString()),
            List.of("inspect", json.toString()),
            List.of("check", bidi.toString()),
            List.of("check", "--json", bidi.toString()),
            List.of("check", missing.toString()),
            List.of("--" + HOSTILE))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      assertThat(Main.run(line.toArray(new String[0]), out, err)).as("%s", line).isIn(1, 2);
      String printed = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
      assertThat(printed).isNotEmpty();
      assertThat(printed.replace("\n", "").replace("\r", ""))
          .as("%s", line)
          .isEqualTo(Printable.of(printed.replace("\n", "").replace("\r", "")));
    }
  }
}
