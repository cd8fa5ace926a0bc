package org.dlmcert.app.option;

import java.nio.file.Path;
import java.util.Optional;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.app.run.OutputTarget;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code -o FILE}, for commands that make a file. */
@OptionHeading("Output")
public final class OutputOption implements OutputTarget {

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Write the result to this file.")
  private @Nullable Path output;

  @Override
  public Optional<Path> file() {
    return Optional.ofNullable(output);
  }
}
