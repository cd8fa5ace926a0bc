package org.dlmcert.app.option;

import org.dlmcert.app.argument.ClaimWords;
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
      converter = ClaimWords.HeldBiases.class,
      description =
          "With several outputs and biases: those of the outputs are held, at any value, or trained "
              + "together with the weights of the last hidden layer. Default: held.")
  private OutputBiases biases = OutputBiases.HELD;

  /** What was chosen. */
  public OutputBiases chosen() {
    return biases;
  }
}
