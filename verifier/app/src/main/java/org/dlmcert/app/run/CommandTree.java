package org.dlmcert.app.run;

import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_COMMAND_LIST_HEADING;
import static picocli.CommandLine.Model.UsageMessageSpec.SECTION_KEY_OPTION_LIST;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.dlmcert.app.argument.Decimal;
import org.dlmcert.app.report.ExitCode;
import org.dlmcert.app.report.InputErrors;
import org.dlmcert.app.report.Overridden;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.report.Version;
import org.dlmcert.checker.CommandWords;
import org.dlmcert.io.BadInput;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line: which words name which command, and what is said when they do not fit. */
public final class CommandTree {

  private static final int USAGE_COLUMNS = 80;
  private static final int OPTION_COLUMNS = 24;
  private static final String COMMON = "common";
  private static final String LINES = "lines";
  private final long start = System.nanoTime();
  private final EnvironmentDefaults defaults;
  private final List<CommandGroup> groups;
  private final StandardStreams streams;
  private final CommandLine root;
  private final StringWriter help = new StringWriter();

  /**
   * Builds as much of the command line as the arguments call for: if the first is a command, that
   * command alone, since each costs some milliseconds.
   */
  public static CommandTree of(List<CommandGroup> groups, String[] args, StandardStreams streams) {
    return of(groups, args, streams, System::getenv);
  }

  /** The same, with an environment in place of the process's own. */
  static CommandTree of(
      List<CommandGroup> groups,
      String[] args,
      StandardStreams streams,
      UnaryOperator<@Nullable String> environment) {
    List<Class<? extends Job>> commands =
        groups.stream().flatMap(group -> group.commands().stream()).toList();
    List<Class<? extends Job>> named =
        args.length == 0
            ? List.of()
            : commands.stream().filter(c -> CommandGroup.isNamed(c, args[0])).toList();
    boolean all = named.isEmpty() || ProgramJob.class.isAssignableFrom(named.get(0));
    CommandLine root = new CommandLine(new Root());
    if (all) {
      root.addSubcommand(new HelpCommand());
    }
    return new CommandTree(
        root, groups, all ? commands : named, streams, new EnvironmentDefaults(environment));
  }

  private CommandTree(
      CommandLine root,
      List<CommandGroup> groups,
      List<Class<? extends Job>> commands,
      StandardStreams streams,
      EnvironmentDefaults defaults) {
    this.defaults = defaults;
    this.groups = groups;
    this.streams = streams;
    this.root = root;
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST_HEADING, new Section(() -> ""));
    root.getHelpSectionMap().put(SECTION_KEY_COMMAND_LIST, new Section(() -> listed(groups)));
    for (Class<? extends Job> command : commands) {
      CommandLine line = new CommandLine(command);
      if (line.getSubcommands().isEmpty()) {
        line.addMixin(COMMON, new CommonOptions());
      }
      line.getSubcommands().values().forEach(sub -> sub.addMixin(COMMON, new CommonOptions()));
      if (line.getMixins().values().stream().anyMatch(InputOverrides.class::isInstance)) {
        line.addMixin(LINES, new LinesOption());
      }
      grouped(line);
      line.getSubcommands().values().forEach(CommandTree::grouped);
      root.addSubcommand(line);
    }
    root.setExpandAtFiles(false);
    root.setDefaultValueProvider(defaults);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(USAGE_COLUMNS);
    root.setUsageHelpLongOptionsMaxWidth(OPTION_COLUMNS);
    root.setColorScheme(
        CommandLine.Help.defaultColorScheme(
            streams.terminal().outputColours() ? Ansi.ON : Ansi.OFF));
    root.registerConverter(Path.class, new Converter<>(CommandTree::path));
    root.registerConverter(TimeLimit.class, new Converter<>(TimeLimit::parse));
    root.registerConverter(Integer.class, new Converter<>(WholeNumbers::integer));
    root.registerConverter(int.class, new Converter<>(WholeNumbers::integer));
    root.registerConverter(Long.class, new Converter<>(WholeNumbers::longInteger));
    root.registerConverter(long.class, new Converter<>(WholeNumbers::longInteger));
    root.registerConverter(Double.class, new Converter<>(Decimal::nearest));
    root.registerConverter(double.class, new Converter<>(Decimal::nearest));
    root.setOut(new PrintWriter(help, true));
    root.setErr(new PrintWriter(help, true));
    root.setExecutionStrategy(new Strategy(this::execute));
    root.setParameterExceptionHandler(new Misuse(this::misused));
    root.setExecutionExceptionHandler(new Fault(streams::fault));
  }

  // The interfaces of the library are in an old class format. A lambda that implements one of them
  // makes
  // some virtual machines (JDK 17.0.15) fail when they write the archive of classes; a class does
  // not.

  private record Section(Supplier<String> text) implements IHelpSectionRenderer {
    @Override
    public String render(CommandLine.Help help) {
      return text.get();
    }
  }

  private record Converter<T>(Function<String, T> read) implements ITypeConverter<T> {
    @Override
    public T convert(String text) {
      return read.apply(text);
    }
  }

  private record Strategy(ToIntFunction<ParseResult> run) implements IExecutionStrategy {
    @Override
    public int execute(ParseResult parsed) {
      return run.applyAsInt(parsed);
    }
  }

  private record Misuse(ToIntFunction<ParameterException> say)
      implements IParameterExceptionHandler {
    @Override
    public int handleParseException(ParameterException error, String[] args) {
      return say.applyAsInt(error);
    }
  }

  private record Fault(ToIntFunction<Exception> say) implements IExecutionExceptionHandler {
    @Override
    public int handleExecutionException(Exception error, CommandLine line, ParseResult parsed) {
      return say.applyAsInt(error);
    }
  }

  private static void grouped(CommandLine command) {
    if (command.getSubcommands().isEmpty()) {
      command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
      command.getHelpSectionMap().put(SECTION_KEY_OPTION_LIST, new OptionSections());
    }
  }

  private static String listed(List<CommandGroup> groups) {
    return groups.stream().map(CommandGroup::listed).collect(Collectors.joining());
  }

  /** Runs the command that the arguments name and returns the exit code. */
  public int run(String[] args) {
    return root.execute(args);
  }

  private int execute(ParseResult parsed) {
    if (CommandLine.executeHelpRequest(parsed) != null) {
      return streams.information(help.toString().stripTrailing() + "\n");
    }
    CommandLine chosen = parsed.asCommandLineList().get(parsed.asCommandLineList().size() - 1);
    requireBounds(chosen);
    if (chosen.getCommand() instanceof Job job) {
      if (job instanceof ProgramJob itself) {
        itself.takes(new Inside());
      }
      String name = parsed.asCommandLineList().get(1).getCommandName();
      CommonOptions options =
          chosen.getMixins().get(COMMON) instanceof CommonOptions given
              ? given
              : new CommonOptions();
      Optional<Path> lines =
          chosen.getMixins().get(LINES) instanceof LinesOption many
              ? many.file()
              : Optional.empty();
      if (lines.isPresent()) {
        return lines(lines.get(), name, parsed, targets(chosen));
      }
      return new CommandRun(name, options, streams, start)
          .execute(job, targets(chosen), pages(chosen), overrides(chosen));
    }
    streams.error("which command? Run 'dlmcert --help' for the list.");
    return ExitCode.BAD_INPUT;
  }

  private void requireBounds(CommandLine command) {
    for (ArgSpec argument : command.getCommandSpec().args()) {
      Optional<String> problem = WholeNumbers.problem(argument);
      if (problem.isPresent()) {
        List<String> given = argument.originalStringValues();
        String value = given.isEmpty() ? defaults.defaultValue(argument) : String.join(",", given);
        throw new ParameterException(command, name(argument) + problem.get(), argument, value);
      }
    }
  }

  private int lines(Path file, String name, ParseResult parsed, List<Path> targets) {
    try {
      if (!targets.isEmpty()) {
        throw new UsageError(
            LinesOption.NAME + ": many instances, and one file " + targets.get(0) + " to write");
      }
      return new LinesRun(
              file,
              parsed.originalArgs(),
              streams,
              (args, captured) -> of(groups, args, captured, defaults.environment()).run(args))
          .execute();
    } catch (UsageError | IOException e) {
      streams.error(name + ": " + InputErrors.message(e).orElseThrow());
      return ExitCode.BAD_INPUT;
    }
  }

  private static List<Path> targets(CommandLine command) {
    return command.getMixins().values().stream()
        .filter(OutputTarget.class::isInstance)
        .map(OutputTarget.class::cast)
        .map(OutputTarget::file)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<PageTarget> pages(CommandLine command) {
    return command.getMixins().values().stream()
        .filter(PageTarget.class::isInstance)
        .map(PageTarget.class::cast)
        .filter(page -> page.file().isPresent())
        .toList();
  }

  /** What options say in place of an instance; known once the command has read it. */
  private static Supplier<List<Overridden>> overrides(CommandLine command) {
    return () ->
        command.getMixins().values().stream()
            .filter(InputOverrides.class::isInstance)
            .map(InputOverrides.class::cast)
            .flatMap(options -> options.overrides().stream())
            .toList();
  }

  private int misused(ParameterException error) {
    CommandLine command = error.getCommandLine();
    String name = command.getCommandSpec().qualifiedName();
    StringBuilder message = new StringBuilder();
    if (command != root) {
      message.append(command.getCommandName()).append(": ");
    }
    if (error.getCause() instanceof BadInput bad) {
      message.append(argument(error)).append(": ").append(bad.problem());
    } else if (error instanceof UnmatchedArgumentException unmatched) {
      message.append(unmatched(unmatched, command == root));
    } else {
      message.append(LibraryMessage.of(error, argument(error)));
    }
    defaults
        .setting(error.getArgSpec())
        .filter(setting -> setting.value().equals(error.getValue()))
        .ifPresent(
            setting -> message.append("\n  (").append(setting.variable()).append(" is set to it)"));
    streams.error(message + "\nRun '" + name + " --help' for how to use it.");
    return ExitCode.BAD_INPUT;
  }

  /** The option that a value was given for. */
  private static String argument(ParameterException error) {
    return Optional.ofNullable(error.getArgSpec()).map(CommandTree::name).orElse("arguments");
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }

  private static String unmatched(UnmatchedArgumentException error, boolean atRoot) {
    String first = error.getUnmatched().get(0);
    String what;
    if (error.isUnknownOption()) {
      what = "unknown option '" + first + "'";
    } else if (atRoot) {
      what = "unknown command '" + first + "'";
    } else {
      what = "unexpected argument '" + first + "'";
    }
    List<String> suggestions = error.getSuggestions();
    return suggestions.isEmpty()
        ? what
        : what + "; did you mean " + String.join(" or ", suggestions) + "?";
  }

  private static Path path(String text) {
    try {
      return CommandWords.path(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException("'" + text + "' is not a file name: " + e.getReason());
    }
  }

  /** The program for a command that runs others. */
  private final class Inside implements ProgramJob.Program {

    @Override
    public ProgramJob.Ended run(String... words) {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ByteArrayOutputStream err = new ByteArrayOutputStream();
      int exitCode =
          of(groups, words, new StandardStreams(out, err, Terminal.NONE), defaults.environment())
              .run(words);
      return ProgramJob.Ended.of(exitCode, out.toByteArray(), err.toByteArray());
    }

    @Override
    public void print(String text) {
      streams.result(text);
    }
  }

  /** The program itself. */
  @Command(
      name = "dlmcert",
      description = "Exact verification of neural-network loss landscapes.",
      synopsisSubcommandLabel = "COMMAND",
      versionProvider = ProgramVersion.class,
      footer = {
        "",
        "dlmcert COMMAND --help says how to use one.",
        "Exit codes: 0 the claim holds or the work is done, 1 refuted, 2 wrong usage or",
        "bad input, 3 not decided, 70 a fault of the program, 130 interrupted.",
        "DLMCERT_THREADS, DLMCERT_TIMEOUT, DLMCERT_MAX_WORK, DLMCERT_MAX_PATTERNS and",
        "DLMCERT_MAX_NODES in the environment are the defaults of these options."
      })
  private static final class Root {

    @Option(
        names = {"-h", "--help"},
        usageHelp = true,
        description = "Show this help and exit.")
    private boolean help;

    @Option(
        names = {"-V", "--version"},
        versionHelp = true,
        description = "Show the version and exit.")
    private boolean version;
  }

  /** The line that {@code --version} prints. */
  static final class ProgramVersion implements IVersionProvider {

    @Override
    public String[] getVersion() {
      return new String[] {Version.line()};
    }
  }
}
