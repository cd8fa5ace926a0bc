package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.ElementType;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Maxima and averages over windows. */
final class Pooling {
  private Pooling() {}

  static List<Tensor> max(Application application) {
    Tensor x = input(application);
    boolean columnsFirst = application.integer("storage_order", 0) != 0;
    Window window = window(application, x);
    int[][] offsets = window.allOffsets();
    int area = window.input().size();
    int[] chosen = new int[x.shape().size(0, 2) * offsets.length];
    for (int k = 0; k < chosen.length; k++) {
      chosen[k] = greatest(x.numerators(), k / offsets.length * area, offsets[k % offsets.length]);
    }
    Shape shape = x.shape().part(0, 2).followedBy(window.output());
    List<Tensor> outputs = new ArrayList<>(List.of(x.select(shape, chosen)));
    if (application.outputs() > 1) {
      IntUnaryOperator name = columnsFirst ? k -> columnsFirst(k, window.input()) : k -> k;
      outputs.add(
          Tensor.of(
              ElementType.INT64,
              shape,
              IntegerVector.of(chosen.length, k -> BigInteger.valueOf(name.applyAsInt(chosen[k]))),
              BigInteger.ONE));
    }
    return outputs;
  }

  /** The position of the first greatest element of a window. */
  private static int greatest(IntegerVector values, int base, int[] offsets) {
    int best = -1;
    for (int offset : offsets) {
      if (offset >= 0 && (best < 0 || greater(values, base + offset, best))) {
        best = base + offset;
      }
    }
    if (best < 0) {
      throw new Unfit(
          "elements of the input in each window, for a maximum",
          "a window that lies in the padding");
    }
    return best;
  }

  private static boolean greater(IntegerVector values, int k, int best) {
    return values.isSmall()
        ? values.low(k) > values.low(best)
        : values.get(k).compareTo(values.get(best)) > 0;
  }

  /** The number of a position if spatial axes were stored with the first one fastest. */
  private static int columnsFirst(int position, Shape spatial) {
    int area = spatial.size();
    int rest = position % area;
    int[] index = new int[spatial.rank()];
    for (int axis = spatial.rank() - 1; axis >= 0; axis--) {
      index[axis] = rest % spatial.dimension(axis);
      rest /= spatial.dimension(axis);
    }
    int at = 0;
    for (int axis = spatial.rank() - 1; axis >= 0; axis--) {
      at = at * spatial.dimension(axis) + index[axis];
    }
    return position / area * area + at;
  }

  static List<Tensor> average(Application application) {
    Tensor x = input(application);
    boolean countPadding = application.integer("count_include_pad", 0) != 0;
    Window window = window(application, x);
    int[][] offsets = window.allOffsets();
    int area = window.input().size();
    int[] counts = new int[offsets.length];
    BigInteger scale = BigInteger.ONE;
    for (int p = 0; p < counts.length; p++) {
      for (int offset : offsets[p]) {
        counts[p] += offset >= 0 || offset == -1 && countPadding ? 1 : 0;
      }
      if (counts[p] == 0) {
        throw new Unfit(
            "elements of the input in each window, for an average",
            "a window that lies in the padding");
      }
      scale = Tensor.common(scale, BigInteger.valueOf(counts[p]));
    }
    BigInteger common = scale;
    BigInteger[] weights = new BigInteger[counts.length];
    Arrays.setAll(weights, p -> common.divide(BigInteger.valueOf(counts[p])));
    WindowSums sums = WindowSums.of(x.numerators());
    IntegerVector values =
        IntegerVector.of(
            x.shape().size(0, 2) * offsets.length,
            k -> {
              int place = k % offsets.length;
              int base = k / offsets.length * area;
              return sums.sum(base, offsets[place]).multiply(weights[place]);
            });
    Shape shape = x.shape().part(0, 2).followedBy(window.output());
    return List.of(Tensor.of(x.type(), shape, values, x.denominator().multiply(common)));
  }

  /** Sums over windows: in machine words where the values are so short that no sum overflows. */
  @FunctionalInterface
  private interface WindowSums {
    BigInteger sum(int base, int[] offsets);

    static WindowSums of(IntegerVector values) {
      // A window has less than 2^31 cells.
      return values.isSmall() && values.bits() < 32
          ? (base, offsets) -> {
            long sum = 0;
            for (int offset : offsets) {
              sum += offset < 0 ? 0 : values.low(base + offset);
            }
            return BigInteger.valueOf(sum);
          }
          : (base, offsets) -> {
            BigInteger sum = BigInteger.ZERO;
            for (int offset : offsets) {
              sum = offset < 0 ? sum : sum.add(values.get(base + offset));
            }
            return sum;
          };
    }
  }

  static List<Tensor> globalMax(Application application) {
    Tensor x = input(application);
    int area = x.shape().size(2, x.shape().rank());
    int[] offsets = IntStream.range(0, area).toArray();
    int[] chosen = new int[x.shape().size(0, 2)];
    for (int k = 0; k < chosen.length; k++) {
      chosen[k] = greatest(x.numerators(), k * area, offsets);
    }
    return List.of(x.select(ones(x.shape()), chosen));
  }

  static List<Tensor> globalAverage(Application application) {
    Tensor x = input(application);
    int area = x.shape().size(2, x.shape().rank());
    if (area == 0) {
      throw new Unfit("elements to average over", x.shape().toString());
    }
    int[] offsets = IntStream.range(0, area).toArray();
    WindowSums windows = WindowSums.of(x.numerators());
    IntegerVector sums =
        IntegerVector.of(x.shape().size(0, 2), k -> windows.sum(k * area, offsets));
    return List.of(
        Tensor.of(x.type(), ones(x.shape()), sums, x.denominator()).times(Rational.of(1, area)));
  }

  private static Shape ones(Shape shape) {
    Shape ones = shape;
    for (int axis = 2; axis < shape.rank(); axis++) {
      ones = ones.with(axis, 1);
    }
    return ones;
  }

  private static Tensor input(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    if (x.shape().rank() < 3) {
      throw new Unfit("an input N×C×…", x.shape().toString());
    }
    return x;
  }

  private static Window window(Application application, Tensor x) {
    return Window.of(application, x.shape().part(2, x.shape().rank()), Optional.empty());
  }
}
