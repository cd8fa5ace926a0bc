package org.dlmcert.models.operator;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.LongStream;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Operators that pick elements and put them in another order. */
final class Arranging {
  private static final int AXIS_REQUIRED = 4;
  private static final int SLICE_BY_INPUTS = 10;

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
      throw new Unfit("perm with each of the " + rank + " axes once", order.toString());
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
    Optional<List<Long>> stated = application.integers("axis");
    if (stated.isEmpty() && application.opset() >= AXIS_REQUIRED) {
      throw new Unfit("attribute axis", "none");
    }
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
            "tensors that differ in axis " + axis + " alone",
            first.type() + " " + first.shape() + ", " + x.type() + " " + x.shape());
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
    List<Long> starts = slicing(application, 1, "starts").orElseThrow(Arranging::noSlice);
    List<Long> ends = slicing(application, 2, "ends").orElseThrow(Arranging::noSlice);
    List<Long> axes = slicing(application, 3, "axes").orElse(List.of());
    List<Long> steps = slicing(application, 4, "steps").orElse(List.of());
    if (starts.size() != ends.size()
        || !axes.isEmpty() && axes.size() != starts.size()
        || !steps.isEmpty() && steps.size() != starts.size()) {
      throw new Unfit(
          "as many starts as ends, and as axes and steps where they are given,",
          starts.size() + ", " + ends.size() + ", " + axes.size() + " and " + steps.size());
    }
    Tensor result = x;
    Set<Integer> seen = new HashSet<>();
    for (int k = 0; k < starts.size(); k++) {
      int axis = x.shape().axis(axes.isEmpty() ? k : axes.get(k));
      if (!seen.add(axis)) {
        throw new Unfit("different axes", "axis " + axis + " twice");
      }
      result = sliced(result, axis, starts.get(k), ends.get(k), steps.isEmpty() ? 1 : steps.get(k));
    }
    return List.of(result);
  }

  private static Optional<List<Long>> slicing(Application application, int input, String name) {
    return application.integers(SLICE_BY_INPUTS, input, name);
  }

  private static Unfit noSlice() {
    return new Unfit("starts and ends", "none");
  }

  private static Tensor sliced(Tensor x, int axis, long start, long end, long step) {
    long length = x.shape().dimension(axis);
    if (step == 0 || step < -Integer.MAX_VALUE || step > Integer.MAX_VALUE) {
      throw new Unfit("steps from 1 to " + Integer.MAX_VALUE + " in size", "" + step);
    }
    long low = step > 0 ? 0 : -1;
    long high = step > 0 ? length : length - 1;
    long from = Math.max(low, Math.min(high, start < 0 ? start + length : start));
    long to = Math.max(low, Math.min(high, end < 0 ? end + length : end));
    if (step < 0 && start < -length && to < 0 && length > 0) {
      // ONNX moves such a start to element 0, NumPy takes nothing; implementations follow either.
      throw new Unfit("with a negative step a start from " + (-length), "" + start);
    }
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
}
