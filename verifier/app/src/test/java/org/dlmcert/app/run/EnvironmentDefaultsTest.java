package org.dlmcert.app.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.dlmcert.app.Captured;
import org.junit.jupiter.api.Test;

/** Options whose defaults the environment gives. */
class EnvironmentDefaultsTest {

  private static Captured run(Map<String, String> environment, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit =
        CommandTree.of(
                List.of(new CommandGroup("Commands", TrialCommands.ALL)),
                args,
                new StandardStreams(out, err, Terminal.NONE),
                environment::get)
            .run(args);
    return new Captured(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void theEnvironmentGivesDefaultsThatOptionsReplace() {
    Map<String, String> threads = Map.of("DLMCERT_THREADS", "7");
    assertThat(run(threads, "conclude", "DONE", "--json").out()).contains("\"threads\":7");
    assertThat(run(threads, "conclude", "DONE", "--json", "--threads", "3").out())
        .contains("\"threads\":3");
    assertThat(run(Map.of("DLMCERT_THREADS", ""), "conclude", "DONE").exitCode()).isZero();
  }

  @Test
  void otherOptionsAreNotTakenFromIt() {
    Map<String, String> others = Map.of("DLMCERT_JSON", "true", "DLMCERT_FORCE", "true");
    assertThat(run(others, "conclude", "DONE").out()).startsWith("a line for people");
  }

  @Test
  void aWrongValueNamesItsVariable() {
    Captured result = run(Map.of("DLMCERT_THREADS", "many"), "conclude", "DONE");
    assertThat(result.exitCode()).isEqualTo(2);
    assertThat(result.out()).isEmpty();
    assertThat(result.err()).contains("--threads many", "DLMCERT_THREADS is set to it");
    assertThat(run(Map.of("DLMCERT_THREADS", "0"), "conclude", "DONE").err())
        .contains("--threads 0: a number from 1 to 1024", "DLMCERT_THREADS is set to it");
    assertThat(run(Map.of("DLMCERT_TIMEOUT", "soon"), "conclude", "DONE").err())
        .contains("DLMCERT_TIMEOUT is set to it");
    assertThat(run(Map.of("DLMCERT_THREADS", "2"), "conclude", "DONE", "--threads", "x").err())
        .doesNotContain("DLMCERT_THREADS");
  }
}
