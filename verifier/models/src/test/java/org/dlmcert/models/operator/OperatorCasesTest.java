package org.dlmcert.models.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.BadInput;
import org.dlmcert.io.Place;
import org.dlmcert.io.number.Numbers;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.graph.Evaluation;
import org.dlmcert.models.graph.Graph;
import org.dlmcert.models.graph.Node;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Operators in corners that the public tests of ONNX leave out, worked out by hand from the
 * operators' schemas: what an attribute or an input means in which version, and what is refused.
 *
 * <p>A tensor is written as type, shape and elements, {@code f2x3:1 2 3 4 5 6}, with f for float, d
 * for double, i for int64, j for int32, u for uint8, b for truth values; {@code -} is an input left
 * out. Attributes are {@code name=1,2}, {@code name=0.5f} or {@code name=word}.
 */
class OperatorCasesTest {
  private static final Map<Character, ElementType> TYPES =
      Map.of(
          'f', ElementType.FLOAT,
          'd', ElementType.DOUBLE,
          'i', ElementType.INT64,
          'j', ElementType.INT32,
          'u', ElementType.UINT8,
          'b', ElementType.BOOL);

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # padding: modes, fewer elements, some axes
          Pad | 11 | mode=reflect | f4:1 2 3 4; i2:2 3 | f9:3 2 1 2 3 4 3 2 1
          Pad | 11 | mode=edge | f3:1 2 3; i2:2 1 | f6:1 1 1 2 3 3
          Pad | 19 | mode=wrap | f3:1 2 3; i2:2 3 | f8:2 3 1 2 3 1 2 3
          Pad | 11 | mode=edge | f2x2:1 2 3 4; i4:1 0 0 1 | f3x3:1 2 2 1 2 2 3 4 4
          Pad | 13 | | f4:1 2 3 4; i2:-1 1; f:9 | f4:2 3 4 9
          Pad | 13 | | f4:1 2 3 4; i2:-1 -2 | f1:2
          Pad | 18 | | f2x2:1 2 3 4; i2:1 0; f:7; i1:-1 | f2x3:7 1 2 7 3 4
          Pad | 2 | pads=1,0 value=0.5f | f2:1 2 | f3:0.5 1 2
          Pad | 11 | | j2:1 2; i2:1 0; j:-5 | j3:-5 1 2
          Pad | 11 | | f0:; i2:1 1; f:3 | f2:3 3
          # slices
          Slice | 9 | starts=1 ends=3 axes=1 | f2x4:1 2 3 4 5 6 7 8 | f2x2:2 3 6 7
          Slice | 13 | | f5:1 2 3 4 5; i1:9; i1:-9; i1:0; i1:-2 | f3:5 3 1
          Slice | 13 | | f5:1 2 3 4 5; i1:-2; i1:9223372036854775807 | f2:4 5
          Slice | 13 | | f5:1 2 3 4 5; i1:-9; i1:2 | f2:1 2
          Slice | 13 | | f5:1 2 3 4 5; i1:3; i1:1 | f0:
          # axes as an attribute, and as an input
          Squeeze | 11 | axes=-1 | f1x2x1:3 4 | f1x2:3 4
          Squeeze | 13 | | f1x2x1:3 4; i1:0 | f2x1:3 4
          Squeeze | 13 | | f1x2x1:3 4 | f2:3 4
          Unsqueeze | 11 | axes=0,-1 | f2:3 4 | f1x2x1:3 4
          Unsqueeze | 13 | | f2:3 4; i2:-1 0 | f1x2x1:3 4
          ReduceMean | 13 | axes=-1 keepdims=0 | f2x2:1 2 3 6 | f2:1.5 4.5
          ReduceMean | 18 | keepdims=0 | f2x2:1 2 3 6; i1:0 | f2:2 4
          ReduceMean | 18 | noop_with_empty_axes=1 | f2:1 2; i0: | f2:1 2
          ReduceMean | 18 | | f2:1 2; i0: | f1:1.5
          ReduceSum | 11 | axes=0 | f2x2:1 2 3 4 | f1x2:4 6
          ReduceSum | 13 | | f2x0:; i1:1 | f2x1:0 0
          # reshape and flatten
          Reshape | 13 | | f2x3:1 2 3 4 5 6; i3:0 -1 1 | f2x3x1:1 2 3 4 5 6
          Reshape | 14 | allowzero=1 | f0x2:; i2:2 0 | f2x0:
          Reshape | 1 | shape=3,2 | f2x3:1 2 3 4 5 6 | f3x2:1 2 3 4 5 6
          Reshape | 13 | | f1:5; i0: | f:5
          Flatten | 13 | axis=0 | f2x1:1 2 | f1x2:1 2
          Flatten | 13 | axis=-1 | f2x1x2:1 2 3 4 | f2x2:1 2 3 4
          Flatten | 13 | axis=3 | f1x2x1:1 2 | f2x1:1 2
          Flatten | 13 | axis=0 | f:7 | f1x1:7
          # broadcasting now, and before version 7
          Add | 7 | | f2x1:1 2; f2:10 20 | f2x2:11 21 12 22
          Add | 6 | broadcast=1 axis=0 | f2x2:1 2 3 4; f2:10 20 | f2x2:11 12 23 24
          Add | 6 | broadcast=1 | f2x2:1 2 3 4; f2:10 20 | f2x2:11 22 13 24
          Add | 1 | consumed_inputs=0,0 | f1:1; f1:2 | f1:3
          Div | 14 | | i4:7 -7 7 -7; i4:2 2 -2 -2 | i4:3 -3 -3 3
          Abs | 13 | | u2:0 255 | u2:0 255
          Mean | 8 | | f1:1; f2:2 3; f:3 | f2:2 7/3
          Max | 8 | | f2:1 5; f:3 | f2:3 5
          # products
          MatMul | 9 | | f2:1 2; f2:3 4 | f:11
          MatMul | 9 | | f2:1 2; f2x2:1 2 3 4 | f2:7 10
          MatMul | 9 | | f2x1x2:1 2 3 4; f2:1 1 | f2x1:3 7
          MatMul | 9 | | f1x0:; f0x2: | f1x2:0 0
          MatMul | 9 | | f2x1x1:2 3; f1x1x2:1 2 | f2x1x2:2 4 3 6
          Gemm | 13 | alpha=0.5f beta=2.0f transA=1 | f2x1:1 2; f2x2:1 2 3 4; f:1 | f1x2:5.5 7
          Gemm | 13 | transB=1 | f2x2:1 0 0 1; f2x2:1 2 3 4; f2x1:10 20 | f2x2:11 13 22 24
          Gemm | 11 | | f1x1:2; f1x1:3; - | f1x1:6
          Gemm | 6 | broadcast=1 | f1x1:2; f1x1:3; f1:4 | f1x1:10
          # activations
          Relu | 14 | | f3:-1 0 2 | f3:0 0 2
          LeakyRelu | 6 | alpha=-2.0f | f2:-1 3 | f2:2 3
          PRelu | 9 | | f1x2x2:-1 -1 1 -1; f2x1:2 3 | f1x2x2:-2 -2 1 -3
          PRelu | 6 | | f1x2x2:-1 -1 1 -1; f2:2 3 | f1x2x2:-2 -2 1 -3
          Clip | 6 | min=0.0f | f3:-1 0 5 | f3:0 0 5
          Clip | 11 | | f3:-1 0 5; -; f:2 | f3:-1 0 2
          Clip | 12 | | f3:-1 0 5; f:3; f:2 | f3:2 2 2
          # pooling: what ceil_mode adds is not padding
          AveragePool | 19 | kernel_shape=2 strides=2 ceil_mode=1 count_include_pad=1 | f1x1x3:1 2 4 | f1x1x2:1.5 4
          AveragePool | 19 | kernel_shape=2 strides=2 pads=1,0 count_include_pad=1 | f1x1x3:1 2 4 | f1x1x2:0.5 3
          AveragePool | 19 | kernel_shape=2 strides=2 pads=1,0 | f1x1x3:1 2 4 | f1x1x2:1 3
          AveragePool | 19 | kernel_shape=2 dilations=2 | f1x1x4:1 2 4 8 | f1x1x2:2.5 5
          AveragePool | 11 | kernel_shape=2 auto_pad=SAME_LOWER | f1x1x3:1 2 4 | f1x1x3:1 1.5 3
          AveragePool | 11 | kernel_shape=2 auto_pad=SAME_UPPER count_include_pad=1 | f1x1x3:1 2 4 | f1x1x3:1.5 3 2
          MaxPool | 12 | kernel_shape=2 strides=2 ceil_mode=1 pads=1,1 | f1x1x3:-1 -2 -4 | f1x1x2:-1 -2
          MaxPool | 12 | kernel_shape=1 strides=2 ceil_mode=1 | f1x1x2:5 6 | f1x1x1:5
          MaxPool | 12 | kernel_shape=2,2 auto_pad=VALID | f1x1x2x3:1 2 3 6 5 4 | f1x1x1x2:6 5
          GlobalAveragePool | 9 | | f1x2x2:1 2 3 4 | f1x2x1:1.5 3.5
          # convolution
          Conv | 11 | auto_pad=SAME_LOWER | f1x1x3:1 2 3; f1x1x2:1 10 | f1x1x3:10 21 32
          Conv | 11 | auto_pad=SAME_UPPER dilations=2 | f1x1x4:1 2 3 4; f1x1x2:1 10 | f1x1x4:20 31 42 3
          Conv | 11 | group=2 | f1x2x1:3 5; f2x1x1:1 10; f2:0 1 | f1x2x1:3 51
          # the rest
          Concat | 13 | axis=-1 | f1x1:1; f1x0:; f1x2:2 3 | f1x3:1 2 3
          Gather | 13 | axis=-1 | f2x2:1 2 3 4; i:-1 | f2:2 4
          Gather | 13 | | f0x2:; i0: | f0x2:
          Expand | 8 | | f2x1:1 2; i1:3 | f2x3:1 1 1 2 2 2
          ConstantOfShape | 9 | | i0: | f:0
          Shape | 15 | start=-2 end=9 | f2x3x1:1 2 3 4 5 6 | i2:3 1
          Transpose | 13 | perm=1,0 | f2x2:1 2 3 4 | f2x2:1 3 2 4
          Cast | 13 | to=7 | f3:-1.5 1.5 0 | i3:-1 1 0
          Cast | 13 | to=9 | f3:-1.5 0.25 0 | b3:1 1 0
          Dropout | 6 | is_test=1 | f1:3 | f1:3
          Dropout | 7 | ratio=0.5f | f1:3 | f1:3
          Dropout | 13 | | f1:3; f:0.5; b:0 | f1:3
          BatchNormalization | 9 | epsilon=0.0f momentum=0.5f | f1x2:1 2; f2:2 3; f2:1 1; f2:0 1; f2:4 9 | f1x2:2 2
          BatchNormalization | 6 | is_test=1 spatial=1 epsilon=0.0f | f1x1:1; f1:2; f1:1; f1:0; f1:4 | f1x1:2
          """)
  void isEvaluatedAsSpecified(
      String operator, long opset, String attributes, String inputs, String expected) {
    assertThat(applied(operator, opset, attributes, inputs)).isEqualTo(tensor(expected));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Pad | 11 | mode=reflect | f2:1 2; i2:2 0 | pads from 0 to 1 of an axis of length 2 expected, found 2 and 0
          Pad | 11 | mode=edge | f2:1 2; i2:-1 0 | from 0 to
          Pad | 11 | mode=edge | f0:; i2:1 0 | from 0 to 0
          Pad | 19 | mode=wrap | f2:1 2; i2:3 0 | from 0 to 2
          Pad | 11 | mode=mirror | f2:1 2; i2:1 0 | as attribute mode expected, found "mirror"
          Pad | 11 | | f2:1 2; i2:-2 -1 | expected, found -2 and -1
          Pad | 18 | | f2x2:1 2 3 4; i4:1 0 1 0; -; i2:1 -1 | axis 1 twice
          Pad | 13 | | f2:1 2; i2:1 0; f0: | one number as the constant expected
          Pad | 13 | | f2:1 2; i2:1 0; d:1 | equal types
          Pad | 13 | pads=1,0 | f2:1 2 | the pads, input 1 or
          Pad | 13 | value=1.0f | f2:1 2; i2:1 0 | (mode) expected, found value
          Pad | 2 | | f2:1 2; i2:1 0 | at most 1 inputs
          Pad | 13 | | f2:1 2; i3:1 0 1 | 2 pads expected, found 3
          Slice | 13 | | f2:1 2 | starts and ends expected
          Slice | 13 | | f2:1 2; i1:0; i2:1 2 | as many starts as ends, and as axes and steps where they are given, expected, found 1, 2, 0 and 0
          Slice | 13 | | f2x2:1 2 3 4; i2:0 0; i2:1 1; i2:0 -2 | axis 0 twice
          Slice | 13 | | f2:1 2; i1:0; i1:2; i1:0; i1:0 | expected, found 0
          Slice | 13 | | f2:1 2; i1:0; i1:2; i1:0; i1:-9223372036854775808 | expected, found -9223372036854775808
          Slice | 13 | | f2:1 2; i1:-9; i1:-9; i1:0; i1:-1 | a start from -2 expected, found -9
          Slice | 9 | | f2:1 2; i1:0; i1:1 | before version 10
          Squeeze | 13 | axes=0 | f1x2:3 4 | expected, found axes
          Squeeze | 11 | | f1x2:3 4; i1:0 | before version 13
          Squeeze | 13 | | f1x2:3 4; i1:1 | expected, found axis 1 of 1×2
          Squeeze | 13 | | f1x2:3 4; i0: | an empty list of axes
          Unsqueeze | 13 | | f2:3 4 | the axes expected, found none
          Unsqueeze | 13 | | f2:3 4; i2:0 0 | axis 0 twice
          ReduceMean | 18 | axes=0 | f2:1 2 | expected, found axes
          ReduceMean | 13 | | f2:1 2; i1:0 | before version 18
          ReduceMean | 13 | noop_with_empty_axes=1 | f2:1 2 | expected, found noop_with_empty_axes
          ReduceMean | 18 | | f0: | a mean over nothing
          Reshape | 14 | allowzero=1 | f0:; i2:0 -1 | 0 and -1 together, with allowzero, expected, found [0, -1]
          Reshape | 13 | | f2:1 2; i2:-1 -1 | -1 at most once expected, found [-1, -1]
          Reshape | 13 | | f2:1 2; i1:3 | a shape for 2 elements (2 (one dimension)) expected, found 3
          Reshape | 13 | | f2:1 2; i1:-2 | dimensions from 0
          Reshape | 13 | shape=2 | f2:1 2 | the shape, input 1
          Flatten | 13 | axis=2 | f2:1 2 | from -1 to 0 expected, found 2
          Add | 7 | axis=0 | f2:1 2; f2:1 2 | expected, found axis
          Add | 6 | broadcast=1 axis=4294967296 | f2x2:1 2 3 4; f2:1 2 | found axis 4294967296
          Add | 6 | broadcast=1 | f1x1:1; f2:1 2 | broadcasts to 1×1
          Add | 6 | | f2x2:1 2 3 4; f2:1 2 | equal shapes
          Add | 7 | consumed_inputs=0,0 | f1:1; f1:2 | expected, found consumed_inputs
          Add | 7 | | f1:1; d1:2 | of one type
          Add | 14 | | u1:255; u1:1 | of type
          Div | 14 | | f1:1; f1:0 | division by zero
          MatMul | 9 | | f1x1:1; d1x1:2 | of one type
          MatMul | 9 | | f1x2:1 2; f1x2:1 2 | A×B and B×C expected, found
          Gemm | 13 | broadcast=1 | f1x1:2; f1x1:3; f1:4 | expected, found broadcast
          Gemm | 6 | | f1x1:2; f1x2:3 4; f2:4 5 | an addend 1×2 expected
          Gemm | 9 | | f1x1:2; f1x1:3 | input 2 expected, found none
          Gemm | 13 | | f1x1:2; f1x1:3; f2x1:1 2 | broadcasts to 1×1
          Gemm | 13 | | f1x1x1:2; f1x1:3 | a matrix expected
          LeakyRelu | 6 | alpha=1 | f1:1 | one number as attribute alpha expected, found integers [1]
          LeakyRelu | 6 | beta=1.0f | f1:1 | (alpha) expected, found beta
          PRelu | 9 | | f2:1 2; f2x2:1 2 3 4 | slopes that broadcast
          Clip | 11 | min=0.0f | f1:1 | expected, found min
          Clip | 6 | | f1:1; f:0 | at most 1 inputs
          Clip | 11 | | f1:1; f2:0 1 | one number as min expected
          Clip | 11 | | f1:1; d:0 | of one type
          AveragePool | 19 | kernel_shape=2 pads=2,2 | f1x1x1:1 | lies in the padding
          MaxPool | 12 | kernel_shape=3 | f1x1x2:1 2 | at most 2, what there is with padding, expected, found one that reaches over 3
          MaxPool | 12 | kernel_shape=2 pads=1,1 auto_pad=VALID | f1x1x2:1 2 | together with pads
          MaxPool | 12 | kernel_shape=2 strides=0 | f1x1x2:1 2 | values from 1 to 1048576 as attribute strides expected, found 0
          MaxPool | 12 | kernel_shape=2,2 | f1x1x2:1 2 | a kernel for the 1 axes
          Conv | 11 | ceil_mode=1 | f1x1x2:1 2; f1x1x1:1 | expected, found ceil_mode
          Conv | 11 | kernel_shape=2 | f1x1x2:1 2; f1x1x1:1 | that of the weights, expected, found 2
          Conv | 11 | group=2 | f1x3x1:1 2 3; f2x1x1:1 1 | 1×3×1 and 2 groups
          Conv | 11 | auto_pad=SAME | f1x1x2:1 2; f1x1x1:1 | as auto_pad expected, found "SAME"
          Conv | 11 | | f1x1x2:1 2; f1x1x1:1; f2:1 2 | a bias of length 1
          Concat | 13 | | f1:1; f1:2 | attribute axis expected, found none
          Concat | 13 | axis=0 | f1:1; d1:2 | differ in axis 0 alone
          Gather | 13 | | f2:1 2; i1:2 | from -2 to 1 expected, found 2
          Expand | 8 | | f2:1 2; i1:3 | broadcast to each other
          Cast | 13 | to=6 | f1:3000000000 | of type
          Cast | 13 | to=8 | f1:3 | texts
          Cast | 13 | to=10 | f1:3 | rounds
          Identity | 13 | | f1:3; f1:4 | at most 1 inputs
          Dropout | 6 | ratio=0.5f | f1:3 | random
          Dropout | 13 | ratio=0.5f | f1:3 | expected, found ratio
          Dropout | 13 | | f1:3; f:0.5; b:1 | random
          Dropout | 13 | | f1:3; f0: | one number as ratio expected
          BatchNormalization | 14 | training_mode=1 | f1x1:1; f1:2; f1:1; f1:0; f1:4 | training mode
          BatchNormalization | 9 | training_mode=1 | f1x1:1; f1:2; f1:1; f1:0; f1:4 | expected, found training_mode
          BatchNormalization | 9 | spatial=1 | f1x1:1; f1:2; f1:1; f1:0; f1:4 | expected, found spatial
          BatchNormalization | 7 | spatial=0 | f1x1:1; f1:2; f1:1; f1:0; f1:4 | attribute spatial: 1 expected, found 0
          BatchNormalization | 6 | | f1x1:1; f1:2; f1:1; f1:0; f1:4 | training mode
          BatchNormalization | 9 | | f1x1:1; f1:2; f1:1; f1:0; f1:-4 | var + epsilon above 0 expected, found -
          Transpose | 13 | perm=0,0 | f1x1:3 | each of the 2 axes once expected, found [0, 0]
          """)
  void isRefusedWithTheNodesName(
      String operator, long opset, String attributes, String inputs, String words) {
    assertThatThrownBy(() -> applied(operator, opset, attributes, inputs))
        .isInstanceOf(BadInput.class)
        .hasMessageStartingWith("model: node of-interest (" + operator + "): ")
        .hasMessageContaining(" expected, found ")
        .hasMessageContaining(words);
  }

  /** ONNX leaves this open; its runtime names the first, too. */
  @Test
  void ofEqualMaximaTheFirstIsNamed() {
    List<String> outputs = List.of("y", "places");
    Map<String, Tensor> made = applied("MaxPool", 12, "kernel_shape=2", "f1x1x4:3 3 1 1", outputs);
    assertThat(made.get("y")).isEqualTo(tensor("f1x1x3:3 3 1"));
    assertThat(made.get("places")).isEqualTo(tensor("i1x1x3:0 1 2"));
  }

  private static Tensor applied(String operator, long opset, String attributes, String inputs) {
    Tensor result = applied(operator, opset, attributes, inputs, List.of("y")).get("y");
    return Optional.ofNullable(result).orElseThrow();
  }

  private static Map<String, Tensor> applied(
      String operator, long opset, String attributes, String inputs, List<String> outputs) {
    Map<String, Tensor> constants = new LinkedHashMap<>();
    List<String> names = new ArrayList<>();
    for (String text : inputs.split(";", -1)) {
      boolean leftOut = text.strip().equals("-");
      names.add(leftOut ? "" : "input " + names.size());
      if (!leftOut) {
        constants.put(names.get(names.size() - 1), tensor(text));
      }
    }
    Node node = new Node("of-interest", operator, names, outputs, attributes(attributes));
    Graph graph =
        new Graph(Place.of("model", ""), opset, List.of(), constants, List.of(node), outputs);
    return new Evaluation(graph, Operators.TABLE).apply(Map.of());
  }

  private static Map<String, Attribute> attributes(String text) {
    return text == null
        ? Map.of()
        : Stream.of(text.strip().split(" +"))
            .map(entry -> entry.split("="))
            .collect(Collectors.toMap(entry -> entry[0], entry -> attribute(entry[1])));
  }

  private static Attribute attribute(String text) {
    if (text.endsWith("f")) {
      return new Attribute.Numbers(List.of(number(text.substring(0, text.length() - 1))));
    }
    return text.matches("[-0-9,]+")
        ? new Attribute.Integers(Arrays.stream(text.split(",")).map(Long::valueOf).toList())
        : new Attribute.Text(text);
  }

  private static Rational number(String text) {
    return Numbers.EXACT.read(text, Place.of("test", ""));
  }

  private static Tensor tensor(String text) {
    String[] parts = text.strip().split(":", -1);
    String dimensions = parts[0].substring(1);
    List<Integer> shape =
        dimensions.isEmpty()
            ? List.of()
            : Arrays.stream(dimensions.split("x")).map(Integer::valueOf).toList();
    List<Rational> values =
        parts[1].isBlank()
            ? List.of()
            : Arrays.stream(parts[1].strip().split(" ")).map(OperatorCasesTest::number).toList();
    ElementType type = Optional.ofNullable(TYPES.get(parts[0].charAt(0))).orElseThrow();
    return Tensor.rationals(type, new Shape(shape), values);
  }
}
