package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The program as scripts run it, in this process. */
public final class Program {
  private Program() {}

  /** Runs a command line. */
  public static Captured run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode = Main.run(args, out, err);
    return new Captured(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command line with {@code --json}; the exit code has to be the expected one. */
  public static JsonNode json(int exitCode, String... args) {
    String[] all = Arrays.copyOf(args, args.length + 1);
    all[args.length] = "--json";
    Captured result = run(all);
    assertThat(result.exitCode()).as("%s%s", result.out(), result.err()).isEqualTo(exitCode);
    return JsonNode.read(result.out());
  }
}
