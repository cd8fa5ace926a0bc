package org.dlmcert.models.onnx;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.graph.Node;
import org.dlmcert.models.operator.OnnxTypes;
import org.dlmcert.models.schema.Onnx.AttributeProto;
import org.dlmcert.models.schema.Onnx.GraphProto;
import org.dlmcert.models.schema.Onnx.ModelProto;
import org.dlmcert.models.schema.Onnx.NodeProto;
import org.dlmcert.models.schema.Onnx.OperatorSetIdProto;
import org.dlmcert.models.schema.Onnx.TensorProto;
import org.dlmcert.models.schema.Onnx.TensorShapeProto;
import org.dlmcert.models.schema.Onnx.TypeProto;
import org.dlmcert.models.schema.Onnx.ValueInfoProto;
import org.dlmcert.models.tensor.BinaryFormat;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Reads models and tensors in the format of ONNX; nothing of its schema leaves this package. */
public final class OnnxReader {
  private static final String OWN_NAME = "tensors of different names";

  private static final int MOST_NESTING = 32;
  private static final int MOST_NODES = 100_000;

  private final Place place;

  private OnnxReader(Place place) {
    this.place = place;
  }

  /**
   * The model in these bytes.
   *
   * @throws org.dlmcert.io.BadInput if they hold no model of one graph of tensors
   */
  public static Graph model(byte[] bytes, Place place) {
    try {
      return new OnnxReader(place).graph(ModelProto.parseFrom(guarded(bytes)));
    } catch (IOException malformed) {
      throw damaged("an ONNX model", malformed, place);
    }
  }

  /**
   * The tensor in these bytes, as in the test data of ONNX.
   *
   * @throws org.dlmcert.io.BadInput if they hold none
   */
  public static Tensor tensor(byte[] bytes, Place place) {
    try {
      return new OnnxReader(place).tensor(TensorProto.parseFrom(guarded(bytes)), place);
    } catch (IOException malformed) {
      throw damaged("a tensor of ONNX", malformed, place);
    }
  }

  private static CodedInputStream guarded(byte[] bytes) {
    CodedInputStream stream = CodedInputStream.newInstance(bytes);
    stream.setRecursionLimit(MOST_NESTING);
    return stream;
  }

  private static RuntimeException damaged(String expected, IOException malformed, Place place) {
    String why =
        malformed instanceof InvalidProtocolBufferException ? malformed.getMessage() : null;
    return place.expected(
        expected, "a damaged file" + (why == null ? "" : " (" + Place.quote(why) + ")"));
  }

  private Graph graph(ModelProto model) {
    if (!model.hasGraph()) {
      throw place.expected("an ONNX model with a graph", "one without");
    }
    if (model.getFunctionsCount() > 0) {
      throw place.expected("a model of ONNX's operators alone", "functions of its own");
    }
    GraphProto graph = model.getGraph();
    if (graph.getSparseInitializerCount() > 0) {
      throw place.expected("initializers that are stored whole", "sparse ones");
    }
    if (graph.getNodeCount() > MOST_NODES) {
      throw place.expected("at most " + MOST_NODES + " nodes", "" + graph.getNodeCount());
    }
    Map<String, Tensor> constants = new LinkedHashMap<>();
    Set<String> made = new HashSet<>();
    for (TensorProto initializer : graph.getInitializerList()) {
      Place at = place.at("initializer " + Place.quote(initializer.getName()));
      if (!made.add(initializer.getName())) {
        throw at.expected(OWN_NAME, "two of that name");
      }
      constants.put(initializer.getName(), tensor(initializer, at));
    }
    List<Graph.Input> inputs = new ArrayList<>();
    for (ValueInfoProto input : graph.getInputList()) {
      if (!constants.containsKey(input.getName())) {
        if (!made.add(input.getName())) {
          throw place
              .at("input " + Place.quote(input.getName()))
              .expected(OWN_NAME, "two of that name");
        }
        inputs.add(input(input));
      }
    }
    List<Node> nodes = new ArrayList<>();
    for (NodeProto proto : graph.getNodeList()) {
      Node node = node(proto);
      for (String input : node.inputs()) {
        // So there are no circles either.
        if (!input.isEmpty() && !made.contains(input)) {
          throw place
              .at(node.words())
              .expected("an input that is made before it", Place.quote(input));
        }
      }
      for (String output : node.outputs()) {
        if (!output.isEmpty() && !made.add(output)) {
          throw place.at(node.words()).expected(OWN_NAME, "two named " + Place.quote(output));
        }
      }
      nodes.add(node);
    }
    return new Graph(
        place,
        opset(model),
        inputs,
        constants,
        nodes,
        graph.getOutputList().stream().map(ValueInfoProto::getName).toList());
  }

  private long opset(ModelProto model) {
    Set<Long> versions = new TreeSet<>();
    for (OperatorSetIdProto opset : model.getOpsetImportList()) {
      if (opset.getDomain().isEmpty() || opset.getDomain().equals("ai.onnx")) {
        versions.add(opset.getVersion());
      }
    }
    if (versions.isEmpty()) {
      throw place.expected("a version of ONNX's operators", "none");
    }
    if (versions.size() > 1) {
      throw place.expected("one version of ONNX's operators", versions.toString());
    }
    return versions.iterator().next();
  }

  private Graph.Input input(ValueInfoProto input) {
    Place at = place.at("input " + Place.quote(input.getName()));
    TypeProto type = input.getType();
    if (!type.hasTensorType()) {
      throw at.expected("a tensor", type.getValueCase().toString());
    }
    ElementType elements = placed(() -> OnnxTypes.named(type.getTensorType().getElemType()), at);
    if (!type.getTensorType().hasShape()) {
      return new Graph.Input(input.getName(), elements, Optional.empty());
    }
    List<Long> dimensions = new ArrayList<>();
    for (TensorShapeProto.Dimension dimension : type.getTensorType().getShape().getDimList()) {
      // Zero stands for an open dimension in files of some exporters.
      dimensions.add(
          dimension.hasDimValue() && dimension.getDimValue() > 0 ? dimension.getDimValue() : -1L);
    }
    return new Graph.Input(input.getName(), elements, Optional.of(dimensions));
  }

  private Node node(NodeProto proto) {
    boolean own = proto.getDomain().isEmpty() || proto.getDomain().equals("ai.onnx");
    String operator = own ? proto.getOpType() : proto.getDomain() + "." + proto.getOpType();
    Node bare =
        new Node(proto.getName(), operator, proto.getInputList(), proto.getOutputList(), Map.of());
    Map<String, Attribute> attributes = new LinkedHashMap<>();
    for (AttributeProto attribute : proto.getAttributeList()) {
      Place at = place.at(bare.words() + ", attribute " + attribute.getName());
      if (attributes.put(attribute.getName(), placed(() -> attribute(attribute), at)) != null) {
        throw at.expected("attributes of different names", "two of that name");
      }
    }
    return new Node(bare.name(), operator, bare.inputs(), bare.outputs(), attributes);
  }

  private Attribute attribute(AttributeProto proto) {
    return switch (proto.getType()) {
      case INT -> new Attribute.Integers(List.of(proto.getI()));
      case INTS -> new Attribute.Integers(proto.getIntsList());
      case FLOAT -> new Attribute.Numbers(List.of(exact(proto.getF())));
      case FLOATS ->
          new Attribute.Numbers(proto.getFloatsList().stream().map(this::exact).toList());
      case STRING -> new Attribute.Text(proto.getS().toStringUtf8());
      case TENSOR -> new Attribute.Constant(OnnxTensor.read(proto.getT()));
      default -> new Attribute.Other(proto.getType().toString());
    };
  }

  private Rational exact(float value) {
    ByteBuffer buffer = ByteBuffer.allocate(Float.BYTES).putFloat(value).flip();
    return BinaryFormat.FLOAT.values(ElementType.FLOAT, Shape.SCALAR, buffer).value(0);
  }

  private Tensor tensor(TensorProto proto, Place at) {
    return placed(() -> OnnxTensor.read(proto), at);
  }

  private static <T> T placed(Supplier<T> reading, Place at) {
    try {
      return reading.get();
    } catch (Unfit unfit) {
      throw unfit.at(at);
    }
  }
}
