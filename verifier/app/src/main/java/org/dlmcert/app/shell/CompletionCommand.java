package org.dlmcert.app.shell;

import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.JobContext;
import org.dlmcert.app.run.ProgramJob;
import org.jspecify.annotations.Nullable;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code dlmcert completion}: a script that lets a shell complete commands and options. */
@Command(
    name = "completion",
    header = "A script with which bash, zsh or fish completes commands.",
    description =
        "Prints a script that lets a shell complete commands, options and their values. "
            + "bash, zsh: source <(dlmcert completion bash); "
            + "fish: dlmcert completion fish | source.")
public final class CompletionCommand implements ProgramJob {

  /** The shells. */
  enum Shell {
    BASH,
    ZSH,
    FISH
  }

  @Parameters(arity = "1", paramLabel = "bash|zsh|fish", description = "The shell.")
  private @Nullable Shell shell;

  @Spec private @Nullable CommandSpec spec;

  @Override
  public Report run(JobContext context) {
    if (shell == null || spec == null) {
      throw new UsageError("bash, zsh or fish expected");
    }
    CommandLine program = spec.root().commandLine();
    String script =
        shell == Shell.FISH
            ? new FishCompletion(program).script()
            // One script serves both: it begins by asking zsh to be like bash.
            : AutoComplete.bash(program.getCommandName(), program);
    return context.done().document(script).build();
  }
}
