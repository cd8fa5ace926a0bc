package org.dlmcert.models.graph;

import java.util.List;
import java.util.Map;

/**
 * One operation of a model.
 *
 * @param name the name in the file, perhaps empty
 * @param operator the operator's name; in a domain other than ONNX's own with that domain before it
 * @param inputs names of tensors; empty for an optional input left out
 * @param outputs names of tensors; empty for an optional output left out
 */
public record Node(
    String name,
    String operator,
    List<String> inputs,
    List<String> outputs,
    Map<String, Attribute> attributes) {
  public Node {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    attributes = Map.copyOf(attributes);
  }

  /** The node in messages: by its name or, if it has none, by what it makes. */
  public String words() {
    String made = outputs.stream().filter(o -> !o.isEmpty()).findFirst().orElse("");
    return "node " + (name.isEmpty() ? "that makes " + made : name) + " (" + operator + ")";
  }
}
