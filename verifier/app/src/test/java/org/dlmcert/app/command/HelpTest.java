package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.dlmcert.app.Main;
import org.junit.jupiter.api.Test;

/** {@code --help} can be read: every command in one whole line, and no line too long. */
class HelpTest {
  private static final int COLUMNS = 100;
  private static final Pattern LISTED = Pattern.compile("(?m)^  ([a-z]+) +(\\S.*)$");

  @Test
  void everyCommandHasOneWholeLine() {
    String help = help("--help");
    List<MatchResult> listed = LISTED.matcher(help).results().toList();
    assertThat(listed).hasSizeGreaterThan(16);
    for (MatchResult command : listed) {
      assertThat(command.group(2)).endsWith(".");
      assertThat(help(command.group(1), "--help").lines().findFirst())
          .as("its own help begins with the same line")
          .contains(command.group(2));
    }
    assertThat(help.lines()).allMatch(line -> line.length() <= COLUMNS);
    assertThat(help).doesNotContain("…", "...");
  }

  @Test
  void helpOfEachCommandFitsTheScreen() {
    List<MatchResult> commands = LISTED.matcher(help("--help")).results().toList();
    assertThat(commands).hasSizeGreaterThan(10);
    for (MatchResult command : commands) {
      assertThat(help(command.group(1), "--help").lines())
          .as(command.group(1))
          .allMatch(line -> line.length() <= COLUMNS);
    }
  }

  private static String help(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.run(args, out, OutputStream.nullOutputStream())).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
