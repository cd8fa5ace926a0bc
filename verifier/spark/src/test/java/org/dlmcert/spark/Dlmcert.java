package org.dlmcert.spark;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Main;

/** A run of the program inside this process. */
record Dlmcert(int exit, String output, String messages) {
  static Dlmcert run(List<String> words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int exit = Main.run(words.toArray(String[]::new), out, err);
    return new Dlmcert(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  static Dlmcert run(String line, Object... more) {
    List<String> words = new ArrayList<>(List.of(line.split(" ", -1)));
    for (Object one : more) {
      words.add(one.toString());
    }
    return run(words);
  }
}
