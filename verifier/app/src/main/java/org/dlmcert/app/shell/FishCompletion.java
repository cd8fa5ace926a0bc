package org.dlmcert.app.shell;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A completion script for fish, for which the library has no generator: a {@code complete} line for
 * each command, option and word a parameter can be, under the condition that the commands above it
 * have been typed.
 */
final class FishCompletion {

  private final String name;
  private final CommandLine program;
  private final StringBuilder script = new StringBuilder();

  FishCompletion(CommandLine program) {
    this.name = program.getCommandName();
    this.program = program;
  }

  String script() {
    script.append("# Completion of ").append(name).append(" for fish.\n");
    script.append("complete -c ").append(name).append(" -f\n");
    commands(program, "__fish_use_subcommand");
    options(program.getCommandSpec(), "__fish_use_subcommand");
    return script.toString();
  }

  /** The commands that can follow, and what can follow each of them. */
  private void commands(CommandLine above, String condition) {
    above
        .getSubcommands()
        .forEach(
            (word, command) -> {
              CommandSpec spec = command.getCommandSpec();
              line(condition, " -a " + quoted(word) + described(spec.usageMessage().header()));
              String below =
                  (above == program ? "" : condition(above) + "; and ") + condition(command);
              if (!command.getSubcommands().isEmpty()) {
                commands(command, condition(command));
              }
              options(spec, below);
              for (PositionalParamSpec parameter : spec.positionalParameters()) {
                parameter(parameter, below);
              }
            });
  }

  private static String condition(CommandLine command) {
    return "__fish_seen_subcommand_from " + command.getCommandName();
  }

  private void options(CommandSpec spec, String condition) {
    for (OptionSpec option : spec.options()) {
      if (!option.hidden()) {
        StringBuilder flags = new StringBuilder();
        for (String word : option.names()) {
          flags.append(
              word.startsWith("--") ? " -l " + word.substring(2) : " -s " + word.substring(1));
        }
        if (OptionText.takesValue(option)) {
          List<String> words = OptionText.words(option);
          flags.append(OptionText.isFile(option) ? " -r -F" : " -x");
          if (!words.isEmpty()) {
            flags.append(" -a ").append(quoted(String.join(" ", words)));
          }
        }
        line(condition, flags + described(option.description()));
      }
    }
  }

  private void parameter(ArgSpec parameter, String condition) {
    if (OptionText.isFile(parameter)) {
      line(condition, " -F");
    } else {
      List<String> words = OptionText.words(parameter);
      if (!words.isEmpty()) {
        line(
            condition,
            " -a " + quoted(String.join(" ", words)) + described(parameter.description()));
      }
    }
  }

  private void line(String condition, String rest) {
    script
        .append("complete -c ")
        .append(name)
        .append(" -n ")
        .append(quoted(condition))
        .append(rest)
        .append('\n');
  }

  private static String described(String[] lines) {
    return lines.length == 0 ? "" : " -d " + quoted(OptionText.plain(lines));
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
