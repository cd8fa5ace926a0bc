package org.dlmcert.app.run;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --jsonl FILE}, for commands that read an instance: many of them, one in each line. */
@OptionHeading("Many instances")
final class LinesOption {

  static final String NAME = "--jsonl";

  @Option(
      names = NAME,
      paramLabel = "FILE",
      description =
          "Instances in JSON, one in each line, in place of INSTANCE; - is standard input. Prints one"
              + " JSON object for each.")
  private @Nullable Path file;

  Optional<Path> file() {
    return Optional.ofNullable(file);
  }
}
