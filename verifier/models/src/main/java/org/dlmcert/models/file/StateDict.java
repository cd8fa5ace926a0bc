package org.dlmcert.models.file;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.graph.Node;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;

/**
 * Weights by name, as PyTorch's {@code state_dict} has them: {@code 0.weight}, {@code 0.bias}, …
 * They say nothing about the network but what its dense layers are; so they are taken for a network
 * of these layers, with one activation between them. Anything else is refused.
 *
 * @param tensors in the order of the file
 */
public record StateDict(Place place, Map<String, Tensor> tensors) {
  private static final Pattern WEIGHT = Pattern.compile("(.*\\.)?weight|(.*)weights_([0-9]+)");
  private static final Pattern DIGITS = Pattern.compile("[0-9]+");
  private static final String ADVICE =
      "; weights alone do not say what is done with it: export the model as ONNX";

  public StateDict {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
  }

  /**
   * A dense layer.
   *
   * @param weight the name of its d_out × d_in weights
   * @param bias that of its bias, which may be missing
   */
  private record Dense(String weight, String bias) {}

  /**
   * The network of these layers, in the order of the file or by name, numbers in names by value: in
   * the one in which their shapes fit each other.
   *
   * @param slope that of the activation between layers
   * @param order names of layers, if they are given: {@code fc1} for {@code fc1.weight}
   * @throws BadInput if there is anything but dense layers that fit each other, in one order
   */
  public Graph graph(Rational slope, Optional<List<String>> order) {
    List<Dense> layers = layers();
    if (order.isPresent()) {
      layers = ordered(layers, order.get());
    } else {
      List<Dense> sorted = new ArrayList<>(layers);
      sorted.sort((a, b) -> natural(a.weight()).compareTo(natural(b.weight())));
      boolean byName = mismatch(sorted).isEmpty();
      if (mismatch(layers).isEmpty() && byName && !sorted.equals(layers)) {
        // Writers of safetensors sort names as texts, 10 before 2.
        throw place.expected(
            "layers that fit each other in one order alone, or that order, --layer-order A,B,…,",
            "that of the file ("
                + names(layers)
                + ") and that of the names ("
                + names(sorted)
                + ")");
      }
      layers = byName ? sorted : layers;
    }
    Optional<String> mismatch = mismatch(layers);
    if (mismatch.isPresent()) {
      throw place.expected(
          "layers that follow each other, or their order, --layer-order A,B,…,", mismatch.get());
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    List<Node> nodes = new ArrayList<>();
    String at = "input";
    for (int l = 0; l < layers.size(); l++) {
      Dense layer = layers.get(l);
      String out = name(layer) + " (output)";
      List<String> inputs = new ArrayList<>(List.of(at, layer.weight()));
      constants.put(layer.weight(), tensor(layer.weight()));
      if (tensors.containsKey(layer.bias())) {
        inputs.add(layer.bias());
        constants.put(layer.bias(), tensor(layer.bias()));
      }
      nodes.add(
          new Node(
              name(layer),
              "Gemm",
              inputs,
              List.of(out),
              Map.of("transB", new Attribute.Integers(List.of(1L)))));
      at = out;
      if (l < layers.size() - 1) {
        String activated = name(layer) + " (activation)";
        nodes.add(
            new Node(
                activated,
                "LeakyRelu",
                List.of(at),
                List.of(activated),
                Map.of("alpha", new Attribute.Numbers(List.of(slope)))));
        at = activated;
      }
    }
    long width = tensor(layers.get(0).weight()).shape().dimension(1);
    return new Graph(
        place,
        Long.MAX_VALUE,
        List.of(new Graph.Input("input", ElementType.DOUBLE, Optional.of(List.of(-1L, width)))),
        constants,
        nodes,
        List.of(at));
  }

  private Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(name);
    }
    // One type for all: the values are exact in any.
    return tensor.as(ElementType.DOUBLE);
  }

  private static String names(List<Dense> layers) {
    return String.join(",", layers.stream().map(StateDict::name).toList());
  }

  private static String name(Dense layer) {
    String name = layer.weight().replaceFirst("\\.?weight$", "");
    return name.isEmpty() ? layer.weight() : name;
  }

  private List<Dense> layers() {
    List<Dense> layers = new ArrayList<>();
    Set<String> used = new LinkedHashSet<>();
    for (String name : tensors.keySet()) {
      Matcher weight = WEIGHT.matcher(name);
      if (weight.matches()) {
        String bias =
            weight.group(3) == null
                ? (weight.group(1) == null ? "" : weight.group(1)) + "bias"
                : weight.group(2) + "biases_" + weight.group(3);
        Shape shape = tensor(name).shape();
        if (shape.rank() != 2 || shape.size() == 0) {
          throw at(name).expected("the weights of a dense layer, a matrix", shape + ADVICE);
        }
        Shape expected = Shape.of(shape.dimension(0));
        if (tensors.containsKey(bias) && !tensor(bias).shape().equals(expected)) {
          throw at(bias)
              .expected(expected + " for weights " + shape, tensor(bias).shape() + ADVICE);
        }
        layers.add(new Dense(name, bias));
        used.add(name);
        used.add(bias);
      }
    }
    for (String name : tensors.keySet()) {
      if (!used.contains(name)) {
        throw at(name)
            .expected("weights and biases of dense layers alone", "another tensor" + ADVICE);
      }
    }
    if (layers.isEmpty()) {
      throw place.expected("weights of dense layers, such as 0.weight and 0.bias", "none");
    }
    return layers;
  }

  private List<Dense> ordered(List<Dense> layers, List<String> order) {
    List<Dense> ordered = new ArrayList<>();
    for (String name : order) {
      layers.stream()
          .filter(l -> name(l).equals(name))
          .findFirst()
          .ifPresentOrElse(ordered::add, () -> refuse(layers, order));
    }
    if (new LinkedHashSet<>(ordered).size() != layers.size() || ordered.size() != layers.size()) {
      refuse(layers, order);
    }
    return ordered;
  }

  private void refuse(List<Dense> layers, List<String> order) {
    throw place.expected(
        "each of the layers " + names(layers) + " once in --layer-order",
        Place.quote(String.join(",", order)));
  }

  private Optional<String> mismatch(List<Dense> layers) {
    for (int l = 1; l < layers.size(); l++) {
      Shape before = tensor(layers.get(l - 1).weight()).shape();
      Shape after = tensor(layers.get(l).weight()).shape();
      if (before.dimension(0) != after.dimension(1)) {
        return Optional.of(
            layers.get(l - 1).weight()
                + " is "
                + before
                + " and "
                + layers.get(l).weight()
                + " is "
                + after);
      }
    }
    return Optional.empty();
  }

  /** The name with each number in it padded, so that 10 comes after 2. */
  private static String natural(String name) {
    return DIGITS
        .matcher(name)
        .replaceAll(
            digits -> {
              String number = digits.group();
              return "0".repeat(Math.max(0, 20 - number.length())) + number;
            });
  }

  private Place at(String name) {
    return place.at("tensor " + Place.quote(name));
  }
}
