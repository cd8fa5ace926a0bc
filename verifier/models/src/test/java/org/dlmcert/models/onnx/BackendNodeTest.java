package org.dlmcert.models.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.operator.Operators;
import org.dlmcert.models.tensor.Tensor;
import org.junit.jupiter.api.Test;

/**
 * The public tests of ONNX for back ends: models of one operator, with inputs and outputs. A
 * selection is committed; {@code -Donnx.backend=FOLDER} names a folder with all of them, such as
 * that of Debian's libonnx-testdata.
 */
class BackendNodeTest {
  private static final Path COMMITTED = Path.of("src/test/resources/onnx");

  /** The tolerances of ONNX's own test runner. */
  private static final Rational RELATIVE = Rational.of(1, 1_000);

  private static final Rational ABSOLUTE = Rational.of(1, 10_000_000);

  /** What is refused, and with which words. */
  private static final Map<String, String> REFUSED =
      Map.ofEntries(
          Map.entry("test_batchnorm_example_training_mode", "training mode"),
          Map.entry("test_batchnorm_epsilon_training_mode", "training mode"),
          Map.entry("test_training_dropout", "random"),
          Map.entry("test_training_dropout_default", "random"),
          Map.entry("test_training_dropout_mask", "random"),
          Map.entry("test_training_dropout_default_mask", "random"),
          Map.entry("test_cast_BFLOAT16_to_FLOAT", "NaN"),
          Map.entry("test_cast_FLOAT_to_BFLOAT16", "NaN"),
          Map.entry("test_castlike_BFLOAT16_to_FLOAT_expanded", "NaN"),
          Map.entry("test_castlike_FLOAT_to_BFLOAT16_expanded", "NaN"),
          Map.entry("test_cast_DOUBLE_to_FLOAT", "rounds"),
          Map.entry("test_cast_DOUBLE_to_FLOAT16", "rounds"),
          Map.entry("test_cast_FLOAT_to_FLOAT16", "rounds"),
          Map.entry("test_castlike_DOUBLE_to_FLOAT16_expanded", "rounds"),
          Map.entry("test_castlike_DOUBLE_to_FLOAT_expanded", "rounds"),
          Map.entry("test_castlike_FLOAT_to_FLOAT16_expanded", "rounds"),
          Map.entry("test_cast_FLOAT_to_STRING", "texts"));

  @Test
  void committedModels() throws IOException {
    assertThat(run(COMMITTED)).hasSizeGreaterThan(20);
  }

  @Test
  void allModelsOfAFolder() throws IOException {
    String folder = System.getProperty("onnx.backend");
    if (folder != null) {
      List<String> passed = run(Path.of(folder));
      System.out.println(passed.size() + " models: " + passed);
      assertThat(passed).isNotEmpty();
    }
  }

  private static List<String> run(Path folder) throws IOException {
    List<String> passed = new ArrayList<>();
    List<String> failed = new ArrayList<>();
    try (Stream<Path> cases = Files.list(folder)) {
      for (Path directory : cases.sorted().toList()) {
        String name = directory.getFileName().toString();
        Path model = directory.resolve("model.onnx");
        Graph graph;
        try {
          graph = OnnxReader.model(Files.readAllBytes(model), Place.of(name, ""));
        } catch (BadInput notOurs) {
          if (COMMITTED.equals(folder)) {
            failed.add(notOurs.getMessage());
          }
          continue;
        }
        if (graph.nodes().isEmpty()
            || !graph.nodes().stream().allMatch(n -> Operators.TABLE.containsKey(n.operator()))) {
          continue;
        }
        try {
          String difference = difference(graph, directory.resolve("test_data_set_0"));
          if (difference.isEmpty() == REFUSED.containsKey(name)) {
            failed.add(name + ": " + difference);
          } else {
            passed.add(name);
          }
        } catch (BadInput refusal) {
          if (REFUSED.containsKey(name) && refusal.problem().contains(REFUSED.get(name))) {
            passed.add(name);
          } else {
            failed.add(refusal.getMessage());
          }
        }
      }
    }
    assertThat(failed).as("of %s", folder).isEmpty();
    return passed;
  }

  private static String difference(Graph graph, Path data) throws IOException {
    Map<String, Tensor> arguments = new HashMap<>();
    for (int k = 0; Files.exists(data.resolve("input_" + k + ".pb")); k++) {
      arguments.put(graph.inputs().get(k).name(), tensor(data.resolve("input_" + k + ".pb")));
    }
    Map<String, Tensor> outputs = new Evaluation(graph, Operators.TABLE).apply(arguments);
    int k = 0;
    for (Map.Entry<String, Tensor> output : outputs.entrySet()) {
      Tensor expected = tensor(data.resolve("output_" + k++ + ".pb"));
      Tensor found = output.getValue();
      if (!found.shape().equals(expected.shape()) || found.type() != expected.type()) {
        return output.getKey() + " " + found + " instead of " + expected;
      }
      for (int i = 0; i < found.size(); i++) {
        Rational bound = expected.value(i).abs().times(RELATIVE).plus(ABSOLUTE);
        if (found.value(i).minus(expected.value(i)).abs().compareTo(bound) > 0) {
          return output.getKey() + "[" + i + "] differs: " + found + " instead of " + expected;
        }
      }
    }
    return "";
  }

  private static Tensor tensor(Path file) throws IOException {
    return OnnxReader.tensor(Files.readAllBytes(file), Place.of(file.toString(), ""));
  }
}
