package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.dlmcert.app.Captured;
import org.dlmcert.app.Main;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A search in a process of its own that is killed with SIGKILL in the middle, and resumed, writes
 * the certificate of one that nobody disturbed, byte for byte.
 */
class KilledSearchTest {
  private static final int KILLED = 128 + 9;

  @TempDir Path folder = Path.of("");

  static Stream<Arguments> searches() {
    return Stream.of(
            Arguments.of("global", "2,2,1", "10", 9000L),
            Arguments.of("certify --method tree", "3,3,1", "8", 9000L),
            Arguments.of("minima --max-nodes 0", "2,3,1", "6", 5000L),
            Arguments.of("minima --kinks", "2,2,1", "5", 20_000L))
        .limit(Cases.count(2, 4));
  }

  @ParameterizedTest
  @MethodSource("searches")
  void aKilledSearchIsResumed(String command, String widths, String samples, long size)
      throws IOException, InterruptedException {
    String data = folder.resolve("data.json").toString();
    Captured made =
        run(
            ("generate --slope 1/2 --seed 5 --widths " + widths + " --samples " + samples)
                .concat(" -o " + data)
                .split(" "));
    assertThat(made.exitCode()).as(made.err()).isZero();
    List<String> arguments = new ArrayList<>(List.of(command.split(" ")));
    arguments.add(data);

    Path checkpoint = folder.resolve("checkpoint");
    assertThat(killed(arguments, checkpoint, size)).isEqualTo(KILLED);
    String before = Files.readString(checkpoint);

    Path resumed = folder.resolve("resumed.cert");
    Path whole = folder.resolve("whole.cert");
    Captured first =
        with(
            arguments,
            "--certificate",
            resumed.toString(),
            "--checkpoint",
            checkpoint.toString(),
            "--resume");
    Captured second = with(arguments, "--certificate", whole.toString());
    assertThat(first.exitCode()).as(first.err()).isEqualTo(second.exitCode()).isIn(0, 1);
    assertThat(Files.readAllBytes(resumed)).isEqualTo(Files.readAllBytes(whole));
    // What was decided stays, and not all was.
    assertThat(Files.readString(checkpoint))
        .startsWith(before.substring(0, before.lastIndexOf('\n') + 1))
        .hasSizeGreaterThan(before.length());
  }

  /** Kills the search when its checkpoint has so many bytes, and returns its exit code. */
  private int killed(List<String> arguments, Path checkpoint, long size)
      throws IOException, InterruptedException {
    List<String> process =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    process.addAll(arguments);
    process.addAll(List.of("--checkpoint", checkpoint.toString()));
    Process search =
        new ProcessBuilder(process)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("log").toFile())
            .start();
    while (search.isAlive() && !(Files.exists(checkpoint) && Files.size(checkpoint) > size)) {
      search.waitFor(2, TimeUnit.MILLISECONDS);
    }
    search.destroyForcibly().waitFor();
    return search.exitValue();
  }

  private static Captured with(List<String> arguments, String... more) {
    List<String> all = new ArrayList<>(arguments);
    all.addAll(List.of(more));
    return run(all.toArray(String[]::new));
  }
}
