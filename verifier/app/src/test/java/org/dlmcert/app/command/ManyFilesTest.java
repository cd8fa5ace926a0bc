package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;
import org.dlmcert.app.Program;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several certificates for one check, and many instances for one command. */
class ManyFilesTest {
  private static final Path EXAMPLES = Path.of("..", "..", "examples");
  private static final String ACCEPTED = EXAMPLES.resolve("accepted/partition.cert").toString();
  private static final String OTHER = EXAMPLES.resolve("accepted/rank.cert").toString();
  private static final String REJECTED =
      EXAMPLES.resolve("rejected/archimedean-equality.cert").toString();
  private static final String INSTANCE =
      "{\"format\":\"dlmcert-instance/1\",\"widths\":[2,2,1],\"slope\":\"1/2\",\"bias\":false,"
          + "\"inputs\":[[1,0],[0,1]],\"targets\":[1,2]}";

  @TempDir private Path folder;

  @Test
  void oneFilePrintsNoTable() {
    Captured one = Program.run("check", ACCEPTED);
    assertThat(one.exitCode()).isZero();
    assertThat(one.out()).startsWith("ACCEPTED\n").doesNotContain(" certificates accepted");
    assertThat(one.out()).contains("\n  kind: partition, work ");
    assertThat(Program.json(0, "check", ACCEPTED).toString()).doesNotContain("files");
  }

  @Test
  void severalFilesAreATable() {
    Captured all = Program.run("check", ACCEPTED, OTHER);
    assertThat(all.exitCode()).isZero();
    assertThat(all.out().lines().toList())
        .startsWith("ACCEPTED", "2 of 2 certificates accepted, 0 rejected, 0 not checked.")
        .hasSize(5);
    Captured some = Program.run("check", ACCEPTED, REJECTED, OTHER);
    assertThat(some.exitCode()).isEqualTo(1);
    assertThat(some.out())
        .startsWith("REJECTED\n2 of 3 certificates accepted, 1 rejected, 0 not checked.\n")
        .containsPattern("(?m)^  REJECTED     .*archimedean-equality.cert +rule ");
    JsonNode json = Program.json(1, "check", ACCEPTED, REJECTED);
    assertThat(json.toString()).contains("files", "archimedean-equality.cert");
  }

  @Test
  void rejectedComesBeforeNotChecked() {
    assertThat(Program.run("check", ACCEPTED, OTHER, "--max-work", "1").exitCode()).isEqualTo(3);
    Captured mixed = Program.run("check", ACCEPTED, REJECTED, "--max-work", "5000");
    assertThat(mixed.exitCode()).as(mixed.out()).isEqualTo(1);
  }

  @Test
  void aMissingFileIsBadInputAndNothingIsSaid() {
    Captured result = Program.run("check", ACCEPTED, folder.resolve("none.cert").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(Program.run("check", "-", "-").exitCode()).isEqualTo(2);
  }

  private Captured lines(String content, String... words) throws IOException {
    Path file = Files.writeString(folder.resolve("many.jsonl"), content);
    String[] all = new String[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--jsonl";
    all[words.length + 1] = file.toString();
    return Program.run(all);
  }

  @Test
  void everyLineIsAnInstanceWithAResult() throws IOException {
    String other = INSTANCE.replace("[0,1]", "[2,0]").replace("[2,2,1]", "[2,1,1]");
    Captured result = lines(INSTANCE + "\n\n" + other + "\n" + INSTANCE, "certify");
    List<String> out = result.out().lines().toList();
    assertThat(out).hasSize(3);
    assertThat(out.get(0)).startsWith("{\"line\":1,\"command\":\"certify\",").contains("CERTIFIED");
    assertThat(out.get(1)).startsWith("{\"line\":3,").contains("REFUTED");
    assertThat(out.get(2)).startsWith("{\"line\":4,").contains("CERTIFIED");
    assertThat(result.exitCode()).isEqualTo(1);
    assertThat(result.err()).isEmpty();
    assertThat(lines(INSTANCE, "global").out()).startsWith("{\"line\":1,\"command\":\"global\"");
  }

  @Test
  void aBadLineIsOneLineAndTheRestGoesOn() throws IOException {
    Captured result =
        lines("nonsense\n" + INSTANCE.replace("1/2", "x") + "\n" + INSTANCE, "certify", "--json");
    List<String> out = result.out().lines().toList();
    assertThat(out).hasSize(3);
    assertThat(out.get(0))
        .startsWith("{\"line\":1,\"error\":\"certify: ")
        .contains("many.jsonl, line 1");
    assertThat(out.get(1)).contains("line 2").contains("slope").doesNotContain("dlmcert-lines");
    assertThat(out.get(2)).contains("CERTIFIED");
    assertThat(result.exitCode()).isEqualTo(2);
  }

  @Test
  void linesDoNotGoWithOneFileToWrite() throws IOException {
    Captured result = lines(INSTANCE, "certify", "--certificate", folder.resolve("x").toString());
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.err()).contains("--jsonl");
    assertThat(folder.resolve("x")).doesNotExist();
    Captured both = lines(INSTANCE, "certify", "other.json");
    assertThat(both.exitCode()).isEqualTo(2);
    assertThat(Program.run("certify", "--jsonl", folder.resolve("no").toString()).exitCode())
        .isEqualTo(2);
    assertThat(lines("", "certify").exitCode()).isZero();
  }
}
