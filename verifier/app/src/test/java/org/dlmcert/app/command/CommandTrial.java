package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.app.JsonNode;

/** Commands run inside the test, on files of a folder, with what must hold of every answer. */
final class CommandTrial {
  static final String COMMON = "command version verdict elapsed_seconds certificate ";
  private static final List<String> PROVING = List.of("certify", "width", "rank");

  private CommandTrial() {}

  static JsonNode json(int exitCode, String fields, String... args) {
    Captured result = run(args);
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(exitCode);
    assertThat(result.err()).isEmpty();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = JsonNode.read(result.out());
    assertThat(((JsonNode.Struct) json).fields())
        .extracting(JsonNode.Field::name)
        .filteredOn(name -> !name.equals("proved"))
        .containsExactly(fields.strip().split(" +"));
    boolean proves = exitCode < 2 && PROVING.contains(args[0]);
    assertThat(json.write().contains(",\"proved\":\"")).isEqualTo(proves);
    assertThat(json.get("command").write()).isEqualTo("\"" + args[0] + "\"");
    assertThat(json.get("elapsed_seconds").write()).matches("[0-9]+(\\.[0-9]+)?");
    return json;
  }

  /** A report of work that is done, with these fields besides those that all have. */
  static JsonNode done(String fields, String... args) {
    Captured result = run(args);
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isZero();
    assertThat(result.out().lines()).hasSize(1);
    JsonNode json = JsonNode.read(result.out());
    assertThat(((JsonNode.Struct) json).fields())
        .extracting(JsonNode.Field::name)
        .containsExactly((COMMON + fields).strip().split(" +"));
    assertThat(json.get("verdict").write()).isEqualTo("\"DONE\"");
    return json;
  }

  /** A refusal with these words in its message. */
  static void badInput(String words, String... args) {
    Captured result = run(args);
    assertThat(result.exitCode()).as(result.out()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains(words);
    assertThat(result.err().lines().count()).isLessThan(10);
  }

  static String file(Path folder, String name, String content) throws IOException {
    return Files.writeString(folder.resolve(name), content).toString();
  }

  static String instance(String widths, String inputs, String more) {
    return ("{'format':'dlmcert-instance/1','widths':"
            + widths
            + ",'bias':false,'inputs':"
            + inputs
            + more
            + "}")
        .replace('\'', '"');
  }

  static String small(Path folder, String noise) throws IOException {
    return file(
        folder,
        "small.json",
        instance("[2,2,1]", "[[1,0],[0,1],[1,1]]", ",'slope':'1/2','noise':" + noise));
  }
}
