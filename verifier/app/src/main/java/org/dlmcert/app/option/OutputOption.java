package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.app.run.OutputTarget;
import picocli.CommandLine.Option;

/** {@code -o FILE}, for commands that make a file. */
@OptionHeading("Output")
public final class OutputOption implements OutputTarget {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result to this file.")
  private Optional<Path> output = Optional.empty();

  @Override
  public Optional<Path> file() {
    return output;
  }
}
