package org.dlmcert.app.run;

import java.nio.charset.StandardCharsets;

/**
 * A command about the program itself. It is run on the whole tree of commands, which it finds
 * through picocli's {@code @Spec}, while others see only themselves; and it may run others.
 */
public interface ProgramJob extends Job {

  /** Takes what runs other commands, before {@link #run}. */
  default void takes(Program program) {}

  /** The program, as a command of it sees it. */
  interface Program {

    /** Runs a command line. */
    Ended run(String... words);

    /** Writes to standard output now, before the report. */
    void print(String text);
  }

  /**
   * How a command ended.
   *
   * @param exitCode its exit code
   * @param output what it wrote to standard output and, after that, to standard error
   */
  record Ended(int exitCode, String output) {

    static Ended of(int exitCode, byte[] out, byte[] err) {
      return new Ended(
          exitCode,
          new String(out, StandardCharsets.UTF_8) + new String(err, StandardCharsets.UTF_8));
    }
  }
}
