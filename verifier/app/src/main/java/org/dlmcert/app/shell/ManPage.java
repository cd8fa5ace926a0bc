package org.dlmcert.app.shell;

import java.util.Locale;
import java.util.Map;
import org.dlmcert.app.report.Version;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A manual page (roff, the macros of man(7)) from picocli's model of a command. The library's own
 * generator writes AsciiDoc, which needs Asciidoctor before a reader of manual pages can show it;
 * this needs nothing, so that the program prints its pages itself. Pages have no date: the same
 * program prints the same bytes.
 */
final class ManPage {

  private static final String EXIT_CODES =
      """
      .TP
      0
      the claim holds, or the work is done
      .TP
      1
      refuted, with evidence
      .TP
      2
      wrong usage or bad input: one message, and nothing is written
      .TP
      3
      not decided: which limit was reached, and what would decide it
      .TP
      70
      a fault of the program
      .TP
      130
      interrupted
      """;

  private final CommandLine command;
  private final StringBuilder page = new StringBuilder();

  ManPage(CommandLine command) {
    this.command = command;
  }

  /** The name of a command's page, without the section. */
  static String name(CommandLine command) {
    return command.getCommandSpec().qualifiedName("-");
  }

  String text() {
    CommandSpec spec = command.getCommandSpec();
    String name = name(command);
    page.append(".TH ").append(quoted(name.toUpperCase(Locale.ROOT))).append(" 1 \"\" ");
    page.append(quoted(Version.line())).append(" \"dlmcert\"\n");
    String[] header = spec.usageMessage().header();
    String[] description = spec.usageMessage().description();
    String line = OptionText.plain(header.length > 0 ? header : description);
    section("NAME").append(escaped(name)).append(" \\- ").append(escaped(line)).append('\n');
    section("SYNOPSIS").append(escaped(synopsis())).append('\n');
    if (description.length > 0) {
      section("DESCRIPTION").append(escaped(OptionText.plain(description))).append('\n');
    }
    commands();
    parameters(spec);
    options(spec);
    section("EXIT STATUS").append(EXIT_CODES);
    section("ENVIRONMENT")
        .append(
            escaped(
                "DLMCERT_THREADS, DLMCERT_TIMEOUT, DLMCERT_MAX_WORK, DLMCERT_MAX_PATTERNS and "
                    + "DLMCERT_MAX_NODES are the defaults of the options of these names. "
                    + "DLMCERT_JAVA_OPTS has further options for Java, such as -Xmx8g. "
                    + "NO_COLOR: no colours and no progress bars."))
        .append('\n');
    if (spec.parent() != null) {
      section("SEE ALSO").append(".BR ").append(escaped(name(spec.parent().commandLine())));
      page.append(" (1)\n");
    }
    return page.toString();
  }

  private String synopsis() {
    return new Help(command.getCommandSpec(), Help.defaultColorScheme(Help.Ansi.OFF))
        .synopsis(0)
        .replaceAll("\\s+", " ")
        .strip();
  }

  private void commands() {
    Map<String, CommandLine> commands = command.getSubcommands();
    if (!commands.isEmpty()) {
      section("COMMANDS");
      commands.forEach(
          (word, line) ->
              entry(word, OptionText.plain(line.getCommandSpec().usageMessage().header())));
    }
  }

  private void parameters(CommandSpec spec) {
    if (!spec.positionalParameters().isEmpty()) {
      section("ARGUMENTS");
      for (PositionalParamSpec parameter : spec.positionalParameters()) {
        entry(parameter.paramLabel(), OptionText.description(parameter));
      }
    }
  }

  private void options(CommandSpec spec) {
    section("OPTIONS");
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        String names = String.join(", ", option.names());
        entry(
            OptionText.takesValue(option) ? names + "=" + option.paramLabel() : names,
            OptionText.description(option));
      }
    }
  }

  private StringBuilder section(String heading) {
    return page.append(".SH ").append(quoted(heading)).append('\n');
  }

  private void entry(String term, String text) {
    page.append(".TP\n.B ").append(escaped(term)).append('\n');
    page.append(escaped(text)).append('\n');
  }

  private static String quoted(String text) {
    return '"' + escaped(text).replace("\"", "") + '"';
  }

  /** Text of one line that roff shows as it is. */
  private static String escaped(String text) {
    String line = text.replace("\\", "\\e").replace("-", "\\-").replace('\n', ' ');
    return line.startsWith(".") || line.startsWith("'") ? "\\&" + line : line;
  }
}
