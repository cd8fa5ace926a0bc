package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.io.Place;
import org.dlmcert.io.instance.Activation;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What claims about full column rank know besides leaky units with one output. */
public final class UnitOptions {
  @Mixin private OutputsOption outputs = new OutputsOption();

  @Option(
      names = "--activation",
      paramLabel = "leaky|maxout:R",
      description = {
        "The hidden units; with --data: leaky, which have a --slope, or maxout units, each the",
        "largest of R linear functions (max-pooling of linear units). Default: leaky."
      })
  private Optional<String> activation = Optional.empty();

  OutputsOption outputs() {
    return outputs;
  }

  /** The number of pieces of a unit: 1 if it is leaky. */
  int pieces() {
    return activation.map(word -> Activation.pieces(word, Place.of("--activation", ""))).orElse(1);
  }

  /** The first option that makes sense with {@code --data} only, if one was given. */
  Optional<String> withoutData() {
    return outputs.given().isPresent()
        ? Optional.of("--outputs")
        : activation.map(word -> "--activation");
  }
}
