package org.dlmcert.app;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.util.List;
import org.dlmcert.app.command.CertifyCommand;
import org.dlmcert.app.command.CheckCommand;
import org.dlmcert.app.command.CompareCommand;
import org.dlmcert.app.command.ConvertCommand;
import org.dlmcert.app.command.ExplainCommand;
import org.dlmcert.app.command.FigureCommand;
import org.dlmcert.app.command.ForwardCommand;
import org.dlmcert.app.command.GenerateCommand;
import org.dlmcert.app.command.GlobalCommand;
import org.dlmcert.app.command.InspectCommand;
import org.dlmcert.app.command.LiftCommand;
import org.dlmcert.app.command.MinimaCommand;
import org.dlmcert.app.command.PerturbCommand;
import org.dlmcert.app.command.RankCommand;
import org.dlmcert.app.command.ReplayCommand;
import org.dlmcert.app.command.TrainCommand;
import org.dlmcert.app.command.VectorsCommand;
import org.dlmcert.app.command.WidthCommand;
import org.dlmcert.app.command.WitnessCommand;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.Version;
import org.dlmcert.app.run.CommandGroup;
import org.dlmcert.app.run.CommandTree;
import org.dlmcert.app.run.Job;
import org.dlmcert.app.run.StandardStreams;
import org.dlmcert.app.run.Terminal;
import org.dlmcert.app.shell.CompletionCommand;
import org.dlmcert.app.shell.ManCommand;
import org.dlmcert.app.tour.TourCommand;
import org.dlmcert.checker.CommandWords;

/**
 * The program {@code dlmcert}.
 *
 * <p>It knows nothing of single commands but their classes; see {@link Job} for how to add one.
 */
public final class Main {

  static final List<CommandGroup> COMMANDS =
      List.of(
          new CommandGroup(
              "Decide about all weights",
              List.of(
                  CertifyCommand.class,
                  WidthCommand.class,
                  LiftCommand.class,
                  MinimaCommand.class,
                  GlobalCommand.class)),
          new CommandGroup(
              "Look at given weights",
              List.of(
                  InspectCommand.class,
                  CompareCommand.class,
                  VectorsCommand.class,
                  TrainCommand.class)),
          new CommandGroup(
              "Check what was decided", List.of(CheckCommand.class, ExplainCommand.class)),
          new CommandGroup(
              "Replay the paper",
              List.of(ReplayCommand.class, WitnessCommand.class, FigureCommand.class)),
          new CommandGroup(
              "Make instances, and a number",
              List.of(
                  ConvertCommand.class,
                  ForwardCommand.class,
                  GenerateCommand.class,
                  PerturbCommand.class,
                  RankCommand.class)),
          new CommandGroup(
              "The program itself",
              List.of(TourCommand.class, CompletionCommand.class, ManCommand.class)));

  private Main() {}

  /** Runs the program and ends the process with one of the {@linkplain ExitCode exit codes}. */
  public static void main(String[] args) {
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    OutputStream err = new FileOutputStream(FileDescriptor.err);
    String[] words = CommandWords.of(args);
    // No option is of a type of java.time or java.sql, and to look for the command line library's
    // converters to them loads some fifty classes.
    System.setProperty("picocli.converters.excludes", ".*");
    System.exit(run(COMMANDS, words, new StandardStreams(out, err, Terminal.ofProcess())));
  }

  /**
   * Runs the program inside this process, on no terminal.
   *
   * @param out standard output, in UTF-8
   * @param err standard error, in UTF-8
   * @return the exit code
   */
  public static int run(String[] args, OutputStream out, OutputStream err) {
    return run(COMMANDS, args, new StandardStreams(out, err, Terminal.NONE));
  }

  /** Runs the program with the given commands. */
  public static int run(List<CommandGroup> commands, String[] args, StandardStreams streams) {
    // Answered before the command line library is loaded: this is what scripts ask first.
    if (args.length == 1 && (args[0].equals("--version") || args[0].equals("-V"))) {
      return streams.information(Version.line() + "\n");
    }
    try {
      return CommandTree.of(commands, args, streams).run(args);
    } catch (RuntimeException | Error e) {
      // Without this Java would end the process with 1, which means "refuted".
      return streams.fault(e);
    }
  }
}
