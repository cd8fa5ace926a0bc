package org.dlmcert.app.shell;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.ProgramJob;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlmcert man}: the manual page of a command, or all pages into a folder. */
@Command(
    name = "man",
    header = "The manual page of a command, or all pages into a folder.",
    description = "Prints a manual page: dlmcert man certify | man -l -")
public final class ManCommand implements ProgramJob {

  @Parameters(
      arity = "0..1",
      paramLabel = "COMMAND",
      description = "The command; without one, the program itself.")
  private Optional<String> name = Optional.empty();

  @Option(
      names = "--folder",
      paramLabel = "DIR",
      description = "Write the pages of all commands into this folder, as dlmcert-certify.1.")
  private Optional<Path> folder = Optional.empty();

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Report run(JobContext context) {
    if (spec == null) {
      throw new IllegalStateException("run without the command line");
    }
    Map<String, CommandLine> pages = new LinkedHashMap<>();
    collect(spec.root().commandLine(), pages);
    if (folder.isEmpty()) {
      String page = name.map(word -> "dlmcert-" + word).orElse("dlmcert");
      CommandLine command = pages.get(page);
      if (command == null) {
        throw new UsageError("no command '" + name.orElse("") + "'; dlmcert --help lists them");
      }
      return context.done().document(new ManPage(command).text()).build();
    }
    if (name.isPresent()) {
      throw new UsageError("--folder takes the pages of all commands; leave out " + name.get());
    }
    pages.forEach(
        (page, command) ->
            context
                .outputs()
                .stage(
                    folder.get().resolve(page + ".1"),
                    new ManPage(command).text().getBytes(StandardCharsets.UTF_8)));
    return context
        .done()
        .field("pages", pages.size())
        .line(pages.size() + " manual pages in " + folder.get())
        .build();
  }

  private static void collect(CommandLine command, Map<String, CommandLine> pages) {
    pages.put(ManPage.name(command), command);
    command.getSubcommands().values().forEach(sub -> collect(sub, pages));
  }
}
