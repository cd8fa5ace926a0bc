package org.dlmcert.app.data;

import java.io.ByteArrayOutputStream;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.dlmcert.app.Main;
import org.dlmcert.app.data.BroughtData.Brought;
import org.dlmcert.testkit.SmallMachine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each file is read as it is, or refused in one line that says what to do, soon and in 256 MB. */
class BroughtDataTest {
  private static final long MOST_MILLISECONDS = 2000;
  private static final String COMMANDS = "commands";

  @TempDir Path folder = Path.of("");

  /** Runs the commands in the folder, and prints what came of them. */
  public static void main(String[] args) throws Exception {
    ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    for (String line : Files.readAllLines(Path.of(args[0], COMMANDS))) {
      String name = line.substring(0, line.indexOf('\t'));
      String file = Path.of(args[0], name).toString();
      String[] words = line.substring(name.length() + 1).split(" ");
      for (int i = 0; i < words.length; i++) {
        words[i] = words[i].replace("FILE", file).replace('~', ' ');
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      long start = cpu(threads);
      int exit = Main.run(words, out, err);
      long milliseconds = (cpu(threads) - start) / 1_000_000;
      String text = out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8);
      System.out.println(
          name
              + "\t"
              + exit
              + "\t"
              + milliseconds
              + "\t"
              + text.strip().replace("\n", "\\n").replace(args[0], ""));
    }
  }

  private static long cpu(ThreadMXBean threads) {
    long sum = 0;
    for (long id : threads.getAllThreadIds()) {
      sum += Math.max(0, threads.getThreadCpuTime(id));
    }
    return sum;
  }

  @Test
  void isReadOrRefusedSoonAndInLittleMemory() throws Exception {
    Map<String, Brought> all = BroughtData.all();
    StringBuilder commands = new StringBuilder();
    for (Brought brought : all.values()) {
      Files.write(folder.resolve(brought.file()), brought.bytes());
      commands.append(brought.file()).append('\t').append(brought.command()).append('\n');
    }
    Files.writeString(folder.resolve(COMMANDS), commands);
    String out = SmallMachine.run(BroughtDataTest.class, folder.toString());
    SoftAssertions softly = new SoftAssertions();
    softly.assertThat(out.lines().count()).as(out).isEqualTo(all.size());
    out.lines()
        .forEach(
            line -> {
              String[] parts = line.split("\t", 4);
              Brought brought = all.get(parts[0]);
              if (brought == null) {
                softly.fail(line);
                return;
              }
              softly.assertThat(parts[1]).as(line).isEqualTo("" + brought.exitCode());
              softly.assertThat(parts[3]).as(line).contains(brought.words());
              softly.assertThat(Long.parseLong(parts[2])).as(line).isLessThan(MOST_MILLISECONDS);
              if (brought.exitCode() == 2) {
                softly.assertThat(parts[3]).as(line).doesNotContain("\\n").contains(parts[0]);
              }
            });
    softly.assertAll();
  }
}
