package org.dlmcert.models.tensor;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;

/** Floating point numbers for those who read results: each the nearest to an exact value. */
public final class Rounding {
  private Rounding() {}

  /** The double nearest to each element. */
  public static double[] doubles(Tensor tensor) {
    double[] rounded = new double[tensor.size()];
    for (int k = 0; k < rounded.length; k++) {
      rounded[k] =
          Double.longBitsToDouble(
              BinaryFormat.DOUBLE.nearest(tensor.numerators().get(k), tensor.denominator()));
    }
    return rounded;
  }

  /** The single precision number nearest to each element. */
  public static float[] floats(Tensor tensor) {
    float[] rounded = new float[tensor.size()];
    for (int k = 0; k < rounded.length; k++) {
      rounded[k] =
          Float.intBitsToFloat(
              (int) BinaryFormat.FLOAT.nearest(tensor.numerators().get(k), tensor.denominator()));
    }
    return rounded;
  }

  /** The values as doubles, if all of them are doubles. */
  public static Optional<double[]> exactDoubles(List<Rational> values) {
    double[] doubles = new double[values.size()];
    for (int k = 0; k < doubles.length; k++) {
      Rational value = values.get(k);
      long bits = BinaryFormat.DOUBLE.nearest(value.numerator(), value.denominator());
      ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).putLong(bits).flip();
      if (Double.isInfinite(Double.longBitsToDouble(bits))
          || !BinaryFormat.DOUBLE
              .values(ElementType.DOUBLE, Shape.SCALAR, buffer)
              .value(0)
              .equals(value)) {
        return Optional.empty();
      }
      doubles[k] = Double.longBitsToDouble(bits);
    }
    return Optional.of(doubles);
  }
}
