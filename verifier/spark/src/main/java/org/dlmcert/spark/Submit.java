package org.dlmcert.spark;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Main;

/**
 * The program under {@code spark-submit}: the words of a command line, to which the master that
 * {@code spark-submit} was given is added.
 */
public final class Submit {
  private Submit() {}

  /** Runs a command, and ends the process with its exit code. */
  public static void main(String[] args) {
    List<String> words = new ArrayList<>(List.of(args));
    String master = System.getProperty("spark.master");
    if (master != null && !words.contains("--cluster")) {
      words.add("--cluster");
      words.add(master);
    }
    Main.main(words.toArray(String[]::new));
  }
}
