package org.dlmcert.app.option;

import java.util.function.Function;
import org.dlmcert.app.argument.Words;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.certify.claim.OutputBiases;
import picocli.CommandLine.Option;

/** {@code --output-biases}: whether b_L is trained with the weights below it. */
@OptionHeading("The network")
public final class OutputBiasesOption {
  // Not in the converter: it is of an interface in an old class format, whose lambdas are not in
  // the
  // archive of classes.
  private static final Function<OutputBiases, String> WORD = OutputBiases::word;

  @Option(
      names = "--output-biases",
      paramLabel = "held|trained",
      defaultValue = "held",
      converter = Reader.class,
      description =
          "With several outputs and biases: those of the outputs are held, at any value, or trained "
              + "together with the weights of the last hidden layer. Default: held.")
  private OutputBiases biases = OutputBiases.HELD;

  /** What was chosen. */
  public OutputBiases chosen() {
    return biases;
  }

  private static final class Reader extends Words<OutputBiases> {
    Reader() {
      super(OutputBiases.values(), WORD);
    }
  }
}
