package org.dlmcert.app.argument;

import java.util.List;
import java.util.Stack;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.statement.Statements;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Statements of the paper, each by its id such as fact-2. */
public final class NamedStatement extends Words<Statement> {
  /** Knows all of them. */
  public NamedStatement() {
    super(Statements.ALL.toArray(Statement[]::new), statement -> statement.heading().id());
  }

  /**
   * Takes one word for a list of statements. With a converter alone the library would take the
   * first word that is none for an argument of somebody else.
   */
  public static final class OneByOne implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec argument, CommandSpec command) {
      String word = words.pop();
      List<Statement> named = argument.getValue();
      try {
        named.add(new NamedStatement().convert(word));
      } catch (TypeConversionException e) {
        throw new ParameterException(
            command.commandLine(),
            "Invalid value for positional parameter "
                + argument.paramLabel()
                + ": "
                + e.getMessage(),
            e,
            argument,
            word);
      }
    }
  }
}
