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
  private static final int COLUMNS = 80;
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

  @Test
  void optionsAreGroupedByWhatTheyAreAbout() {
    String help = help("certify", "--help");
    assertThat(Pattern.compile("(?m)^([A-Z][a-z ]+):$").matcher(help).results())
        .extracting(heading -> heading.group(1))
        .containsExactly(
            "Options",
            "The data set",
            "The network",
            "The certificate",
            "Output",
            "Many instances",
            "Every command");
    assertThat(help.indexOf("--patterns")).isLessThan(help.indexOf("The data set:"));
    assertThat(help.indexOf("--bias"))
        .isBetween(help.indexOf("The network:"), help.indexOf("--detached"));
    assertThat(help.indexOf("--json ")).isGreaterThan(help.indexOf("Every command:"));
  }

  /** A description is one text, broken where the line ends. */
  @Test
  void noOptionIsDescribedInLinesOfItsOwn() {
    int goingOn = 0;
    for (MatchResult command : LISTED.matcher(help("--help")).results().toList()) {
      List<String> lines = help(command.group(1), "--help").lines().toList();
      for (int i = 1; i < lines.size(); i++) {
        boolean goesOn = lines.get(i).matches(" {30,}\\S.*");
        String before = lines.get(i - 1).stripTrailing();
        String first = lines.get(i).strip().split(" ")[0];
        assertThat(goesOn && !before.endsWith(".") && before.matches(" {30,}\\S.*"))
            .as("%s: %s", command.group(1), before)
            .isIn(false, before.length() + first.length() + 1 > COLUMNS - 2);
        goingOn += goesOn ? 1 : 0;
      }
    }
    assertThat(goingOn).as("lines that go on").isGreaterThan(50);
  }

  private static String help(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    assertThat(Main.run(args, out, OutputStream.nullOutputStream())).isZero();
    return out.toString(StandardCharsets.UTF_8);
  }
}
