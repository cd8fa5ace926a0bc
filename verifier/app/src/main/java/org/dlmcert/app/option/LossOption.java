package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.io.LossWord;
import org.dlmcert.io.Place;
import org.dlmcert.model.Instance;
import picocli.CommandLine.Option;

/** {@code --loss}: what training minimizes, in place of an instance's own loss. */
public final class LossOption {

  @Option(
      names = "--loss",
      paramLabel = "squared|huber:D",
      description = {
        "The loss of a sample: e²/2, e = output - target; or e²/2 up to |e| = D and D·|e| - D²/2",
        "beyond, as in huber:1/2. In place of an instance's own."
      })
  private Optional<String> word = Optional.empty();

  /** The instance with this loss. */
  public Instance applied(Instance instance, InstanceOptions source) {
    return word.map(w -> LossWord.read(w, source.numbers(), Place.of("--loss", "")))
        .map(instance::with)
        .orElse(instance);
  }
}
