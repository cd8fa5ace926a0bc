package org.dlmcert.models.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.io.Place;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Evaluates a graph exactly, node by node; only nodes that the outputs need. */
public final class Evaluation {
  private final Graph graph;
  private final Map<String, Operator> operators;
  private final List<Node> needed;
  private final Map<String, Integer> lastUse = new HashMap<>();
  private final Map<String, List<String>> notes = new LinkedHashMap<>();

  /**
   * @param operators by name
   * @throws org.dlmcert.io.BadInput if the outputs need an operator that is not among them
   */
  public Evaluation(Graph graph, Map<String, Operator> operators) {
    this.graph = graph;
    this.operators = operators;
    this.needed = needed();
    for (int k = 0; k < needed.size(); k++) {
      Node node = needed.get(k);
      if (!operators.containsKey(node.operator())) {
        throw place(node)
            .expected(
                "an operator that is supported ("
                    + String.join(", ", new TreeSet<>(operators.keySet()))
                    + ")",
                Place.quote(node.operator()));
      }
      for (String input : node.inputs()) {
        lastUse.put(input, k);
      }
    }
  }

  private List<Node> needed() {
    Set<String> wanted = new HashSet<>(graph.outputs());
    Deque<Node> needed = new ArrayDeque<>();
    for (int k = graph.nodes().size() - 1; k >= 0; k--) {
      Node node = graph.nodes().get(k);
      if (node.outputs().stream().anyMatch(o -> !o.isEmpty() && wanted.contains(o))) {
        needed.addFirst(node);
        wanted.addAll(node.inputs());
      }
    }
    return List.copyOf(needed);
  }

  /** How many nodes the outputs need. */
  public int nodes() {
    return needed.size();
  }

  /** The inputs that the outputs depend on. */
  public List<Graph.Input> inputs() {
    Set<String> used = new HashSet<>(graph.outputs());
    needed.forEach(node -> used.addAll(node.inputs()));
    return graph.inputs().stream().filter(i -> used.contains(i.name())).toList();
  }

  /**
   * What was said about the function that was evaluated, by node: where it is not the one that the
   * model's formulas mean over the reals.
   */
  public Map<String, List<String>> notes() {
    return notes;
  }

  /**
   * The outputs, by name.
   *
   * @param arguments the inputs, by name
   * @throws org.dlmcert.io.BadInput with the node, where shapes, types or attributes do not fit
   */
  public Map<String, Tensor> apply(Map<String, Tensor> arguments) {
    Map<String, Tensor> values = new HashMap<>(graph.constants());
    Set<String> kept = new HashSet<>(graph.outputs());
    for (Graph.Input input : inputs()) {
      Tensor value = arguments.get(input.name());
      if (value == null) {
        throw graph.place().expected("a value for the model's input " + input.name(), "none");
      }
      checkShape(input, value);
      values.put(input.name(), value);
    }
    for (int k = 0; k < needed.size(); k++) {
      Node node = needed.get(k);
      List<Optional<Tensor>> inputs = new ArrayList<>();
      for (String name : node.inputs()) {
        if (!name.isEmpty() && !values.containsKey(name)) {
          throw place(node).expected("an input that is made before it", Place.quote(name));
        }
        inputs.add(Optional.ofNullable(name.isEmpty() ? null : values.get(name)));
      }
      List<Tensor> outputs = applied(node, inputs);
      for (int j = 0; j < outputs.size() && j < node.outputs().size(); j++) {
        values.put(node.outputs().get(j), outputs.get(j));
      }
      for (String name : node.inputs()) {
        if (Integer.valueOf(k).equals(lastUse.get(name)) && !kept.contains(name)) {
          values.remove(name);
        }
      }
    }
    Map<String, Tensor> results = new LinkedHashMap<>();
    for (String output : graph.outputs()) {
      Tensor value = values.get(output);
      if (value == null) {
        throw graph.place().expected("a node that makes the output " + Place.quote(output), "none");
      }
      results.put(output, value);
    }
    return results;
  }

  private List<Tensor> applied(Node node, List<Optional<Tensor>> inputs) {
    Application application = new Application(node, inputs, graph.opset());
    try {
      List<Tensor> outputs = operator(node).apply(application);
      application.requireAllAsked();
      if (outputs.size() < application.outputs()) {
        throw new Unfit(
            "at most " + outputs.size() + " outputs, those that are supported",
            "" + application.outputs());
      }
      if (!application.notes().isEmpty()) {
        notes.put(node.words(), application.notes());
      }
      return outputs;
    } catch (Unfit unfit) {
      throw unfit.at(place(node));
    } catch (ArithmeticException overflow) {
      throw place(node).expected("sizes of at most 32 bits", "larger ones");
    }
  }

  private Operator operator(Node node) {
    Operator operator = operators.get(node.operator());
    if (operator == null) {
      throw new IllegalStateException(node.operator());
    }
    return operator;
  }

  private Place place(Node node) {
    return graph.place().at(node.words());
  }

  private void checkShape(Graph.Input input, Tensor value) {
    boolean fits =
        input
            .dimensions()
            .map(
                declared -> {
                  boolean same = declared.size() == value.shape().rank();
                  for (int axis = 0; same && axis < declared.size(); axis++) {
                    long dimension = declared.get(axis);
                    same = dimension < 0 || dimension == value.shape().dimension(axis);
                  }
                  return same;
                })
            .orElse(true);
    if (!fits) {
      throw graph
          .place()
          .at("input " + input.name())
          .expected(input.words(), value.shape().toString());
    }
  }
}
