package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.io.Journal;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code --checkpoint} and {@code --resume} of each command that has them: what does not go
 * together is refused in one line, and no file is touched.
 */
class CheckpointUsageTest {
  private static final String KEPT =
      "--checkpoint and --resume go with --method auto, reduction or tree, and not with --patterns"
          + " realizable: what they keep is a tree of patterns";

  @TempDir private Path folder;

  private String instance;
  private String array;

  @BeforeEach
  void instances() {
    instance = folder.resolve("i.json").toString();
    array = folder.resolve("x.npy").toString();
    made("generate --slope 1/4 --seed 3 --widths 2,2,1 --samples 4 -o " + instance);
    made("generate --npy --seed 3 --widths 4,1,1 --samples 9 -o " + array);
  }

  private static void made(String line) {
    Captured made = run(line.split(" "));
    assertThat(made.exitCode()).as(made.err()).isZero();
  }

  /** A line with KEPT, a file's name, and INSTANCE and ARRAY in place. */
  private Captured said(String line) {
    List<String> words = new ArrayList<>();
    for (String word : line.split(" ")) {
      words.add(
          switch (word) {
            case "KEPT" -> folder.resolve("kept").toString();
            case "FOLDER" -> folder.toString();
            case "INSTANCE" -> instance;
            case "ARRAY" -> array;
            default -> word;
          });
    }
    return run(words.toArray(String[]::new));
  }

  private void assertRefused(String line, String message) throws IOException {
    Captured said = said(line);
    assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(2);
    assertThat(said.out()).isEmpty();
    assertThat(said.err().lines().filter(l -> !l.startsWith("Run 'dlmcert"))).hasSize(1);
    assertThat(said.err()).contains(message);
    try (var files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("i.json", "x.npy");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--method immediate",
        "--method partition",
        "--method collapse",
        "--method archimedean",
        "--method exhaustive",
        "--patterns realizable",
        "--method tree --patterns realizable"
      })
  void methodsWithoutATreeKeepNothing(String options) throws IOException {
    assertRefused("certify INSTANCE --quiet --checkpoint KEPT " + options, KEPT);
    assertRefused("certify INSTANCE --quiet --resume " + options, KEPT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "minima --worst --checkpoint KEPT|--worst does not go with",
        "minima --worst --resume|--worst does not go with",
        "global --any-width --checkpoint KEPT|--any-width does not go with --checkpoint or --resume",
        "global --any-width --resume|--any-width does not go with --checkpoint or --resume",
        "lift --tolerance 1/9 --checkpoint KEPT|--checkpoint and --resume go with --stream",
        "lift --ball --resume|--checkpoint and --resume go with --stream",
        "certify --resume|--resume goes with --checkpoint FILE",
        "minima --resume|--resume goes with --checkpoint FILE",
        "minima --kinks --resume|--resume goes with --checkpoint FILE",
        "global --resume|--resume goes with --checkpoint FILE",
        "certify --checkpoint -|a checkpoint is written again and again; a file name was expected",
        "minima --checkpoint -|a checkpoint is written again and again; a file name was expected",
        "global --checkpoint -|a checkpoint is written again and again; a file name was expected",
        "certify --checkpoint FOLDER|is a directory; a file name was expected",
        "minima --checkpoint FOLDER --resume|is a directory; a file name was expected",
        "global --checkpoint FOLDER --resume|is a directory; a file name was expected",
        "certify --checkpoint INSTANCE|file exists; give --resume to go on with it",
        "minima --checkpoint INSTANCE|file exists; give --resume to go on with it",
        "global --checkpoint INSTANCE|file exists; give --resume to go on with it",
        "certify --checkpoint INSTANCE --resume|a checkpoint of the patterns of this instance",
        "minima --checkpoint INSTANCE --resume|a checkpoint of",
        "minima --kinks --checkpoint INSTANCE --resume|a checkpoint of",
        "global --checkpoint INSTANCE --resume|a checkpoint of"
      })
  void whatDoesNotGoTogetherIsNamed(String options, String message) throws IOException {
    String before = Files.readString(Path.of(instance), StandardCharsets.UTF_8);
    assertRefused(options + " INSTANCE --quiet", message);
    assertThat(Path.of(instance)).hasContent(before);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--resume|--resume goes with --checkpoint FILE",
        "--checkpoint -|a checkpoint is written again and again; a file name was expected",
        "--checkpoint FOLDER|is a directory; a file name was expected",
        "--checkpoint ARRAY|file exists; give --resume to go on with it",
        "--checkpoint INSTANCE --resume|a checkpoint of this lift expected"
      })
  void theSameForALiftFromAFile(String options, String message) throws IOException {
    assertRefused(
        "lift --stream --data ARRAY --hidden 3 --slope 1/4 --noise none --tolerance 1/9 --quiet "
            + options,
        message);
  }

  /** Each of several instances would need a file of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"certify", "minima", "global"})
  void manyInstancesHaveNoCheckpoint(String command) throws IOException {
    Path lines = folder.resolve("lines.jsonl");
    String one = Files.readString(Path.of(instance)).replace("\n", " ");
    Files.writeString(lines, one + "\n" + one + "\n");
    for (String options : new String[] {"--checkpoint KEPT", "--checkpoint=kept", "--resume"}) {
      Captured said = said(command + " --quiet " + options + " --jsonl " + lines);
      assertThat(said.exitCode()).as(said.out() + said.err()).isEqualTo(2);
      assertThat(said.out()).isEmpty();
      assertThat(said.err()).contains("a checkpoint is of one instance");
      assertThat(folder.resolve("kept")).doesNotExist();
    }
  }

  /** What one command keeps is not another's, although the instance is the same. */
  @Test
  void aCheckpointOfAnotherCommandIsRefused() {
    String[] commands = {"certify --method tree", "minima", "minima --kinks", "global"};
    for (int k = 0; k < commands.length; k++) {
      Path kept = folder.resolve("kept" + k);
      Captured first = said(commands[k] + " INSTANCE --quiet --checkpoint " + kept);
      assertThat(first.exitCode()).as(first.err()).isIn(0, 1);
      assertThat(kept).isNotEmptyFile();
      for (int other = 0; other < commands.length; other++) {
        Captured second = said(commands[other] + " INSTANCE --quiet --resume --checkpoint " + kept);
        String as = commands[k] + ", then " + commands[other] + ": " + second.err();
        if (other == k) {
          assertThat(second.exitCode()).as(as).isEqualTo(first.exitCode());
          assertThat(second.out()).isEqualTo(first.out());
        } else {
          assertThat(second.exitCode()).as(as).isEqualTo(2);
          assertThat(second.err()).as(as).contains("line 1: a checkpoint of");
        }
      }
    }
  }

  /** Another command is at the same file: neither begun again nor gone on with. */
  @Test
  void aCheckpointThatIsBeingWrittenIsRefused() throws IOException {
    for (String command : new String[] {"certify --method tree", "minima", "global"}) {
      Path kept = folder.resolve("kept " + command);
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      words.addAll(List.of(instance, "--quiet", "--checkpoint", kept.toString()));
      Captured first = run(words.toArray(String[]::new));
      assertThat(first.exitCode()).as(first.err()).isIn(0, 1);
      words.add("--resume");
      String before = Files.readString(kept);
      try (Journal other = Journal.goOn(kept, Files.size(kept), Files.size(kept))) {
        Captured second = run(words.toArray(String[]::new));
        assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(2);
        assertThat(second.out()).isEmpty();
        assertThat(second.err())
            .contains(kept + ": is in use: another process is writing to it; wait for its end");
        other.append("");
      }
      assertThat(kept).hasContent(before + "\n");
    }
  }

  /** With more patterns allowed it goes on where it was. */
  @Test
  void aTreeThatWasStoppedGoesOn() {
    String deep = folder.resolve("deep.json").toString();
    made("generate --slope 1/4 --seed 3 --widths 3,3,1 --samples 7 -o " + deep);
    String command = "certify --method tree --quiet --checkpoint KEPT " + deep;
    Captured stopped = said(command + " --max-patterns 400000");
    assertThat(stopped.exitCode()).as(stopped.err()).isEqualTo(3);
    String more = "would decide it: --max-patterns 823543 and time for as many";
    assertThat(stopped.out().lines().map(String::strip))
        .contains(more + "; with --resume it goes on from the checkpoint");
    Captured without = said("certify --method tree --quiet --max-patterns 400000 " + deep);
    assertThat(without.out().lines().map(String::strip)).contains(more);
    Path certificate = folder.resolve("c.cert");
    Captured decided = said(command + " --resume --certificate " + certificate);
    assertThat(decided.exitCode()).as(decided.err()).isZero();
    Path alone = folder.resolve("alone.cert");
    said("certify --method tree --quiet " + deep + " --certificate " + alone);
    assertThat(certificate).hasSameBinaryContentAs(alone);
  }
}
