package org.dlmcert.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import org.dlmcert.app.run.Job;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

/** What makes commands quick to find. */
class CommandClassesTest {

  /** A class that is called otherwise would not be found by its name. */
  @Test
  void aClassBeginsWithTheNameOfItsCommand() {
    List<Class<? extends Job>> commands =
        Main.COMMANDS.stream().flatMap(group -> group.commands().stream()).toList();
    assertThat(commands).hasSizeGreaterThan(20);
    for (Class<?> command : commands) {
      String name = command.getAnnotation(Command.class).name();
      assertThat(command.getSimpleName().toLowerCase(Locale.ROOT)).isEqualTo(name + "command");
      assertThat(Program.run(name, "--help").out()).contains("\nUsage: dlmcert " + name + " ");
    }
  }
}
