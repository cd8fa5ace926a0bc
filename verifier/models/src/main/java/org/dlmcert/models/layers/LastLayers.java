package org.dlmcert.models.layers;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.graph.Node;
import org.dlmcert.models.operator.Operators;
import org.dlmcert.models.tensor.Tensor;

/** The dense layers at the end of a model, with the activation between them. */
public final class LastLayers {
  /** What may come after the last layer, where the loss is defined on what it is given. */
  private static final Set<String> HEADS = Set.of("Softmax", "LogSoftmax", "Sigmoid", "ArgMax");

  /** What keeps rows of numbers as they are; so do some Flatten and Cast. */
  private static final Set<String> PASSING = Set.of("Identity", "Dropout");

  /** The numbers of ONNX's floating point types, which hold any of our numbers. */
  private static final Set<Long> REAL_TYPES = Set.of(1L, 10L, 11L, 16L);

  private final Graph graph;
  private final String output;
  private final Map<String, Node> makers = new HashMap<>();
  private final List<Dense> layers = new ArrayList<>();
  private final List<Node> leftOut = new ArrayList<>();
  private Rational slope = Rational.ZERO;

  private LastLayers(Graph graph, Optional<String> output) {
    this.graph = graph;
    for (Node node : graph.nodes()) {
      node.outputs().forEach(made -> makers.putIfAbsent(made, node));
    }
    this.output = skippedHead(output.map(this::named).orElseGet(this::onlyOutput));
  }

  /**
   * The last {@code count} layers.
   *
   * @param output the name of the output to start from, if it is not the only one
   * @throws BadInput with the node, if the model does not end so
   */
  public static LastLayers of(Graph graph, int count, Optional<String> output) {
    LastLayers found = new LastLayers(graph, output);
    String at = found.output;
    for (int l = 0; l < count; l++) {
      if (l > 0) {
        at = found.activated(at, l);
      }
      Dense layer = found.dense(found.passed(at), l);
      found.layers.add(0, layer);
      at = layer.input();
    }
    return found;
  }

  /** The layers, the lowest first. */
  List<Dense> layers() {
    return layers;
  }

  /** The names of the layers' nodes, the lowest first. */
  public List<String> names() {
    return layers.stream().map(l -> l.node().words()).toList();
  }

  /** The number of outputs of the last layer. */
  public int outputs() {
    return layers.get(layers.size() - 1).weights().rows();
  }

  /** The slope of the activation between the layers. */
  public Rational slope() {
    return slope;
  }

  /** The name of the tensor that the lowest of the layers is applied to. */
  public String features() {
    return layers.get(0).input();
  }

  /** The name of the tensor that the last layer gives, before what is left out. */
  String output() {
    return output;
  }

  /** Nodes after the last layer, which are left out. */
  public List<String> leftOut() {
    return leftOut.stream().map(Node::words).toList();
  }

  /** A tensor that some node makes, not only the model's outputs. */
  private String named(String tensor) {
    if (maybeMaker(tensor).isEmpty()) {
      throw graph
          .place()
          .expected(
              "a tensor that a node makes, such as the model's outputs "
                  + String.join(", ", graph.outputs())
                  + ", as --output-name",
              Place.quote(tensor));
    }
    return tensor;
  }

  private String onlyOutput() {
    if (graph.outputs().size() != 1) {
      throw graph
          .place()
          .expected(
              "a model with one output, or its name, --output-name NAME,",
              graph.outputs().size() + " outputs (" + String.join(", ", graph.outputs()) + ")");
    }
    return graph.outputs().get(0);
  }

  private String skippedHead(String named) {
    String at = named;
    while (true) {
      Node node = maker(at);
      if (!HEADS.contains(node.operator())) {
        return at;
      }
      leftOut.add(node);
      at = input(node, 0);
    }
  }

  private Optional<Node> maybeMaker(String tensor) {
    return Optional.ofNullable(makers.get(tensor));
  }

  private String input(Node node, int k) {
    if (k >= node.inputs().size()) {
      throw place(node).expected("input " + k, "none");
    }
    return node.inputs().get(k);
  }

  private Node maker(String tensor) {
    return maybeMaker(tensor)
        .orElseThrow(
            () ->
                graph
                    .place()
                    .expected(
                        "a node that makes " + Place.quote(tensor),
                        "none: the model has fewer dense layers"));
  }

  private String passed(String tensor) {
    String at = tensor;
    while (true) {
      Optional<Node> node = maybeMaker(at);
      if (node.isEmpty() || !passes(node.get())) {
        return at;
      }
      at = input(node.get(), 0);
    }
  }

  private static boolean passes(Node node) {
    Attribute one = new Attribute.Integers(List.of(1L));
    return switch (node.operator()) {
      case "Flatten" -> node.attributes().getOrDefault("axis", one).equals(one);
      case "Cast" ->
          node.attributes().get("to") instanceof Attribute.Integers to
              && REAL_TYPES.containsAll(to.values());
      default -> PASSING.contains(node.operator());
    };
  }

  /** What the activation before layer {@code depth}, counted from the end, is applied to. */
  private String activated(String tensor, int depth) {
    String made = passed(tensor);
    Node node = maker(made);
    Rational found =
        switch (node.operator()) {
          case "Relu" -> Rational.ZERO;
          case "LeakyRelu" -> alpha(node);
          case "PRelu" -> commonSlope(node);
          default ->
              throw place(node)
                  .expected(
                      "before the "
                          + ordinal(depth - 1)
                          + " dense layer an activation (Relu, LeakyRelu, PRelu)",
                      node.operator());
        };
    if (depth > 1 && !found.equals(slope)) {
      throw place(node)
          .expected(
              "the slope " + slope + " of the activation after it, as an instance has one,",
              found.toString());
    }
    slope = found;
    return input(node, 0);
  }

  private static String ordinal(int fromEnd) {
    return switch (fromEnd) {
      case 0 -> "last";
      case 1 -> "second last";
      case 2 -> "third last";
      default -> (fromEnd + 1) + "th last";
    };
  }

  private Rational alpha(Node node) {
    Attribute alpha = node.attributes().get("alpha");
    return alpha instanceof Attribute.Numbers numbers && numbers.values().size() == 1
        ? numbers.values().get(0)
        : Operators.DEFAULT_LEAK;
  }

  private Rational commonSlope(Node node) {
    Tensor slopes = constant(node, 1, "slope");
    List<Rational> values = slopes.values().stream().distinct().toList();
    if (values.size() != 1) {
      throw place(node)
          .expected("one slope for all units, as an instance has", values.size() + " slopes");
    }
    return values.get(0);
  }

  private Dense dense(String tensor, int depth) {
    Node node = maker(tensor);
    switch (node.operator()) {
      case "Gemm" -> {
        return gemm(node);
      }
      case "MatMul" -> {
        return product(node, Optional.empty());
      }
      case "Add" -> {
        for (int k = 0; k < 2; k++) {
          Optional<Node> other = maybeMaker(input(node, k));
          if (other.isPresent() && other.get().operator().equals("MatMul")) {
            Tensor bias = constant(node, 1 - k, "bias");
            return product(other.get(), Optional.of(bias));
          }
        }
      }
      default -> {}
    }
    throw place(node)
        .expected(
            "a dense layer (Gemm, or MatMul and Add) as the " + ordinal(depth) + " layer",
            node.operator());
  }

  private Dense gemm(Node node) {
    Attribute none = new Attribute.Integers(List.of(0L));
    if (!node.attributes().getOrDefault("transA", none).equals(none)) {
      throw place(node).expected("transA = 0, as a dense layer has it,", "another");
    }
    boolean transB = !node.attributes().getOrDefault("transB", none).equals(none);
    RationalMatrix b = matrix(node, constant(node, 1, "weights"));
    RationalMatrix weights = scaled(transB ? b : b.transpose(), number(node, "alpha"));
    Optional<List<Rational>> bias = Optional.empty();
    if (node.inputs().size() > 2 && !node.inputs().get(2).isEmpty()) {
      Rational beta = number(node, "beta");
      bias =
          Optional.of(
              bias(node, constant(node, 2, "bias"), weights.rows()).stream()
                  .map(beta::times)
                  .toList());
    }
    return new Dense(node, input(node, 0), weights, bias);
  }

  private Dense product(Node node, Optional<Tensor> bias) {
    RationalMatrix weights = matrix(node, constant(node, 1, "weights")).transpose();
    return new Dense(node, input(node, 0), weights, bias.map(b -> bias(node, b, weights.rows())));
  }

  private List<Rational> bias(Node node, Tensor bias, int outputs) {
    List<Rational> values = bias.values();
    if (values.size() == 1) {
      return Collections.nCopies(outputs, values.get(0));
    }
    int rank = bias.shape().rank();
    if (values.size() != outputs || bias.shape().dimension(rank - 1) != outputs) {
      throw place(node).expected("a bias of length " + outputs, bias.shape().toString());
    }
    return values;
  }

  private RationalMatrix matrix(Node node, Tensor tensor) {
    if (tensor.shape().rank() != 2) {
      throw place(node).expected("weights that are a matrix", tensor.shape().toString());
    }
    return tensor.matrix();
  }

  private static RationalMatrix scaled(RationalMatrix matrix, Rational factor) {
    return factor.equals(Rational.ONE)
        ? matrix
        : RationalMatrix.of(
            matrix.rows(), matrix.columns(), (i, j) -> matrix.get(i, j).times(factor));
  }

  private static Rational number(Node node, String name) {
    return node.attributes().get(name) instanceof Attribute.Numbers numbers
            && numbers.values().size() == 1
        ? numbers.values().get(0)
        : Rational.ONE;
  }

  /** An input of a node that does not depend on the model's inputs. */
  private Tensor constant(Node node, int k, String what) {
    if (k >= node.inputs().size() || node.inputs().get(k).isEmpty()) {
      throw place(node).expected(what + " as input " + k, "none");
    }
    String name = node.inputs().get(k);
    Evaluation evaluation = new Evaluation(graph.withOutputs(List.of(name)), Operators.TABLE);
    if (!evaluation.inputs().isEmpty()) {
      throw place(node)
          .expected(
              what + " that the model's inputs do not change",
              Place.quote(name) + ", which they do");
    }
    Tensor value = evaluation.apply(Map.of()).get(name);
    if (value == null) {
      throw new IllegalStateException(name);
    }
    return value;
  }

  private Place place(Node node) {
    return graph.place().at(node.words());
  }
}
