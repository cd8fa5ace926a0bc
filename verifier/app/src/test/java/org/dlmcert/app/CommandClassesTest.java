package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.app.run.CommandGroup;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** What makes commands quick to find. */
class CommandClassesTest {

  private static List<Class<?>> commands() {
    List<Class<?>> all = new ArrayList<>();
    for (CommandGroup group : Main.COMMANDS) {
      all.addAll(group.commands());
    }
    assertThat(all).hasSizeGreaterThan(20);
    return all;
  }

  /** A class that is called otherwise would not be found by its name. */
  @Test
  void aClassBeginsWithTheNameOfItsCommand() {
    for (Class<?> command : commands()) {
      String name = command.getAnnotation(Command.class).name();
      assertThat(command.getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(name + "command");
      assertThat(Program.run(name, "--help").out()).contains("\nUsage: dlmcert " + name + " ");
    }
  }

  /** To look for commands among methods takes as long as to read ten options. */
  @Test
  void noMethodIsACommand() {
    List<Class<?>> all = commands();
    for (int k = 0; k < all.size(); k++) {
      Command annotation = all.get(k).getAnnotation(Command.class);
      assertThat(annotation.addMethodSubcommands()).as(all.get(k).getName()).isFalse();
      all.addAll(List.of(annotation.subcommands()));
    }
  }
}
