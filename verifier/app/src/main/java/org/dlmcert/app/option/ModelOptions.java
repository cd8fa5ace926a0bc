package org.dlmcert.app.option;

import java.util.List;
import java.util.Optional;
import org.dlmcert.app.run.Bounds;
import org.dlmcert.app.run.OptionHeading;
import picocli.CommandLine.Option;

/** How a model in a file is taken. */
@OptionHeading("The model")
public final class ModelOptions {
  private static final int MOST_LAYERS = 100;

  @Bounds(least = 2, most = MOST_LAYERS)
  @Option(
      names = "--layers",
      paramLabel = "K",
      defaultValue = "2",
      description =
          "Of a model: how many of its last layers become the instance, at least 2; what the others "
              + "give, evaluated exactly, becomes its inputs. Default: 2.")
  private int layers;

  @Option(
      names = "--one-hot",
      description = "Of a model: targets are classes 0, 1, …; each becomes a row with a single 1.")
  private boolean oneHot;

  @Option(
      names = "--output-name",
      paramLabel = "NAME",
      description = "The output of an ONNX model, if it has several.")
  private Optional<String> outputName = Optional.empty();

  @Option(
      names = "--layer-order",
      paramLabel = "A,B,…",
      split = ",",
      description = "The layers of weights alone (safetensors, NPZ), first to last.")
  private List<String> order = List.of();

  public int layers() {
    return layers;
  }

  /** The first of these options that was given, for messages. */
  public Optional<String> given() {
    if (layers != 2) {
      return Optional.of("--layers");
    }
    if (oneHot) {
      return Optional.of("--one-hot");
    }
    if (outputName.isPresent()) {
      return Optional.of("--output-name");
    }
    return order.isEmpty() ? Optional.empty() : Optional.of("--layer-order");
  }

  public boolean oneHot() {
    return oneHot;
  }

  public Optional<String> outputName() {
    return outputName;
  }

  /** The names of layers in their order, where it is given. */
  public Optional<List<String>> order() {
    return Optional.of(order).filter(names -> !names.isEmpty());
  }
}
