package org.dlmcert.models.file;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Assigns tensors of files to the inputs of a model. */
public final class InputFiles {
  private InputFiles() {}

  /**
   * The tensors in a file, by name, or under "" if it has one without a name: NPY, NPZ, a tensor of
   * ONNX's test data, or a folder of these, {@code input_0.pb}, ….
   *
   * @return nothing if the file is of another format, such as a table
   * @throws BadInput if it is damaged
   */
  public static Optional<Map<String, Tensor>> read(Path path) {
    if (Files.isDirectory(path)) {
      Map<String, Tensor> tensors = new LinkedHashMap<>();
      for (int k = 0; Files.exists(path.resolve("input_" + k + ".pb")); k++) {
        tensors.put("input_" + k, ModelFile.tensor(path.resolve("input_" + k + ".pb")));
      }
      return tensors.isEmpty() ? Optional.empty() : Optional.of(tensors);
    }
    byte[] head = ModelFile.head(path);
    if (ModelFile.isZip(head) || head.length > 5 && head[0] == (byte) 0x93 && head[1] == 'N') {
      return Optional.of(ModelFile.tensors(path));
    }
    boolean proto = head.length > 1 && (head[0] == 8 || head[0] == 16 || head[0] == 10);
    return proto ? Optional.of(Map.of("", ModelFile.tensor(path))) : Optional.empty();
  }

  /**
   * A tensor for each input: by its name, else by {@code input_k}, else the next without a name; a
   * single input also takes an array x.
   *
   * @throws BadInput if an input has none, or some tensor has no input
   */
  public static Map<String, Tensor> assigned(
      List<Graph.Input> inputs, Map<String, Tensor> named, List<Tensor> unnamed, Place place) {
    Map<String, Tensor> left = new LinkedHashMap<>(named);
    List<Tensor> next = new ArrayList<>(unnamed);
    if (inputs.isEmpty()) {
      throw place.expected("no data, as the model has no input,", "some");
    }
    Map<String, Tensor> assigned = new HashMap<>();
    for (int k = 0; k < inputs.size(); k++) {
      Graph.Input input = inputs.get(k);
      List<String> names = new ArrayList<>(List.of(input.name(), "input_" + k));
      if (inputs.size() == 1) {
        names.addAll(List.of("x", "X"));
      }
      Optional<String> name = names.stream().filter(left::containsKey).findFirst();
      Tensor value = name.isPresent() ? left.remove(name.get()) : null;
      if (value == null && !next.isEmpty()) {
        value = next.remove(0);
      }
      if (value == null) {
        throw place.expected(
            "data for the model's input " + input.name() + " (" + input.words() + ")", "none");
      }
      try {
        assigned.put(input.name(), value.as(input.type()));
      } catch (Unfit unfit) {
        throw unfit.at(place.at("input " + input.name()));
      }
    }
    left.keySet().removeAll(List.of("y", "Y"));
    if (!left.isEmpty() || !next.isEmpty()) {
      throw place.expected(
          "arrays for the inputs "
              + String.join(", ", inputs.stream().map(Graph.Input::name).toList()),
          left.isEmpty() ? next.size() + " more" : String.join(", ", left.keySet()));
    }
    return assigned;
  }

  /** Whether a tensor has the shape that an input declares. */
  public static boolean fits(Graph.Input input, Tensor value) {
    List<Long> declared = input.dimensions().orElse(List.of());
    if (input.dimensions().isPresent() && declared.size() != value.shape().rank()) {
      return false;
    }
    for (int axis = 0; axis < declared.size(); axis++) {
      if (declared.get(axis) >= 0 && declared.get(axis) != value.shape().dimension(axis)) {
        return false;
      }
    }
    return true;
  }
}
