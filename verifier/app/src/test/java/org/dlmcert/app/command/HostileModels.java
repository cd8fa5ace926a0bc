package org.dlmcert.app.command;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import com.sun.management.OperatingSystemMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.dlmcert.app.Main;
import org.dlmcert.models.schema.Onnx.FunctionProto;
import org.dlmcert.models.schema.Onnx.GraphProto;
import org.dlmcert.models.schema.Onnx.ModelProto;
import org.dlmcert.models.schema.Onnx.NodeProto;
import org.dlmcert.models.schema.Onnx.OperatorSetIdProto;
import org.dlmcert.models.schema.Onnx.SparseTensorProto;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.schema.Onnx.TensorShapeProto;
import org.dlmcert.models.schema.Onnx.TypeProto;
import org.dlmcert.models.schema.Onnx.ValueInfoProto;

/**
 * Model files that claim what they do not hold, or are no models: {@link HostileModelsTest} runs
 * this in a small virtual machine.
 */
final class HostileModels {
  private static final long HUGE = 1L << 40;
  private static final int MANY = 100_000;

  private final Map<String, byte[]> files = new LinkedHashMap<>();

  private HostileModels() {}

  /** Writes the files into a folder. */
  static void write(Path folder) throws IOException {
    HostileModels models = new HostileModels();
    models.onnx();
    models.circlesAndChains();
    models.safetensors();
    models.archives();
    for (Map.Entry<String, byte[]> file : models.files.entrySet()) {
      Files.write(folder.resolve(file.getKey()), file.getValue());
    }
  }

  /** Writes a line for each file of a folder and command: name, code, milliseconds, message. */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    List<Path> models;
    try (Stream<Path> all = Files.list(folder)) {
      models = all.sorted().toList();
    }
    String data = Files.writeString(folder.resolve("data.csv"), "1,2,0\n3,4,1\n").toString();
    String out = folder.resolve("out").toString();
    for (Path model : models) {
      String name = model.getFileName().toString();
      String options = model + (name.endsWith(".onnx") ? "" : " --slope 1/8");
      one("forward", name, options + " --drop-columns 2 --data", data, out + ".npz");
      one("convert", name, options + " --target-column last --data", data, out);
    }
  }

  private static void one(String command, String name, String options, String data, String out) {
    List<String> args = new ArrayList<>(List.of(command));
    args.addAll(List.of(options.split(" ")));
    args.addAll(List.of(data, "--force", "-o", out));
    ByteArrayOutputStream stdout = new ByteArrayOutputStream();
    ByteArrayOutputStream stderr = new ByteArrayOutputStream();
    long start = processorTime();
    int exit = Main.run(args.toArray(String[]::new), stdout, stderr);
    long milliseconds = (processorTime() - start) / 1_000_000;
    String said = exit == 0 ? "" : stdout.toString(StandardCharsets.UTF_8);
    String message = (said + stderr.toString(StandardCharsets.UTF_8)).strip().replace("\n", " / ");
    System.out.println(
        String.join("\t", command + " " + name, "" + exit, "" + milliseconds, message));
  }

  /** All threads', in nanoseconds: other programs on the machine do not matter. */
  private static long processorTime() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }

  private void onnx() {
    byte[] good = model(dense("x", "y"), weights());
    files.put("good.onnx", good);
    for (int length : new int[] {1, good.length / 3, good.length - 1}) {
      files.put("cut-" + length + ".onnx", Arrays.copyOf(good, length));
    }
    byte[] noise = good.clone();
    Arrays.fill(noise, 8, noise.length, (byte) 0xff);
    files.put("noise.onnx", noise);
    files.put("huge-shape.onnx", model(dense("x", "y"), weights().clearDims().addDims(HUGE)));
    files.put(
        "overflowing-shape.onnx",
        model(dense("x", "y"), weights().clearDims().addDims(1L << 32).addDims(1L << 32)));
    files.put("negative-shape.onnx", model(dense("x", "y"), weights().clearDims().addDims(-2)));
    files.put(
        "many-dimensions.onnx",
        model(dense("x", "y"), weights().clearDims().addAllDims(Collections.nCopies(MANY, 1L))));
    files.put(
        "too-few-values.onnx", model(dense("x", "y"), weights().clearDims().addDims(1 << 26)));
    files.put("texts.onnx", model(dense("x", "y"), weights().setDataType(8)));
    files.put("unknown-type.onnx", model(dense("x", "y"), weights().setDataType(77)));
    files.put("type-zero.onnx", model(dense("x", "y"), weights().setDataType(0)));
    files.put(
        "external.onnx",
        model(
            dense("x", "y"),
            weights().clearFloatData().setDataLocation(TensorProto.DataLocation.EXTERNAL)));
    files.put("not-a-number.onnx", model(dense("x", "y"), weights().setFloatData(0, Float.NaN)));
    GraphProto.Builder twice = graph(dense("x", "y"), weights());
    files.put("weights-twice.onnx", model(twice.addInitializer(weights())));
    files.put(
        "output-twice.onnx", model(graph(dense("x", "y"), weights()).addNode(dense("x", "y"))));
    files.put("no-graph.onnx", ModelProto.newBuilder().setIrVersion(8).build().toByteArray());
    files.put(
        "functions.onnx",
        whole(graph(dense("x", "y"), weights()))
            .addFunctions(FunctionProto.newBuilder().setName("f"))
            .build()
            .toByteArray());
    files.put(
        "sparse.onnx",
        model(
            graph(dense("x", "y"), weights())
                .addSparseInitializer(SparseTensorProto.getDefaultInstance())));
    files.put("unknown-operator.onnx", model(node("Loop", "y", "x"), weights()));
    files.put("no-inputs.onnx", model(node("Relu", "y"), weights()));
    files.put("add-of-one.onnx", model(node("Add", "y", "x"), weights()));
    files.put("graph-in-attributes.onnx", nested(good, 2000));
    files.put(
        "declared-beyond-64-bits.onnx",
        model(
            graph(dense("x", "y"), weights()).setInput(0, input("x", -1, 1L << 32, 1L << 32, -1))));
    files.put(
        "declared-so-that-products-wrap.onnx",
        model(graph(dense("x", "y"), weights()).setInput(0, input("x", -1, 4, (1L << 62) + 1))));
    TensorProto shape =
        TensorProto.newBuilder()
            .setName("s")
            .setDataType(7)
            .addDims(2)
            .addInt64Data(1L << 25)
            .addInt64Data(1L << 25)
            .build();
    files.put(
        "made-huge.onnx",
        model(
            graph(node("ConstantOfShape", "c", "s"), weights())
                .addInitializer(shape)
                .addNode(node("Add", "y", "x", "c"))));
  }

  private void circlesAndChains() {
    for (String operator : List.of("Identity", "Relu", "Softmax")) {
      files.put("own-input-" + operator + ".onnx", model(node(operator, "y", "y"), weights()));
      files.put(
          "circle-" + operator + ".onnx",
          model(graph(node(operator, "y", "z"), weights()).addNode(node(operator, "z", "y"))));
    }
    for (String operator : List.of("Identity", "Softmax")) {
      GraphProto.Builder chain = graph(dense("x", "t0"), weights());
      for (int k = 1; k < MANY - 1; k++) {
        chain.addNode(node(operator, "t" + k, "t" + (k - 1)));
      }
      files.put(
          "long-chain-" + operator + ".onnx",
          model(chain.addNode(node("Loop", "y", "t" + (MANY - 2)))));
    }
    GraphProto.Builder nodes = graph(dense("x", "y"), weights());
    for (int k = 0; k <= MANY; k++) {
      nodes.addNode(node("Identity", "t" + k, "x"));
    }
    files.put("too-many-nodes.onnx", model(nodes));
  }

  private void safetensors() {
    String bytes = "\"data_offsets\":[0,16]";
    String good = "{\"0.weight\":{\"dtype\":\"F64\",\"shape\":[1,2]," + bytes + "}}";
    files.put("good.safetensors", tensors(good, 16));
    byte[] whole = tensors(good, 16);
    files.put("cut-header.safetensors", Arrays.copyOf(whole, 20));
    files.put("cut-data.safetensors", Arrays.copyOf(whole, whole.length - 1));
    byte[] length = whole.clone();
    ByteBuffer.wrap(length).order(ByteOrder.LITTLE_ENDIAN).putLong(0, Long.MAX_VALUE);
    files.put("huge-header.safetensors", length);
    String[][] changes = {
      {"shape", "[1,2]", "[1099511627776]"},
      {"product", "[1,2]", "[4294967296,4294967296]"},
      {"negative", "[1,2]", "[-1,-2]"},
      {"no-integers", "[1,2]", "[1.5,2]"},
      {"beyond-64-bits", "[1,2]", "[99999999999999999999,2]"},
      {"nested", "[1,2]", "[".repeat(50_000)},
      {"type", "F64", "C128"},
      {"type-of-two-bytes", "F64", "F16"},
      {"offsets", "[0,16]", "[0,9223372036854775807]"},
      {"gap", "[0,16]", "[8,16]"},
      {"field-twice", "\"dtype\"", "\"dtype\":\"F64\",\"dtype\""},
      {
        "name-twice",
        "}}",
        "},\"0.weight\":{\"dtype\":\"F64\",\"shape\":[0],\"data_offsets\":[16,16]}}"
      },
      {"no-shape", "\"shape\":[1,2],", ""},
      {"metadata", "{\"0", "{\"__metadata__\":{\"a\":" + "[".repeat(50_000) + ",\"0"},
      {"name", "0.weight", "running_mean"},
    };
    for (String[] change : changes) {
      files.put(change[0] + ".safetensors", tensors(good.replace(change[1], change[2]), 16));
    }
  }

  private void archives() throws IOException {
    byte[] good = npz(Map.of("0.weight", npy("<f8", "(1, 2)", 16)));
    files.put("good.npz", good);
    files.put("cut.npz", Arrays.copyOf(good, good.length / 2));
    files.put("huge-shape.npz", npz(Map.of("0.weight", npy("<f8", "(1099511627776, 2)", 16))));
    files.put("product.npz", npz(Map.of("0.weight", npy("<f8", "(4294967296, 4294967296)", 16))));
    files.put("large-shape.npz", npz(Map.of("0.weight", npy("<f8", "(8192, 8192)", 16))));
    files.put("objects.npz", npz(Map.of("0.weight", npy("|O", "(1, 2)", 16))));
    files.put("complex.npz", npz(Map.of("0.weight", npy("<c16", "(1, 2)", 32))));
    files.put("vector.npz", npz(Map.of("0.weight", npy("<f8", "(2,)", 16))));
    files.put("other-names.npz", npz(Map.of("running_mean", npy("<f8", "(1, 2)", 16))));
    files.put(
        "bias-of-two.npz",
        npz(Map.of("0.weight", npy("<f8", "(1, 2)", 16), "0.bias", npy("<f8", "(2,)", 16))));
    // 256 MB of zeros in a quarter of a megabyte.
    ByteArrayOutputStream bomb = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bomb)) {
      zip.putNextEntry(new ZipEntry("0.weight.npy"));
      zip.write(npy("<f8", "(4096, 8192)", 0));
      for (int k = 0; k < 256; k++) {
        zip.write(new byte[1 << 20]);
      }
    }
    files.put("bomb.npz", bomb.toByteArray());
    files.put("not-an-array.npz", npz(Map.of("0.weight", new byte[100])));
  }

  private static byte[] npy(String type, String shape, int bytes) {
    String header = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
    String padded = header + " ".repeat(117 - header.length()) + "\n";
    ByteBuffer npy =
        ByteBuffer.allocate(10 + padded.length() + bytes).order(ByteOrder.LITTLE_ENDIAN);
    npy.put((byte) 0x93)
        .put("NUMPY".getBytes(StandardCharsets.US_ASCII))
        .put((byte) 1)
        .put((byte) 0);
    npy.putShort((short) padded.length()).put(padded.getBytes(StandardCharsets.US_ASCII));
    return npy.array();
  }

  private static byte[] npz(Map<String, byte[]> arrays) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> array : arrays.entrySet()) {
        zip.putNextEntry(new ZipEntry(array.getKey() + ".npy"));
        zip.write(array.getValue());
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] tensors(String header, int bytes) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + bytes)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  /** Weights 1 × 2, under the name w. */
  private static TensorProto.Builder weights() {
    return TensorProto.newBuilder()
        .setName("w")
        .setDataType(1)
        .addDims(2)
        .addDims(1)
        .addFloatData(1)
        .addFloatData(2);
  }

  private static NodeProto.Builder dense(String input, String output) {
    return node("MatMul", output, input, "w");
  }

  private static NodeProto.Builder node(String operator, String output, String... inputs) {
    return NodeProto.newBuilder()
        .setOpType(operator)
        .addOutput(output)
        .addAllInput(List.of(inputs));
  }

  /** A model, and then more of its graph: a node with a graph that has a node with a graph, … */
  private static byte[] nested(byte[] model, int depth) {
    ByteString inner = ByteString.EMPTY;
    for (int k = 0; k < depth; k++) {
      // node of a graph, attribute of a node, graph of an attribute
      inner = field(1, field(5, field(6, inner)));
    }
    return ByteString.copyFrom(model).concat(field(7, inner)).toByteArray();
  }

  private static ByteString field(int number, ByteString content) {
    return UnknownFieldSet.newBuilder()
        .addField(number, UnknownFieldSet.Field.newBuilder().addLengthDelimited(content).build())
        .build()
        .toByteString();
  }

  private static ValueInfoProto input(String name, long... dimensions) {
    TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
    for (long dimension : dimensions) {
      TensorShapeProto.Dimension.Builder one = TensorShapeProto.Dimension.newBuilder();
      shape.addDim(dimension < 0 ? one : one.setDimValue(dimension));
    }
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(TypeProto.Tensor.newBuilder().setElemType(1).setShape(shape)))
        .build();
  }

  private static GraphProto.Builder graph(NodeProto.Builder node, TensorProto.Builder weights) {
    return GraphProto.newBuilder()
        .addInput(input("x", -1, 2))
        .addInitializer(weights)
        .addNode(node)
        .addOutput(ValueInfoProto.newBuilder().setName("y"));
  }

  private static byte[] model(NodeProto.Builder node, TensorProto.Builder weights) {
    return model(graph(node, weights));
  }

  private static byte[] model(GraphProto.Builder graph) {
    return whole(graph).build().toByteArray();
  }

  private static ModelProto.Builder whole(GraphProto.Builder graph) {
    return ModelProto.newBuilder()
        .setIrVersion(8)
        .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(13))
        .setGraph(graph);
  }
}
