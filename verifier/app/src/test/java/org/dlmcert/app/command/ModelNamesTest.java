package org.dlmcert.app.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.dlmcert.app.Program.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.Captured;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.instance.InstanceReader;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.models.schema.Onnx.AttributeProto;
import org.dlmcert.models.schema.Onnx.GraphProto;
import org.dlmcert.models.schema.Onnx.ModelProto;
import org.dlmcert.models.schema.Onnx.NodeProto;
import org.dlmcert.models.schema.Onnx.OperatorSetIdProto;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.schema.Onnx.TensorShapeProto;
import org.dlmcert.models.schema.Onnx.TypeProto;
import org.dlmcert.models.schema.Onnx.ValueInfoProto;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a model leaves open is asked for and not guessed: the order of layers, the output. */
class ModelNamesTest {
  /** Two square layers, so that shapes tell no order; names as texts sort 10 before 2. */
  private static final String TWO_ORDERS =
      "{\"10.weight\":{\"dtype\":\"F64\",\"shape\":[2,2],\"data_offsets\":[0,32]},"
          + "\"2.weight\":{\"dtype\":\"F64\",\"shape\":[2,2],\"data_offsets\":[32,64]}}";

  @TempDir Path folder;

  private Path data() throws IOException {
    return Files.writeString(folder.resolve("data.csv"), "1,2,0,1\n3,4,1,0\n");
  }

  private Path weights() throws IOException {
    byte[] header = TWO_ORDERS.getBytes(StandardCharsets.UTF_8);
    ByteBuffer file =
        ByteBuffer.allocate(8 + header.length + 64)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(header.length)
            .put(header);
    for (int v = 1; v <= 8; v++) {
      file.putDouble(v);
    }
    return Files.write(folder.resolve("weights.safetensors"), file.array());
  }

  /** The instance made of a model's last two layers, with the first two columns as inputs. */
  private Captured converted(Path model, String... options) throws IOException {
    List<String> args =
        new ArrayList<>(
            List.of(
                "convert",
                model.toString(),
                "--data",
                data().toString(),
                "--target-column",
                "2,3",
                "--force",
                "-o",
                folder.resolve("made.json").toString()));
    args.addAll(List.of(options));
    return run(args.toArray(String[]::new));
  }

  private List<RationalMatrix> madeWeights() throws IOException {
    Instance made =
        InstanceReader.read(folder.resolve("made.json"), LayerNoise.NONE, Numbers.EXACT);
    return made.weights().orElseThrow().matrices();
  }

  @Test
  void layersThatFitInTwoOrdersAreNotPutInOrderByGuess() throws IOException {
    Captured refused = converted(weights(), "--slope", "1/8");
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("weights.safetensors", "(10,2)", "(2,10)", "--layer-order A,B,…")
        .doesNotContain("\tat ");
    assertThat(folder.resolve("made.json")).doesNotExist();
    // Both orders, as told.
    assertThat(converted(weights(), "--slope", "1/8", "--layer-order", "2,10").exitCode()).isZero();
    RationalMatrix first = madeWeights().get(0);
    assertThat(converted(weights(), "--slope", "1/8", "--layer-order", "10,2").exitCode()).isZero();
    assertThat(madeWeights().get(1)).isEqualTo(first).isNotEqualTo(madeWeights().get(0));
    for (String order : List.of("2", "2,2", "2,11", "2,10,2")) {
      Captured wrong = converted(weights(), "--slope", "1/8", "--layer-order", order);
      assertThat(wrong.exitCode()).as(order).isEqualTo(2);
      assertThat(wrong.err())
          .as(order)
          .contains("10,2 once in --layer-order")
          .doesNotContain("\tat ");
    }
  }

  @Test
  void ofSeveralOutputsOneIsToBeNamed() throws IOException {
    Path model = Files.write(folder.resolve("two.onnx"), twoOutputs());
    Captured refused = converted(model);
    assertThat(refused.exitCode()).isEqualTo(2);
    assertThat(refused.err())
        .contains("two.onnx", "2 outputs (left, right)", "--output-name")
        .doesNotContain("\tat ");
    assertThat(converted(model, "--output-name", "left").exitCode()).isZero();
    RationalMatrix left = madeWeights().get(1);
    assertThat(converted(model, "--output-name", "right").exitCode()).isZero();
    assertThat(madeWeights().get(1)).isNotEqualTo(left);
    Captured unknown = converted(model, "--output-name", "middle");
    assertThat(unknown.exitCode()).isEqualTo(2);
    assertThat(unknown.err()).contains("middle", "left, right").doesNotContain("\tat ");
  }

  /** Two layers below each output, the first shared. */
  private static byte[] twoOutputs() {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(
            GraphProto.newBuilder()
                .addInput(
                    ValueInfoProto.newBuilder()
                        .setName("x")
                        .setType(
                            TypeProto.newBuilder()
                                .setTensorType(
                                    TypeProto.Tensor.newBuilder()
                                        .setElemType(1)
                                        .setShape(
                                            TensorShapeProto.newBuilder()
                                                .addDim(TensorShapeProto.Dimension.newBuilder())
                                                .addDim(
                                                    TensorShapeProto.Dimension.newBuilder()
                                                        .setDimValue(2))))))
                .addInitializer(matrix("first", 1, 2, 3, 5))
                .addInitializer(matrix("second", 1, -1, 2, 3))
                .addInitializer(matrix("third", 4, 1, 1, 7))
                .addNode(node("MatMul", "h", "x", "first"))
                .addNode(
                    node("LeakyRelu", "a", "h")
                        .addAttribute(
                            AttributeProto.newBuilder()
                                .setName("alpha")
                                .setType(AttributeProto.AttributeType.FLOAT)
                                .setF(0.25f)))
                .addNode(node("MatMul", "left", "a", "second"))
                .addNode(node("MatMul", "right", "a", "third"))
                .addOutput(ValueInfoProto.newBuilder().setName("left"))
                .addOutput(ValueInfoProto.newBuilder().setName("right")))
        .build()
        .toByteArray();
  }

  private static TensorProto.Builder matrix(String name, float... values) {
    TensorProto.Builder matrix =
        TensorProto.newBuilder().setName(name).setDataType(1).addDims(2).addDims(2);
    for (float v : values) {
      matrix.addFloatData(v);
    }
    return matrix;
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }
}
