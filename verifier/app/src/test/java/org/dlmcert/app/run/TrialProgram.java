package org.dlmcert.app.run;

import java.util.List;
import org.dlmcert.app.Main;

/** The program with the trial commands, as a process of its own. */
final class TrialProgram {

  private TrialProgram() {}

  public static void main(String[] args) {
    StandardStreams streams = new StandardStreams(System.out, System.err, Terminal.ofProcess());
    System.exit(Main.run(List.of(new CommandGroup("Trial", TrialCommands.ALL)), args, streams));
  }
}
