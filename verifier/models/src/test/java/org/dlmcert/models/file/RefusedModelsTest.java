package org.dlmcert.models.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.layers.LastLayers;
import org.dlmcert.models.operator.Operators;
import org.dlmcert.models.schema.Onnx.AttributeProto;
import org.dlmcert.models.schema.Onnx.FunctionProto;
import org.dlmcert.models.schema.Onnx.GraphProto;
import org.dlmcert.models.schema.Onnx.ModelProto;
import org.dlmcert.models.schema.Onnx.SparseTensorProto;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.schema.Onnx.TypeProto;
import org.dlmcert.models.schema.Onnx.ValueInfoProto;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * One good model of each format, corrupted in one place at a time: the refusal names the file, the
 * place in it, what was expected and what was found.
 */
final class RefusedModelsTest {
  @TempDir private Path folder = Path.of("");

  static Stream<Arguments> onnx() {
    return Stream.of(
        model(m -> m.clearGraph(), "", "an ONNX model with a graph", "one without"),
        model(m -> m.clearOpsetImport(), "", "a version of ONNX's operators", "none"),
        model(
            m -> m.addOpsetImport(SmallModels.opset(9)),
            "",
            "one version of ONNX's operators",
            "[9, 13]"),
        model(
            m -> m.addFunctions(FunctionProto.newBuilder().setName("f")),
            "",
            "a model of ONNX's operators alone",
            "functions of its own"),
        graph(
            g -> g.addSparseInitializer(SparseTensorProto.getDefaultInstance()),
            "",
            "initializers that are stored whole",
            "sparse ones"),
        graph(
            g -> g.addInitializer(SmallModels.weights()),
            "initializer \"w\"",
            "tensors of different names",
            "two of that name"),
        graph(
            g -> g.addInput(g.getInput(0)),
            "input \"x\"",
            "tensors of different names",
            "two of that name"),
        graph(
            g -> g.addNode(SmallModels.node("Relu", "y", "x")),
            "node that makes y (Relu)",
            "tensors of different names",
            "two named \"y\""),
        graph(
            g -> g.setNode(0, SmallModels.node("Relu", "y", "z")),
            "node that makes y (Relu)",
            "an input that is made before it",
            "\"z\""),
        graph(
            g -> g.setNode(0, SmallModels.node("Loop", "y", "x")),
            "node that makes y (Loop)",
            "an operator that is supported (Abs, Add, ",
            "\"Loop\""),
        graph(
            g -> g.setNode(0, SmallModels.node("MatMul", "y", "x")),
            "node that makes y (MatMul)",
            "input 1",
            "none"),
        graph(
            g -> g.addOutput(ValueInfoProto.newBuilder().setName("other")),
            "",
            "a node that makes the output \"other\"",
            "none"),
        graph(
            g ->
                g.setNode(
                    0,
                    SmallModels.node("LeakyRelu", "y", "x")
                        .addAttribute(SmallModels.integer("alpha", 1))
                        .addAttribute(SmallModels.integer("alpha", 2))),
            "node that makes y (LeakyRelu), attribute alpha",
            "attributes of different names",
            "two of that name"),
        graph(
            g ->
                g.setNode(
                    0,
                    SmallModels.node("LeakyRelu", "y", "x")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(Float.POSITIVE_INFINITY))),
            "node that makes y (LeakyRelu), attribute alpha",
            "finite numbers",
            "an infinity as element 0"),
        graph(
            g -> g.setInput(0, g.getInput(0).toBuilder().setType(TypeProto.getDefaultInstance())),
            "input \"x\"",
            "a tensor",
            "VALUE_NOT_SET"),
        tensor(w -> w.clearFloatData(), "2 values for 2×1", "0"),
        tensor(w -> w.addFloatData(3), "2 values for 2×1", "3"),
        tensor(w -> w.setFloatData(1, Float.NaN), "finite numbers", "NaN as element 1"),
        tensor(w -> w.setDims(0, -2), "dimensions from 0 to 2147483647", "-2"),
        tensor(w -> w.setDims(0, 1 << 26).setDims(1, 2), "a tensor of at most ", "67108864×2"),
        tensor(w -> w.setDataType(8), "an element type that is supported (FLOAT16, ", "texts"),
        tensor(
            w -> w.setDataType(77),
            "an element type that is supported (FLOAT16, ",
            "the element type number 77"),
        tensor(
            w -> w.setRawData(ByteString.copyFrom(new byte[8])),
            "values as bytes or in typed fields",
            "both"),
        tensor(
            w -> w.clearFloatData().setRawData(ByteString.copyFrom(new byte[7])),
            "8 bytes for 2×1 of FLOAT",
            "7"),
        tensor(
            w -> w.clearFloatData().setDataLocation(TensorProto.DataLocation.EXTERNAL),
            "values in the file",
            "external data"),
        tensor(
            w -> w.setSegment(TensorProto.Segment.getDefaultInstance()),
            "a whole tensor",
            "one in segments"),
        tensor(
            w -> w.clearFloatData().setDataType(10).addInt32Data(1).addInt32Data(1 << 16),
            "16 bits of a number",
            "65536"),
        tensor(
            w -> w.clearFloatData().setDataType(3).addInt32Data(1).addInt32Data(128),
            "values from -128 to 127 of type INT8",
            "128"));
  }

  static Stream<Arguments> safetensors() {
    String header = "header, \"0.weight\"";
    String tensor = "tensor \"0.weight\"";
    return Stream.of(
        header("\"F64\"", "\"C128\"", tensor, "one of the types BF16, BOOL, ", "\"C128\""),
        header("\"F64\"", "64", header, "a text", "VALUE_NUMBER_INT"),
        header("[1,2]", "[1.5,2]", header, "integers from 0 to 2^63 - 1", "VALUE_NUMBER_FLOAT"),
        header("[1,2]", "[-1,2]", header, "integers from 0 to 2^63 - 1", "VALUE_NUMBER_INT"),
        header("[1,2]", "7", header, "a list of integers", "VALUE_NUMBER_INT"),
        header("[1,2]", "[1,3]", tensor, "24 bytes for 1×3 of DOUBLE", "16"),
        header("[1,2]", "[2,0,1]", tensor, "0 bytes for 2×0×1 of DOUBLE", "16"),
        header("[1,2]", "[4294967296]", tensor, "dimensions from 0 to 2147483647", "4294967296"),
        header("[0,16]", "[8,16]", tensor, "data_offsets that begin at 0 and end by 16", "8 to 16"),
        header("[0,16]", "[0,17]", tensor, "data_offsets that begin at 0 and end by 16", "0 to 17"),
        header("[0,16]", "[0,8]", "", "8 bytes of tensors", "16"),
        header("[0,16]", "[0]", header, "dtype, shape and two data_offsets", "3 fields and 1"),
        header(
            "\"shape\":[1,2],", "", header, "dtype, shape and two data_offsets", "2 fields and 2"),
        header("shape", "form", header, "only dtype, shape and data_offsets", "\"form\""),
        header("}}", "}", "header", "JSON", "\"Unexpected end-of-input"),
        header("}}", "}} 1", "header", "the end of the header", "VALUE_NUMBER_INT"),
        header(
            "0.weight",
            "mean",
            "tensor \"mean\"",
            "weights and biases of dense layers alone",
            "another tensor"),
        header("[1,2]", "[2]", tensor, "the weights of a dense layer, a matrix", "2 (one"));
  }

  static Stream<Arguments> layers() {
    String node = "node that makes y ";
    return Stream.of(
        last(g -> {}, 2, "", "a node that makes \"x\"", "none: the model has fewer dense layers"),
        last(
            g -> g.setNode(0, SmallModels.node("Abs", "y", "x")),
            1,
            node + "(Abs)",
            "a dense layer (Gemm, or MatMul and Add) as the last layer",
            "Abs"),
        last(
            g ->
                g.setNode(
                    0,
                    SmallModels.node("Gemm", "y", "x", "w")
                        .addAttribute(SmallModels.integer("transA", 1))),
            1,
            node + "(Gemm)",
            "transA = 0, as a dense layer has it,",
            "another"),
        last(
            g -> g.setNode(0, SmallModels.node("MatMul", "y", "x")),
            1,
            node + "(MatMul)",
            "weights as input 1",
            "none"),
        last(
            g -> g.setNode(0, SmallModels.node("MatMul", "y", "x", "x")),
            1,
            node + "(MatMul)",
            "weights that the model's inputs do not change",
            "\"x\", which they do"),
        last(
            g -> g.setInitializer(0, SmallModels.weights().clearDims().addDims(2)),
            1,
            node + "(MatMul)",
            "weights that are a matrix",
            "2 (one"),
        last(
            g ->
                g.setNode(0, SmallModels.node("MatMul", "h", "x", "w"))
                    .addNode(SmallModels.node("Abs", "a", "h"))
                    .addNode(SmallModels.node("MatMul", "y", "a", "w")),
            2,
            "node that makes a (Abs)",
            "before the last dense layer an activation (Relu, LeakyRelu, PRelu)",
            "Abs"),
        last(
            g ->
                g.setNode(0, SmallModels.node("MatMul", "h", "x", "w"))
                    .addNode(SmallModels.node("LeakyRelu", "a", "h"))
                    .addNode(SmallModels.node("MatMul", "i", "a", "w"))
                    .addNode(SmallModels.node("Relu", "b", "i"))
                    .addNode(SmallModels.node("MatMul", "y", "b", "w")),
            3,
            "node that makes a (LeakyRelu)",
            "the slope 0 of the activation after it, as an instance has one,",
            "5368709/536870912"),
        last(
            g -> g.addOutput(ValueInfoProto.newBuilder().setName("x")),
            1,
            "",
            "a model with one output, or its name, --output-name NAME,",
            "2 outputs (y, x)"));
  }

  @ParameterizedTest(name = "{2} expected, found {3}")
  @MethodSource({"onnx", "safetensors"})
  void aCorruptedModelIsRefusedAtItsPlace(byte[] model, String place, String expected, String found)
      throws IOException {
    Path file = Files.write(folder.resolve("model"), model);
    refused(
        file,
        place,
        expected,
        found,
        () -> {
          Graph graph = ModelFile.read(file).graph(Optional.of(Rational.ONE), Optional.empty());
          Tensor sample = Tensor.integers(ElementType.FLOAT, Shape.of(1, 2), 3, 4);
          new Evaluation(graph, Operators.TABLE).apply(Map.of("x", sample, "input", sample));
        });
  }

  @ParameterizedTest(name = "{3} expected, found {4}")
  @MethodSource("layers")
  void whatIsNoStackOfDenseLayersIsRefused(
      byte[] model, int count, String place, String expected, String found) throws IOException {
    Path file = Files.write(folder.resolve("model"), model);
    Graph graph = ModelFile.read(file).graph(Optional.empty(), Optional.empty());
    refused(
        file, place, expected, found, () -> LastLayers.of(graph, count, Optional.empty()).names());
  }

  @Test
  void archivesAndOtherFilesAreRefused() throws IOException {
    byte[] zip = SmallModels.npz("0.weight.npy", new byte[100]);
    Path file = Files.write(folder.resolve("model"), zip);
    refused(file, "array 0.weight", "an NPY array", "something else", () -> ModelFile.read(file));
    Files.write(file, Arrays.copyOf(zip, zip.length / 2));
    refused(
        file,
        "",
        "compressed data that can be expanded",
        "damaged data",
        () -> ModelFile.read(file));
    Files.write(file, new byte[0]);
    refused(file, "", "a model: ONNX, safetensors", "an empty file", () -> ModelFile.read(file));
    Files.write(file, "<html>".getBytes(StandardCharsets.US_ASCII));
    refused(
        file,
        "",
        "a model: ONNX, safetensors",
        "begin with \"<html>\"",
        () -> ModelFile.read(file));
    refused(folder, "", "a file", "a directory", () -> ModelFile.read(folder));
    byte[] good = SmallModels.whole(SmallModels.GOOD).build().toByteArray();
    Files.write(file, Arrays.copyOf(good, good.length - 1));
    refused(file, "", "an ONNX model", "a damaged file", () -> ModelFile.read(file));
    Files.write(file, SmallModels.safetensors("{}", 0));
    refused(
        file,
        "",
        "weights of dense layers",
        "none",
        () -> ModelFile.read(file).graph(Optional.of(Rational.ONE), Optional.empty()));
    Files.write(file, Arrays.copyOf(SmallModels.safetensors("{}", 0), 9));
    refused(file, "", "", "", () -> ModelFile.read(file));
  }

  /** Without the corruption nothing is refused: the tests above cannot pass for another reason. */
  @Test
  void theGoodModelsAreRead() throws IOException {
    Path file =
        Files.write(
            folder.resolve("model"), SmallModels.whole(SmallModels.GOOD).build().toByteArray());
    Graph graph = ModelFile.read(file).graph(Optional.empty(), Optional.empty());
    Tensor sample = Tensor.integers(ElementType.FLOAT, Shape.of(1, 2), 3, 4);
    assertThat(new Evaluation(graph, Operators.TABLE).apply(Map.of("x", sample)).get("y"))
        .isEqualTo(Tensor.integers(ElementType.FLOAT, Shape.of(1, 1), 11));
    assertThat(LastLayers.of(graph, 1, Optional.empty()).names()).hasSize(1);
    Files.write(file, SmallModels.safetensors(SmallModels.GOOD_HEADER, 16));
    Graph weights = ModelFile.read(file).graph(Optional.of(Rational.ONE), Optional.empty());
    assertThat(weights.constants()).hasSize(1);
  }

  private static void refused(
      Path file, String place, String expected, String found, ThrowingCallable reading) {
    assertThatThrownBy(reading)
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith(file + ": " + (place.isEmpty() ? "" : place + ": ") + expected)
        .message()
        .hasLineCount(1)
        .matches(
            message -> {
              int at = message.indexOf(" expected, found ");
              return at > 0 && message.indexOf(found, at) > 0;
            },
            "… expected, found …" + found);
  }

  private static Arguments model(
      Consumer<ModelProto.Builder> change, String place, String expected, String found) {
    ModelProto.Builder model = SmallModels.whole(SmallModels.GOOD);
    change.accept(model);
    return Arguments.of(model.build().toByteArray(), place, expected, found);
  }

  private static Arguments graph(
      Consumer<GraphProto.Builder> change, String place, String expected, String found) {
    return Arguments.of(changed(change), place, expected, found);
  }

  private static Arguments last(
      Consumer<GraphProto.Builder> change, int count, String place, String expected, String found) {
    return Arguments.of(changed(change), count, place, expected, found);
  }

  private static Arguments tensor(
      Consumer<TensorProto.Builder> change, String expected, String found) {
    TensorProto.Builder weights = SmallModels.weights();
    change.accept(weights);
    return graph(g -> g.setInitializer(0, weights), "initializer \"w\"", expected, found);
  }

  private static Arguments header(
      String old, String changed, String place, String expected, String found) {
    assertThat(SmallModels.GOOD_HEADER).contains(old);
    byte[] file = SmallModels.safetensors(SmallModels.GOOD_HEADER.replace(old, changed), 16);
    return Arguments.of(file, place, expected, found);
  }

  private static byte[] changed(Consumer<GraphProto.Builder> change) {
    GraphProto.Builder graph = SmallModels.GOOD.toBuilder();
    change.accept(graph);
    return SmallModels.whole(graph.build()).build().toByteArray();
  }
}
