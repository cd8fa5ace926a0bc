package org.dlmcert.models.graph;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dlmcert.io.Place;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Tensor;

/**
 * A model: nodes in an order in which each uses only what there is before it.
 *
 * @param place the file, for messages
 * @param opset the version of the operators
 * @param inputs what the model is applied to, without tensors that have a value in the file
 * @param constants the tensors with values: weights
 * @param outputs names of tensors
 */
public record Graph(
    Place place,
    long opset,
    List<Input> inputs,
    Map<String, Tensor> constants,
    List<Node> nodes,
    List<String> outputs) {
  public Graph {
    inputs = List.copyOf(inputs);
    constants = Collections.unmodifiableMap(new LinkedHashMap<>(constants));
    nodes = List.copyOf(nodes);
    outputs = List.copyOf(outputs);
  }

  /**
   * An input.
   *
   * @param dimensions those declared: a number, or -1 for one that the file leaves open; empty if
   *     it says nothing
   */
  public record Input(String name, ElementType type, Optional<List<Long>> dimensions) {
    public Input {
      dimensions = dimensions.map(List::copyOf);
    }

    /** The declared dimensions in words. */
    public String words() {
      return dimensions
          .map(
              all ->
                  all.stream()
                      .map(d -> d < 0 ? "?" : String.valueOf(d))
                      .collect(Collectors.joining("×")))
          .orElse("of any shape");
    }
  }

  /** The same model with other outputs. */
  public Graph withOutputs(List<String> others) {
    return new Graph(place, opset, inputs, constants, nodes, others);
  }
}
