package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.app.run.OutputTarget;
import picocli.CommandLine.Option;

/** {@code --markdown FILE}, for commands that can also write their result as a document. */
@OptionHeading("Output")
public final class MarkdownOption implements OutputTarget {

  @Option(
      names = "--markdown",
      paramLabel = "FILE",
      description = "Write the whole transcript, with matrices, to this file.")
  private Optional<Path> file = Optional.empty();

  @Override
  public Optional<Path> file() {
    return file;
  }
}
