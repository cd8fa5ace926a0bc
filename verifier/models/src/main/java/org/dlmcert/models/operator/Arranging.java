package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.LongStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Operators that pick elements and put them in another order. */
final class Arranging {
  private Arranging() {}

  static List<Tensor> transpose(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    int rank = x.shape().rank();
    List<Long> axes = LongStream.range(0, rank).boxed().toList();
    List<Long> reversed = new ArrayList<>(axes);
    Collections.reverse(reversed);
    List<Long> order = application.integers("perm").orElse(reversed);
    List<Long> sorted = new ArrayList<>(order);
    Collections.sort(sorted);
    if (!sorted.equals(axes)) {
      throw new Unfit("perm " + order + " for " + rank + " axes");
    }
    int[] strides = x.shape().strides();
    int[] steps = new int[rank];
    List<Integer> dimensions = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int from = order.get(axis).intValue();
      steps[axis] = strides[from];
      dimensions.add(x.shape().dimension(from));
    }
    Shape shape = new Shape(dimensions);
    return List.of(x.select(shape, Shape.positions(shape, steps)));
  }

  static List<Tensor> concat(Application application) {
    Tensor first = application.input(0);
    int axis = first.shape().axis(application.integer("axis", 1));
    List<Tensor> all = new ArrayList<>();
    BigInteger scale = BigInteger.ONE;
    int length = 0;
    for (int k = 0; k < application.inputs(); k++) {
      Tensor x = application.input(k);
      boolean alike =
          x.shape().rank() == first.shape().rank()
              && x.type() == first.type()
              && x.shape().with(axis, 0).equals(first.shape().with(axis, 0));
      if (!alike) {
        throw new Unfit(
            "tensors that differ in axis "
                + axis
                + " alone, found "
                + first.shape()
                + ", "
                + x.shape());
      }
      all.add(x);
      scale = Tensor.common(scale, x.denominator());
      length = Math.addExact(length, x.shape().dimension(axis));
    }
    Shape shape = first.shape().with(axis, length);
    int rank = shape.rank();
    int after = shape.size(axis + 1, rank);
    int[] order = new int[shape.size()];
    int base = 0;
    int before = 0;
    for (Tensor x : all) {
      int block = x.shape().dimension(axis) * after;
      for (int k = 0; k < x.size(); k++) {
        order[k / block * length * after + before + k % block] = base + k;
      }
      base += x.size();
      before += block;
    }
    BigInteger common = scale;
    IntegerVector values =
        IntegerVector.concatenated(all.stream().map(x -> x.over(common)).toList());
    return List.of(Tensor.of(first.type(), shape, values.select(order), common));
  }

  static List<Tensor> gather(Application application) {
    application.atMost(2);
    Tensor x = application.input(0);
    Tensor indices = application.input(1);
    int axis = x.shape().axis(application.integer("axis", 0));
    int length = x.shape().dimension(axis);
    int after = x.shape().size(axis + 1, x.shape().rank());
    List<Integer> chosen = new ArrayList<>();
    for (long index : indices.longs()) {
      chosen.add(Shape.axis(index, length));
    }
    Shape shape =
        x.shape()
            .part(0, axis)
            .followedBy(indices.shape())
            .followedBy(x.shape().part(axis + 1, x.shape().rank()));
    int[] positions = new int[shape.size()];
    for (int k = 0; k < positions.length; k++) {
      int inner = k % after;
      int index = k / after % chosen.size();
      int outer = k / after / chosen.size();
      positions[k] = (outer * length + chosen.get(index)) * after + inner;
    }
    return List.of(x.select(shape, positions));
  }

  static List<Tensor> expand(Application application) {
    application.atMost(2);
    Tensor x = application.input(0);
    Shape wanted = Shape.ofLongs(application.input(1).longs());
    return List.of(x.broadcast(x.shape().broadcast(wanted)));
  }

  static List<Tensor> slice(Application application) {
    application.atMost(5);
    Tensor x = application.input(0);
    List<Long> starts = list(application, 1, "starts");
    List<Long> ends = list(application, 2, "ends");
    List<Long> axes = list(application, 3, "axes");
    List<Long> steps = list(application, 4, "steps");
    if (starts.size() != ends.size()
        || !axes.isEmpty() && axes.size() != starts.size()
        || !steps.isEmpty() && steps.size() != starts.size()) {
      throw new Unfit("as many starts as ends, axes and steps expected");
    }
    Tensor result = x;
    for (int k = 0; k < starts.size(); k++) {
      int axis = x.shape().axis(axes.isEmpty() ? k : axes.get(k));
      result = sliced(result, axis, starts.get(k), ends.get(k), steps.isEmpty() ? 1 : steps.get(k));
    }
    return List.of(result);
  }

  private static Tensor sliced(Tensor x, int axis, long start, long end, long step) {
    long length = x.shape().dimension(axis);
    if (step == 0 || Math.abs(step) > Integer.MAX_VALUE) {
      throw new Unfit("a step of " + step);
    }
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? length : length - 1;
    long from = Math.max(low, Math.min(high, start < 0 ? start + length : start));
    long to = Math.max(low, Math.min(high, end < 0 ? end + length : end));
    List<Integer> chosen = new ArrayList<>();
    for (long k = from; step > 0 ? k < to : k > to; k += step) {
      chosen.add((int) k);
    }
    int after = x.shape().size(axis + 1, x.shape().rank());
    Shape shape = x.shape().with(axis, chosen.size());
    int[] positions = new int[shape.size()];
    for (int k = 0; k < positions.length; k++) {
      int outer = k / after / chosen.size();
      positions[k] =
          (int) ((outer * length + chosen.get(k / after % chosen.size())) * after + k % after);
    }
    return x.select(shape, positions);
  }

  private static List<Long> list(Application application, int input, String attribute) {
    return application.optional(input).isPresent()
        ? application.input(input).longs()
        : application.integers(attribute).orElse(List.of());
  }

  /** Padding with one value. */
  static List<Tensor> pad(Application application) {
    application.atMost(4);
    Tensor x = application.input(0);
    if (!application.text("mode", "constant").equals("constant")) {
      throw new Unfit("attribute mode: only \"constant\" is supported");
    }
    List<Long> pads = list(application, 1, "pads");
    int rank = x.shape().rank();
    List<Long> axes = list(application, 3, "axes");
    if (axes.isEmpty()) {
      axes = LongStream.range(0, rank).boxed().toList();
    }
    if (pads.size() != 2 * axes.size()) {
      throw new Unfit(2 * axes.size() + " pads expected, found " + pads.size());
    }
    Tensor value =
        application
            .optional(2)
            .orElseGet(
                () ->
                    Tensor.rationals(
                        x.type(),
                        Shape.SCALAR,
                        List.of(application.number("value", Rational.ZERO))));
    int[] begins = new int[rank];
    List<Long> dimensions = new ArrayList<>();
    x.shape().dimensions().forEach(d -> dimensions.add((long) d));
    for (int k = 0; k < axes.size(); k++) {
      int axis = x.shape().axis(axes.get(k));
      long begin = pads.get(k);
      long end = pads.get(axes.size() + k);
      if (begin < 0 || end < 0 || begin > Shape.MOST_ELEMENTS || end > Shape.MOST_ELEMENTS) {
        throw new Unfit("pads from 0 to " + Shape.MOST_ELEMENTS);
      }
      begins[axis] = (int) begin;
      dimensions.set(axis, dimensions.get(axis) + begin + end);
    }
    Shape shape = Shape.ofLongs(dimensions);
    int[] positions = new int[shape.size()];
    int[] strides = x.shape().strides();
    for (int k = 0; k < positions.length; k++) {
      int rest = k;
      for (int axis = rank - 1; axis >= 0 && positions[k] >= 0; axis--) {
        int at = rest % shape.dimension(axis) - begins[axis];
        rest /= shape.dimension(axis);
        positions[k] =
            at < 0 || at >= x.shape().dimension(axis) ? -1 : positions[k] + at * strides[axis];
      }
    }
    Tensor padded = x.select(shape, positions);
    if (value.numerators().signum(0) == 0) {
      return List.of(padded);
    }
    int[] outside = new int[positions.length];
    for (int k = 0; k < outside.length; k++) {
      outside[k] = positions[k] < 0 ? 0 : -1;
    }
    return List.of(padded.plus(value.as(x.type()).select(shape, outside)));
  }
}
