package org.dlmcert.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A virtual machine of its own with 256 MB of memory, for files that must not take more. */
public final class SmallMachine {
  private SmallMachine() {}

  /**
   * Runs a main class of the test's class path.
   *
   * @return what it printed, standard error included
   * @throws AssertionError with that, if it does not end with 0
   */
  public static String run(Class<?> main, String... arguments)
      throws IOException, InterruptedException {
    String[] command = {
      Path.of(System.getProperty("java.home"), "bin", "java").toString(),
      "-Xmx256m",
      "-XX:+UseSerialGC",
      "-XX:TieredStopAtLevel=1",
      "-cp",
      System.getProperty("java.class.path"),
      main.getName()
    };
    List<String> words = new ArrayList<>(List.of(command));
    words.addAll(List.of(arguments));
    Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    int exitCode = process.waitFor();
    if (exitCode != 0) {
      throw new AssertionError("exit " + exitCode + ": " + out);
    }
    return out;
  }
}
