package org.dlmcert.app.run;

import java.util.List;
import picocli.CommandLine.Command;

/**
 * Commands that answer questions of one sort; {@code dlmcert --help} lists them together.
 *
 * @param heading what they are for
 * @param commands classes with {@link Command}, whose header is the line in the list
 */
public record CommandGroup(String heading, List<Class<? extends Job>> commands) {

  /** Copies the list. */
  public CommandGroup {
    commands = List.copyOf(commands);
  }

  static String name(Class<? extends Job> command) {
    return command.getAnnotation(Command.class).name();
  }

  /**
   * Whether a command is called so. The class of a command begins with its name, and only where the
   * class fits is the annotation looked at, since those of all commands take some twenty
   * milliseconds.
   */
  static boolean isNamed(Class<? extends Job> command, String name) {
    return command.getSimpleName().regionMatches(true, 0, name, 0, name.length())
        && name(command).equals(name);
  }

  /** The group in a list of commands. */
  String listed() {
    int columns = commands.stream().mapToInt(command -> name(command).length()).max().orElse(0);
    StringBuilder lines = new StringBuilder("\n" + heading + ":\n");
    for (Class<? extends Job> command : commands) {
      String header = String.join(" ", command.getAnnotation(Command.class).header());
      String name = name(command);
      lines.append("  ").append(name).append(" ".repeat(columns - name.length()));
      lines.append("  ").append(header).append('\n');
    }
    return lines.toString();
  }
}
