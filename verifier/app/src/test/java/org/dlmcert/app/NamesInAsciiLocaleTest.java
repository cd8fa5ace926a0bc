package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dlmcert.checker.CommandWords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Files with names that are not ASCII, where LC_ALL=C and no launcher sets it right. */
@EnabledOnOs(OS.LINUX)
class NamesInAsciiLocaleTest {
  @TempDir Path folder = Path.of("");

  private Captured run(String words) throws Exception {
    StringBuilder octal = new StringBuilder();
    for (byte b : words.getBytes(StandardCharsets.UTF_8)) {
      octal.append('\\').append(Integer.toOctalString(b & 0xff));
    }
    // The shell writes the names, since this process may not have the letters.
    String command =
        "exec \"$JAVA\" -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp \"$CLASSES\" MAIN $(printf 'WORDS')";
    ProcessBuilder builder =
        new ProcessBuilder(
                "sh",
                "-c",
                command.replace("MAIN", Main.class.getName()).replace("WORDS", octal.toString()))
            .directory(folder.toFile())
            .redirectError(ProcessBuilder.Redirect.PIPE);
    builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
    builder.environment().put("LC_ALL", "C");
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    builder.environment().put("JAVA", java.toString());
    builder.environment().put("CLASSES", System.getProperty("java.class.path"));
    Process process = builder.start();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.getErrorStream().transferTo(err);
    return new Captured(process.waitFor(), out, err.toString(StandardCharsets.UTF_8));
  }

  private void write(String name, String text) throws IOException {
    Files.writeString(folder.resolve(CommandWords.path(name)), text);
  }

  @Test
  void filesAreFoundAndNamed() throws Exception {
    write("ä.csv", "1,2,0\n3,-1,1\n-2,1,1\n1,1,1\n");
    write("ö.csv", "1,x\n");
    Captured width = run("width --data ä.csv --target-column last --certificate 日本.cert");
    assertThat(width.err()).isEmpty();
    assertThat(width.out()).contains("certified width: 2").contains("certificate: 日本.cert");
    assertThat(width.exitCode()).isZero();
    assertThat(folder.resolve(CommandWords.path("日本.cert"))).exists();
    Captured check = run("check 日本.cert --instance ö.csv");
    assertThat(check.err()).startsWith("dlmcert: check: ö.csv: line 1").hasLineCount(1);
    assertThat(check.exitCode()).isEqualTo(2);
    Captured inspect = run("inspect ñ.json");
    assertThat(inspect.err()).isEqualTo("dlmcert: inspect: ñ.json: no such file\n");
    assertThat(inspect.exitCode()).isEqualTo(2);
  }
}
