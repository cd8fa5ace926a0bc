package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files with names that are not ASCII, in a locale that knows nothing but ASCII. */
final class CommandWordsTest {
  private static final String CERTIFICATE = "日本 ä.cert";
  private static final String DATA = "ö.csv";

  @TempDir private Path folder = Path.of("");

  private record Run(int exit, String out) {}

  /** Runs the checker; the shell writes the names, since this process may not have the letters. */
  private Run run(String locale, String... words) throws Exception {
    StringBuilder command =
        new StringBuilder(
            "exec \"$JAVA\" -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$CLASSES\" ");
    command.append(Main.class.getName());
    for (String word : words) {
      command.append(" \"$(printf '");
      for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
        command.append('\\').append(Integer.toOctalString(b & 0xff));
      }
      command.append("')\"");
    }
    ProcessBuilder builder =
        new ProcessBuilder("sh", "-c", command.toString())
            .directory(folder.toFile())
            .redirectErrorStream(true);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("LC_ALL", locale);
    builder
        .environment()
        .put("JAVA", Path.of(System.getProperty("java.home"), "bin", "java").toString());
    builder
        .environment()
        .put("CLASSES", Examples.ROOT.resolve("proofs/checker/target/classes").toString());
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), out);
  }

  private void copy(String example, String name) throws IOException {
    // By its bytes, in whatever locale the tests run.
    Path file = folder.resolve(CommandWords.path(name));
    Files.copy(Examples.ACCEPTED.resolve(example), file);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void namesAreReadByTheirBytes() throws Exception {
    copy("partition-detached.cert", CERTIFICATE);
    copy("partition-detached.csv", DATA);
    copy("partition.cert", "ä.csv");
    for (String locale : List.of("C", "C.UTF-8")) {
      Run asJson = run(locale, "--json", folder + "/" + CERTIFICATE, "--instance", "./" + DATA);
      assertThat(asJson.out()).contains("\"certificate\":\"" + folder + "/" + CERTIFICATE + "\"");
      assertThat(asJson.exit()).isZero();
    }
    Run accepted = run("C", CERTIFICATE, "--instance", DATA);
    assertThat(accepted.out()).startsWith("ACCEPTED");
    assertThat(accepted.exit()).isZero();
    Run missing = run("C", "日.cert");
    assertThat(missing).isEqualTo(new Run(2, "dlmcert-checker: cannot read the file 日.cert\n"));
    Run wrong = run("C", CERTIFICATE, "--instance", "ä.csv", "--header", "no");
    assertThat(wrong.out()).startsWith("dlmcert-checker: ä.csv: ").hasLineCount(1);
    assertThat(wrong.exit()).isEqualTo(2);
    Run moving = run("C", "a\u202e\u001b[2J.cert");
    assertThat(moving.out())
        .isEqualTo("dlmcert-checker: cannot read the file a\\u202e\\u001b[2J.cert\n");
  }

  @Test
  void wordsOfAsciiAreNotTouched() {
    String[] words = {"a.cert", "--json", "ä"};
    assertThat(CommandWords.of(words)).isSameAs(words);
    assertThat(CommandWords.path("a/b.cert")).isEqualTo(Path.of("a/b.cert"));
  }

  @Test
  void whatIsLostIsNoName() {
    assertThatThrownBy(() -> CommandWords.path("a\0b")).isInstanceOf(InvalidPathException.class);
  }
}
