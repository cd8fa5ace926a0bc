package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.graph.Attribute;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Tensors that do not depend on the values of others. */
final class Constants {
  private static final int LAST_WITH_IS_TEST = 6;
  private static final int MASK_OF_TRUTH_VALUES = 10;
  private static final int RATIO_IS_INPUT = 12;

  private Constants() {}

  static List<Tensor> constant(Application application) {
    application.atMost(0);
    Optional<Attribute> value = application.attribute("value");
    if (value.isPresent() && value.get() instanceof Attribute.Constant constant) {
      return List.of(constant.value());
    }
    for (String name : List.of("value_int", "value_ints")) {
      Optional<List<Long>> integers = application.integers(name);
      if (integers.isPresent()) {
        long[] values = integers.get().stream().mapToLong(Long::longValue).toArray();
        return List.of(Tensor.integers(ElementType.INT64, shape(name, values.length), values));
      }
    }
    for (String name : List.of("value_float", "value_floats")) {
      Optional<Attribute> numbers = application.attribute(name);
      if (numbers.isPresent() && numbers.get() instanceof Attribute.Numbers list) {
        Shape shape = shape(name, list.values().size());
        return List.of(Tensor.rationals(ElementType.FLOAT, shape, list.values()));
      }
    }
    throw new Unfit(
        "an attribute value, value_int, value_ints, value_float or value_floats with numbers",
        "none");
  }

  private static Shape shape(String name, int size) {
    return name.endsWith("s") ? Shape.of(size) : Shape.SCALAR;
  }

  static List<Tensor> ofShape(Application application) {
    application.atMost(1);
    Shape shape = Shape.ofLongs(application.input(0).longs());
    Tensor value =
        application
            .attribute("value")
            .map(
                a -> {
                  if (a instanceof Attribute.Constant constant && constant.value().size() == 1) {
                    return constant.value();
                  }
                  throw new Unfit("a tensor of one element as attribute value", a.words());
                })
            .orElseGet(() -> Tensor.integers(ElementType.FLOAT, Shape.of(1), 0));
    return List.of(value.select(shape, new int[shape.size()]));
  }

  static List<Tensor> shape(Application application) {
    application.atMost(1);
    Shape shape = application.input(0).shape();
    int rank = shape.rank();
    int start = clamped(application.integer("start", 0), rank);
    int end = clamped(application.integer("end", rank), rank);
    long[] dimensions = new long[Math.max(end - start, 0)];
    for (int k = 0; k < dimensions.length; k++) {
      dimensions[k] = shape.dimension(start + k);
    }
    return List.of(Tensor.integers(ElementType.INT64, Shape.of(dimensions.length), dimensions));
  }

  private static int clamped(long axis, int rank) {
    return (int) Math.max(0, Math.min(rank, axis < 0 ? axis + rank : axis));
  }

  static List<Tensor> identity(Application application) {
    application.atMost(1);
    return List.of(application.input(0));
  }

  /** Dropout at inference: its input, and a mask that drops nothing. */
  static List<Tensor> dropout(Application application) {
    boolean byInputs = application.opset() >= RATIO_IS_INPUT;
    application.atMost(byInputs ? 3 : 1);
    Tensor x = application.input(0);
    Rational ratio;
    boolean training;
    if (byInputs) {
      application.integer("seed", 0);
      ratio =
          application.optional(1).map(r -> r.scalar("ratio").value(0)).orElse(Rational.of(1, 2));
      training =
          application
              .optional(2)
              .map(t -> t.scalar("training_mode").numerators().signum(0) != 0)
              .orElse(false);
    } else {
      ratio = application.number("ratio", Rational.of(1, 2));
      training = application.opset() <= LAST_WITH_IS_TEST && application.integer("is_test", 0) == 0;
    }
    if (training && !ratio.isZero()) {
      throw new Unfit("inference, or a ratio of 0,", "training mode, in which dropout is random");
    }
    List<Tensor> outputs = new ArrayList<>(List.of(x));
    // Before it is one of truth values, nothing is said about the mask at inference.
    if (application.outputs() > 1 && application.opset() >= MASK_OF_TRUTH_VALUES) {
      outputs.add(
          Tensor.of(
              ElementType.BOOL,
              x.shape(),
              IntegerVector.of(x.size(), k -> BigInteger.ONE),
              BigInteger.ONE));
    }
    return outputs;
  }
}
