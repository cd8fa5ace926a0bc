package org.dlmcert.app.option;

import java.util.Optional;
import org.dlmcert.app.argument.Pieces;
import org.dlmcert.app.run.OptionHeading;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What claims about full column rank know besides leaky units with one output. */
@OptionHeading("The network")
public final class UnitOptions {
  @Mixin private OutputsOption outputs = new OutputsOption();

  @Option(
      names = "--activation",
      paramLabel = "leaky|maxout:R",
      converter = Pieces.class,
      description =
          "The hidden units; with --data: leaky, which have a --slope, or maxout units, each the "
              + "largest of R linear functions (max-pooling of linear units). Default: leaky.")
  private Optional<Integer> pieces = Optional.empty();

  OutputsOption outputs() {
    return outputs;
  }

  /** The number of pieces of a unit: 1 if it is leaky. */
  int pieces() {
    return pieces.orElse(1);
  }

  /** The first option that makes sense with {@code --data} only, if one was given. */
  Optional<String> withoutData() {
    return outputs.given().isPresent() ? Optional.of("--outputs") : pieces.map(r -> "--activation");
  }
}
