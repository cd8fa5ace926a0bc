package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Nothing that a file contains, or is called, moves a cursor or turns a line around. */
final class EscapedMessagesTest {
  private static final String HOSTILE = "\u001b[2J\u0000\u007f\u009b\u202e\u2066\u200f\u2028\u2029";
  private static final String ESCAPED =
      "\\u001b[2J\\u0000\\u007f\\u009b\\u202e\\u2066\\u200f\\u2028\\u2029";

  @Test
  void everyCharacterThatIsNotSeenIsEscaped() {
    assertThat(Printable.of(HOSTILE)).isEqualTo(ESCAPED);
    assertThat(Printable.of("\n\r\t")).isEqualTo("\\u000a\\u000d\\u0009");
    assertThat(Printable.of("a\ud800b\udc00")).isEqualTo("a\\ud800b\\udc00");
    assertThat(Printable.of("\ud834\udd73"))
        .as("a musical format character")
        .isEqualTo("\\ud834\\udd73");
    assertThat(Printable.of("rank 2; 2×3, ε λ₁ 漢字 \ud83d\ude00 \\ \""))
        .isEqualTo("rank 2; 2×3, ε λ₁ 漢字 \ud83d\ude00 \\ \"");
    for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
      boolean bidi =
          "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069".indexOf(c)
              >= 0;
      boolean surrogate = c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE;
      if (bidi || surrogate || Character.isISOControl(c) || c == 0x2028 || c == 0x2029) {
        assertThat(Printable.of(Character.toString(c))).matches("(\\\\u[0-9a-f]{4}){1,2}");
      }
    }
  }

  @Test
  void verdictsAreEscapedInTextAndInJson() {
    for (Verdict verdict :
        List.of(
            new Verdict.Accepted(
                "k",
                "DONE",
                "c" + HOSTILE,
                Optional.of("i" + HOSTILE),
                Optional.of("f" + HOSTILE),
                Optional.of("t" + HOSTILE),
                Optional.of("d" + HOSTILE),
                1),
            new Verdict.Rejected("r" + HOSTILE, "p" + HOSTILE, "w" + HOSTILE),
            new Verdict.NotChecked(1, 2, "t" + HOSTILE))) {
      for (String text :
          List.of(Report.text(verdict), Report.json(verdict, "f\"\\" + HOSTILE, HOSTILE, "0.1"))) {
        assertThat(text).contains(ESCAPED).isEqualTo(Printable.of(text));
      }
    }
    assertThat(Report.json(new Verdict.NotChecked(1, 2, ""), "a\"\\\n", "", "0"))
        .contains("\"certificate\":\"a\\\"\\\\\\u000a\"");
  }

  @Test
  void longReasonsAreShortenedInText() {
    String digits = "7".repeat(200_000);
    Verdict verdict = new Verdict.Rejected("r", "p", digits);
    assertThat(Report.text(verdict)).hasSizeLessThan(1100).endsWith("… (200000 characters)");
    assertThat(Report.json(verdict, "", "", "0")).contains(digits);
  }

  @Test
  void filesOfEverySortAreEscaped(@TempDir Path folder) throws Exception {
    String partition = Examples.ACCEPTED.resolve("partition.cert").toString();
    Path csv = Files.writeString(folder.resolve("a.csv"), "1,2\n3," + HOSTILE + "\n");
    Path json = Files.writeString(folder.resolve("a.json"), "{\"x" + HOSTILE + "\":1}");
    Path text = Files.writeString(folder.resolve("\u202ecert"), "{\u001b[2J");
    for (List<String> line :
        List.of(
            List.of(partition, "--instance", csv.toString()),
            List.of(partition, "--instance", json.toString()),
            List.of(partition, "--instance", csv.toString(), "--target-column", HOSTILE),
            List.of(text.toString()),
            List.of(text.toString(), "--json"),
            List.of(folder.resolve("none\u202e\u009b").toString()),
            List.of("--max-work", HOSTILE, partition),
            List.of("--x" + HOSTILE))) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
      assertThat(Main.run(line.toArray(new String[0]), print, print)).isIn(1, 2);
      String printed = out.toString(StandardCharsets.UTF_8).strip();
      assertThat(printed).isNotEmpty().isEqualTo(Printable.of(printed));
    }
  }
}
