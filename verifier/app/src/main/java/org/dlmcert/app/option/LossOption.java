package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.app.argument.StatedLoss;
import org.dlmcert.app.run.OptionHeading;
import org.dlmcert.model.Instance;
import picocli.CommandLine.Option;

/** {@code --loss}: what training minimizes, in place of an instance's own loss. */
@OptionHeading("The network")
public final class LossOption {

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      converter = StatedLoss.Reader.class,
      description =
          "The loss of a sample: squared (e²/2, e = output - target); huber:D (e²/2 up to |e| = D, "
              + "D·|e| - D²/2 beyond); logistic (labels 1 and -1, or 1 and 0); cross-entropy (of the "
              + "softmax). In place of an instance's own.")
  private Optional<StatedLoss> loss = Optional.empty();

  /** The instance with this loss. */
  public Instance applied(Instance instance, InstanceOptions source) {
    return loss.map(l -> instance.with(l.as(source.numbers(), "--loss"))).orElse(instance);
  }
}
