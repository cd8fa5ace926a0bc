package org.dlmcert.models.operator;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Operator;

/**
 * The supported operators. Their definitions are those of the ONNX operator schemas; what a schema
 * leaves to rounding is done without.
 */
public final class Operators {
  /** The slope of LeakyRelu where none is stated: the single precision number nearest to 0.01. */
  public static final Rational DEFAULT_LEAK = Single.nearest(1, 100);

  /** By name. */
  public static final Map<String, Operator> TABLE = table();

  private Operators() {}

  private static Map<String, Operator> table() {
    Map<String, Operator> table = new TreeMap<>();
    table.put("Abs", Elementwise::abs);
    table.put("Add", Elementwise::add);
    table.put("AveragePool", Pooling::average);
    table.put("BatchNormalization", Normalization::batch);
    table.put("Cast", Elementwise::cast);
    table.put("Clip", Activations::clip);
    table.put("Concat", Arranging::concat);
    table.put("Constant", Constants::constant);
    table.put("ConstantOfShape", Constants::ofShape);
    table.put("Conv", Convolution::apply);
    table.put("Div", Elementwise::divide);
    table.put("Dropout", Constants::dropout);
    table.put("Expand", Arranging::expand);
    table.put("Flatten", Reshaping::flatten);
    table.put("Gather", Arranging::gather);
    table.put("Gemm", Products::gemm);
    table.put("GlobalAveragePool", Pooling::globalAverage);
    table.put("GlobalMaxPool", Pooling::globalMax);
    table.put("Identity", Constants::identity);
    table.put("LeakyRelu", Activations::leakyRelu);
    table.put("MatMul", Products::matMul);
    table.put("Max", Elementwise::max);
    table.put("MaxPool", Pooling::max);
    table.put("Mean", Elementwise::mean);
    table.put("Min", Elementwise::min);
    table.put("Mul", Elementwise::multiply);
    table.put("Neg", Elementwise::negate);
    table.put("PRelu", Activations::pRelu);
    table.put("Pad", Padding::apply);
    table.put("ReduceMean", Reductions::mean);
    table.put("ReduceSum", Reductions::sum);
    table.put("Relu", Activations::relu);
    table.put("Reshape", Reshaping::reshape);
    table.put("Shape", Constants::shape);
    table.put("Slice", Arranging::slice);
    table.put("Squeeze", Reshaping::squeeze);
    table.put("Sub", Elementwise::subtract);
    table.put("Sum", Elementwise::sum);
    table.put("ThresholdedRelu", Activations::thresholdedRelu);
    table.put("Transpose", Arranging::transpose);
    table.put("Unsqueeze", Reshaping::unsqueeze);
    return Collections.unmodifiableMap(table);
  }
}
