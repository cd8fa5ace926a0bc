package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.model.Dataset;
import picocli.CommandLine.Option;

/** {@code --outputs}: how many outputs the network has. */
@OptionHeading("The network")
public final class OutputsOption {
  private static final int MOST = 1_000_000;

  @Bounds(least = 1, most = MOST)
  @Option(
      names = "--outputs",
      paramLabel = "K",
      description =
          "The number of outputs; with --data. A single target column then has classes 0 to K-1 (a 1 "
              + "for the class, and zeros). Default: the number of target columns.")
  private Optional<Integer> outputs = Optional.empty();

  /** The number, if it is given. */
  public Optional<Integer> given() {
    return outputs;
  }

  /** The data set with targets for so many outputs. */
  Dataset applied(Dataset dataset) {
    try {
      return given().map(dataset::withOutputs).orElse(dataset);
    } catch (IllegalArgumentException e) {
      throw new UsageError("--outputs " + given().orElseThrow() + ": " + e.getMessage());
    }
  }
}
