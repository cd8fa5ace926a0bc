package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Sums and means over axes. */
final class Reductions {
  private Reductions() {}

  static List<Tensor> sum(Application application) {
    return List.of(reduced(application, 13).sum());
  }

  static List<Tensor> mean(Application application) {
    Reduced reduced = reduced(application, 18);
    if (reduced.count() == 0) {
      throw new Unfit("elements for each mean", "a mean over nothing");
    }
    return List.of(reduced.sum().times(Rational.of(1, reduced.count())));
  }

  /**
   * A reduction.
   *
   * @param count how many elements each sum has
   */
  private record Reduced(Tensor sum, int count) {}

  /**
   * The reduction.
   *
   * @param since the version since which the axes are an input
   */
  private static Reduced reduced(Application application, int since) {
    application.atMost(2);
    Tensor x = application.input(0);
    int rank = x.shape().rank();
    boolean keep = application.integer("keepdims", 1) != 0;
    boolean nothing =
        application.opset() >= since && application.integer("noop_with_empty_axes", 0) != 0;
    List<Long> stated = application.integers(since, 1, "axes").orElse(List.of());
    if (stated.isEmpty() && nothing) {
      return new Reduced(x, 1);
    }
    Set<Integer> axes = new TreeSet<>();
    for (int axis = 0; stated.isEmpty() && axis < rank; axis++) {
      axes.add(axis);
    }
    stated.forEach(axis -> axes.add(x.shape().axis(axis)));
    int[] strides = x.shape().strides();
    List<Integer> kept = new ArrayList<>();
    List<Integer> summed = new ArrayList<>();
    List<Integer> shape = new ArrayList<>();
    int[] outerSteps = new int[rank - axes.size()];
    int[] innerSteps = new int[axes.size()];
    for (int axis = 0; axis < rank; axis++) {
      if (axes.contains(axis)) {
        innerSteps[summed.size()] = strides[axis];
        summed.add(x.shape().dimension(axis));
        if (keep) {
          shape.add(1);
        }
      } else {
        outerSteps[kept.size()] = strides[axis];
        kept.add(x.shape().dimension(axis));
        shape.add(x.shape().dimension(axis));
      }
    }
    int[] outer = Shape.positions(new Shape(kept), outerSteps);
    int[] inner = Shape.positions(new Shape(summed), innerSteps);
    IntegerVector sums =
        IntegerVector.of(
            outer.length,
            k -> {
              BigInteger sum = BigInteger.ZERO;
              for (int offset : inner) {
                sum = sum.add(x.numerators().get(outer[k] + offset));
              }
              return sum;
            });
    return new Reduced(Tensor.of(x.type(), new Shape(shape), sums, x.denominator()), inner.length);
  }
}
