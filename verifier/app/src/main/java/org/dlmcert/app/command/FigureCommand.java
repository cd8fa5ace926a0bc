package org.dlmcert.app.command;

import java.util.List;
import java.util.Stack;
import org.dlmcert.app.command.ends.DeepDescentCommand;
import org.dlmcert.app.command.ends.EndPointsCommand;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/**
 * {@code dlmcert figure}: the experiments of the paper's figures, each a command below this one.
 */
@Command(
    name = "figure",
    header = "Figures 6.1 and 6.2 of the paper, with end points checked exactly.",
    description =
        "Reproduces Figure 6.1 (final classification error against d²/N) or Figure 6.2 (gradient "
            + "descent to a differentiable local minimum) and checks the end points exactly; 6.1-ends and 6.2-deep prove "
            + "what is beside the ends of networks of two hidden layers. Writes PNG, "
            + "SVG, CSV and a Markdown table into a folder.",
    synopsisSubcommandLabel = "6.1|6.1-ends|6.2|6.2-deep",
    subcommands = {
      ErrorCurveCommand.class,
      EndPointsCommand.class,
      DescentCommand.class,
      DeepDescentCommand.class
    })
public final class FigureCommand implements Job {

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help and exit.")
  private boolean help;

  @Parameters(hidden = true, arity = "0..*", parameterConsumer = NoFigure.class)
  private List<String> others = List.of();

  /** Takes a word that is no figure, and what follows it. */
  static final class NoFigure implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> words, ArgSpec parameter, CommandSpec command) {
      throw new ParameterException(
          command.commandLine(), words.peek() + ": 6.1, 6.1-ends, 6.2 or 6.2-deep expected");
    }
  }

  @Override
  public Report run(JobContext context) {
    throw new UsageError(
        "which figure? 6.1, 6.1-ends, 6.2 or 6.2-deep expected" + String.join(" ", others));
  }
}
