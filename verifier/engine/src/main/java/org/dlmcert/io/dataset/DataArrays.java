package org.dlmcert.io.dataset;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.array.NpyArray;
import org.dlmcert.io.array.NpzArchive;
import org.dlmcert.io.instance.InstanceFields;
import org.dlmcert.io.instance.LayerArrays;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.io.table.TableLayout.TargetValues;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * A data set from an NPZ archive: the arrays x and y (or X and Y, or as Keras' mnist.npz has them,
 * x_train and y_train); with weights_1 to weights_L and biases_1 to biases_L, where it has them.
 * Inputs of more than two dimensions are flattened, one sample per row; targets may be a list.
 */
final class DataArrays {
  private static final Pattern KNOWN =
      Pattern.compile("[xXyY]|[xy]_train|(?:weights|biases)_[1-9][0-9]{0,2}");
  private static final List<String> INPUTS = List.of("x", "X", "x_train");
  private static final List<String> TARGETS = List.of("y", "Y", "y_train");

  private final NpzArchive archive;
  private final Numbers numbers;
  private final TargetValues targetValues;

  DataArrays(NpzArchive archive, Numbers numbers, TargetValues targetValues) {
    this.archive = archive;
    this.numbers = numbers;
    this.targetValues = targetValues;
  }

  /** Whether an array of this name is read. */
  static boolean isKnown(String name) {
    return KNOWN.matcher(name).matches();
  }

  /**
   * Inputs and targets.
   *
   * @throws BadInput if there are no inputs, or as many targets as samples are not there
   */
  Dataset dataset() {
    NpyArray x = inputs();
    RationalMatrix inputs = x.flattened().matrix(numbers);
    Optional<NpyArray> y = oneOf(TARGETS);
    if (textTargets().isPresent()) {
      return new Dataset(inputs, Optional.empty());
    }
    return new Dataset(inputs, y.map(array -> targets(array, inputs)));
  }

  /** The array of targets that are words, and may be left out; in words. */
  Optional<String> textTargets() {
    return targetValues == TargetValues.NUMBERS_OR_LEFT_OUT
        ? oneOf(TARGETS).filter(NpyArray::isText).map(y -> y.where() + ", is an array of texts")
        : Optional.empty();
  }

  /** What became of the inputs' shape, where it changed. */
  Optional<String> flattening() {
    NpyArray x = inputs();
    return x.rank() == 2
        ? Optional.empty()
        : Optional.of(x.describe() + " read as " + x.flattened().describe());
  }

  private RationalMatrix targets(NpyArray y, RationalMatrix inputs) {
    RationalMatrix matrix = y.matrix(numbers);
    if (matrix.rows() != inputs.rows()) {
      throw y.expected("as many rows as x, which is " + inputs.shape(), matrix.shape());
    }
    return matrix;
  }

  private NpyArray inputs() {
    NpyArray x = oneOf(INPUTS).orElseGet(() -> archive.get("x"));
    if (x.rank() < 2) {
      throw x.expected("an array of two dimensions or more, one sample per row", x.describe());
    }
    return x;
  }

  private Optional<NpyArray> oneOf(List<String> names) {
    List<String> found = names.stream().filter(name -> archive.find(name).isPresent()).toList();
    if (found.size() > 1) {
      throw archive.place().expected("one of the arrays " + String.join(" and ", found), "both");
    }
    return found.stream().findFirst().flatMap(archive::find);
  }

  /** Whether there are biases. */
  boolean hasBiases() {
    return archive.names().stream().anyMatch(name -> name.startsWith("biases_"));
  }

  /**
   * The weights, where there are any.
   *
   * @throws BadInput if they do not fit the network
   */
  Optional<Weights> weights(Network network) {
    LayerArrays arrays = new LayerArrays(archive, numbers);
    return InstanceFields.weights(
        arrays.layers("weights", network.depth()),
        arrays.layers("biases", network.depth()),
        network);
  }
}
