package org.dlmcert.app.option;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.app.report.UsageError;
import org.dlmcert.app.run.OptionHeading;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a model in a file is taken. */
@OptionHeading("The model")
public final class ModelOptions {
  private static final int MOST_LAYERS = 100;

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
  private @Nullable String outputName;

  @Option(
      names = "--layer-order",
      paramLabel = "A,B,…",
      description = "The layers of weights alone (safetensors, NPZ), first to last.")
  private @Nullable String order;

  /**
   * The number of layers.
   *
   * @throws UsageError if it is less than 2
   */
  public int layers() {
    if (layers < 2 || layers > MOST_LAYERS) {
      throw new UsageError("--layers " + layers + ": from 2 to " + MOST_LAYERS + " expected");
    }
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
    if (outputName != null) {
      return Optional.of("--output-name");
    }
    return order != null ? Optional.of("--layer-order") : Optional.empty();
  }

  public boolean oneHot() {
    return oneHot;
  }

  public Optional<String> outputName() {
    return Optional.ofNullable(outputName);
  }

  /** The names of layers in their order, where it is given. */
  public Optional<List<String>> order() {
    return Optional.ofNullable(order).map(names -> Arrays.asList(names.split(",", -1)));
  }
}
