package org.dlmcert.app.option;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.certify.claim.OutputBiases;
import picocli.CommandLine.Option;

/** {@code --output-biases}: whether b_L is trained with the weights below it. */
@OptionHeading("The network")
public final class OutputBiasesOption {
  @Option(
      names = "--output-biases",
      paramLabel = "held|trained",
      defaultValue = "held",
      description =
          "With several outputs and biases: those of the outputs are held, at any value, or trained "
              + "together with the weights of the last hidden layer. Default: held.")
  private String word = "held";

  /** What was chosen. */
  public OutputBiases chosen() {
    return Arrays.stream(OutputBiases.values())
        .filter(biases -> biases.word().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new UsageError(
                    "--output-biases "
                        + word
                        + ": one of "
                        + Arrays.stream(OutputBiases.values())
                            .map(OutputBiases::word)
                            .collect(Collectors.joining(", "))
                        + " expected"));
  }
}
