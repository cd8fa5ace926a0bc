package org.dlmcert.models.file;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dlmcert.models.schema.Onnx.AttributeProto;
import org.dlmcert.models.schema.Onnx.GraphProto;
import org.dlmcert.models.schema.Onnx.ModelProto;
import org.dlmcert.models.schema.Onnx.NodeProto;
import org.dlmcert.models.schema.Onnx.OperatorSetIdProto;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.schema.Onnx.TypeProto;
import org.dlmcert.models.schema.Onnx.ValueInfoProto;

/** Models of one dense layer from two inputs to one output, and what they are made of. */
final class SmallModels {
  static final GraphProto GOOD =
      GraphProto.newBuilder()
          .addInput(
              ValueInfoProto.newBuilder()
                  .setName("x")
                  .setType(
                      TypeProto.newBuilder()
                          .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1))))
          .addInitializer(weights())
          .addNode(node("MatMul", "y", "x", "w"))
          .addOutput(ValueInfoProto.newBuilder().setName("y"))
          .build();

  static final String GOOD_HEADER =
      "{\"0.weight\":{\"dtype\":\"F64\",\"shape\":[1,2],\"data_offsets\":[0,16]}}";

  private SmallModels() {}

  static ModelProto.Builder whole(GraphProto graph) {
    return ModelProto.newBuilder().setIrVersion(8).addOpsetImport(opset(13)).setGraph(graph);
  }

  static OperatorSetIdProto opset(long version) {
    return OperatorSetIdProto.newBuilder().setVersion(version).build();
  }

  /** Weights 2 × 1, under the name w. */
  static TensorProto.Builder weights() {
    return TensorProto.newBuilder()
        .setName("w")
        .setDataType(1)
        .addDims(2)
        .addDims(1)
        .addFloatData(1)
        .addFloatData(2);
  }

  static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(Arrays.asList(inputs));
  }

  static AttributeProto.Builder integer(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value);
  }

  static byte[] safetensors(String header, int bytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  static byte[] npz(String name, byte[] array) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(name));
      zip.write(array);
      zip.closeEntry();
    }
    return bytes.toByteArray();
  }
}
