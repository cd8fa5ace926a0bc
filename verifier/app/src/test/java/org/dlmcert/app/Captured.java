package org.dlmcert.app;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dlmcert.app.run.CommandGroup;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.StandardStreams;
import org.dlmcert.app.run.Terminal;

/**
 * What one run of the program left behind.
 *
 * @param exitCode its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Captured(int exitCode, String out, String err) {

  /** Runs the program with the given commands, on no terminal. */
  public static Captured run(List<Class<? extends Job>> commands, String... args) {
    return run(commands, Terminal.NONE, args);
  }

  /** Runs the program with the given commands. */
  public static Captured run(
      List<Class<? extends Job>> commands, Terminal terminal, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exitCode =
        Main.run(
            List.of(new CommandGroup("Commands", commands)),
            args,
            new StandardStreams(out, err, terminal));
    return new Captured(
        exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
