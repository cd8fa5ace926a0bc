package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.io.Place;
import org.dlmcert.io.instance.LossWord;
import org.dlmcert.model.Instance;
import picocli.CommandLine.Option;

/** {@code --loss}: what training minimizes, in place of an instance's own loss. */
public final class LossOption {

  @Option(
      names = "--loss",
      paramLabel = "LOSS",
      description = {
        "The loss of a sample: squared (e²/2, e = output - target); huber:D (e²/2 up to |e| = D,",
        "D·|e| - D²/2 beyond); logistic (labels 1 and -1, or 1 and 0); cross-entropy (of the",
        "softmax). In place of an instance's own."
      })
  private Optional<String> word = Optional.empty();

  /** The instance with this loss. */
  public Instance applied(Instance instance, InstanceOptions source) {
    return word.map(w -> LossWord.read(w, source.numbers(), Place.of("--loss", "")))
        .map(instance::with)
        .orElse(instance);
  }
}
