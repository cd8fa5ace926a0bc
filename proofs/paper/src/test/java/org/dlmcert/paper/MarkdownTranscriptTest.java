package org.dlmcert.paper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.paper.statement.Statements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The form of transcripts, and that the one in the repository is that of the code. */
final class MarkdownTranscriptTest {
  private static final Path FILE = Path.of("transcript.md"); // tests run in the module's folder

  private record Trial(String title) implements Statement {
    @Override
    public Heading heading() {
      return new Heading(
          "trial", title, "nowhere | here", "Much.", "A claim.", List.of("a = b"), "More.");
    }

    @Override
    public void replay(Transcript transcript, Extent extent) {
      transcript.heading("Part");
      transcript.say("Words.");
      transcript.show("M", List.of(List.of("1", "-1/2"), List.of("10", "x")));
      transcript.show("empty", List.of());
      transcript.show(
          "large",
          IntStream.range(0, 15)
              .mapToObj(i -> Collections.nCopies(20, Integer.toString(i)))
              .toList());
      transcript.show("long", List.of(List.of("x".repeat(100))));
      transcript.check("fine", true);
      transcript.check("not fine", false);
      transcript.say("Between.");
      transcript.control("dropped", true);
      transcript.conclude("something");
    }
  }

  @Test
  void writesWhatWasSeen() {
    String text = MarkdownTranscript.section(Replay.of(new Trial("Trial"), Extent.SMALL));
    assertThat(text)
        .startsWith(
            """
            ## Trial (`trial`): FAIL

            *nowhere | here.*

            **Given:** Much.

            **Claim:** A claim.

                a = b

            **What this does not show:** More.

            ### Part

            Words.

            M (2×2):

            ```
             1  -1/2
            10     x
            ```

            empty (0×0):

            ```
            ```

            large (15×20):

            ```
            """)
        .endsWith(
            """
            - holds: fine
            - **fails**: not fine

            Between.

            - control breaks: dropped

            Seen: does not hold: not fine.
            """)
        .contains(
            "11  11  11  11  11  11  11  11  11  11  11  11  11  11  11  11  …\n… 3 more rows\n")
        .doesNotContain("12  12")
        .contains("x".repeat(59) + "…\n");
  }

  @Test
  void tableEscapesWhatWouldEndACell() {
    assertThat(MarkdownTranscript.of(List.of(Replay.of(new Trial("Trial"), Extent.SMALL))))
        .startsWith("# The paper, replayed\n")
        .contains("| FAIL | Trial (`trial`) | nowhere \\| here | does not hold: not fine |\n");
  }

  @Test
  void theTranscriptHereHasAllStatementsInTheirOrder() throws IOException {
    String text = Files.readString(FILE);
    List<String> titles =
        Statements.ALL.stream()
            .map(s -> "## " + s.heading().title() + " (`" + s.heading().id() + "`): PASS")
            .toList();
    assertThat(text.lines().filter(line -> line.startsWith("## "))).isEqualTo(titles);
    assertThat(text).doesNotContain("**fails**", "**control does not break**");
  }

  /** The whole of it is compared when changes are taken in; here what takes a moment. */
  @ParameterizedTest
  @ValueSource(
      strings = {"theorem-5-c", "transposed-term", "section-6", "lemma-8", "witness", "lift"})
  void theTranscriptHereIsThatOfTheCode(String id) throws IOException {
    Statement statement =
        Statements.ALL.stream().filter(s -> s.heading().id().equals(id)).findFirst().orElseThrow();
    assertThat(Files.readString(FILE))
        .as("dlmcert replay --markdown proofs/paper/transcript.md --force")
        .contains("\n" + MarkdownTranscript.section(Replay.of(statement, Extent.NORMAL)));
  }
}
