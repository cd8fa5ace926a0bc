package org.dlmcert.models.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/** Operators that keep the elements in order and change the shape. */
final class Reshaping {
  private static final int SHAPE_IS_INPUT = 5;
  private static final int AXES_ARE_INPUT = 13;

  private Reshaping() {}

  static List<Tensor> flatten(Application application) {
    application.atMost(1);
    Tensor x = application.input(0);
    int rank = x.shape().rank();
    long axis = application.integer("axis", 1);
    int at = axis == rank ? rank : Shape.axis(axis, rank);
    return List.of(x.reshaped(Shape.of(x.shape().size(0, at), x.shape().size(at, rank))));
  }

  static List<Tensor> reshape(Application application) {
    application.atMost(2);
    Tensor x = application.input(0);
    List<Long> wanted =
        application
            .integers(SHAPE_IS_INPUT, 1, "shape")
            .orElseThrow(
                () ->
                    new Unfit(
                        "the shape, input 1 or before version "
                            + SHAPE_IS_INPUT
                            + " of the operators an attribute,",
                        "none"));
    boolean allowZero = application.integer("allowzero", 0) != 0;
    if (allowZero && wanted.contains(0L) && wanted.contains(-1L)) {
      throw new Unfit("a shape without 0 and -1 together, with allowzero,", wanted.toString());
    }
    List<Long> dimensions = new ArrayList<>();
    int open = -1;
    long size = 1;
    for (int axis = 0; axis < wanted.size(); axis++) {
      long dimension = wanted.get(axis);
      if (dimension == 0 && !allowZero) {
        if (axis >= x.shape().rank()) {
          throw new Unfit(
              "a shape with 0 for axes of " + x.shape() + " alone",
              "0 for axis " + axis + " in " + wanted);
        }
        dimension = x.shape().dimension(axis);
      }
      if (dimension == -1) {
        if (open >= 0) {
          throw new Unfit("a shape with -1 at most once", wanted.toString());
        }
        open = axis;
      } else {
        size = Math.multiplyExact(size, dimension);
      }
      dimensions.add(dimension);
    }
    if (open >= 0) {
      if (size == 0 || x.size() % size != 0) {
        throw new Unfit(
            "a shape for " + x.size() + " elements (" + x.shape() + ")", wanted.toString());
      }
      dimensions.set(open, x.size() / size);
    }
    return List.of(x.reshaped(Shape.ofLongs(dimensions)));
  }

  static List<Tensor> squeeze(Application application) {
    application.atMost(2);
    Tensor x = application.input(0);
    Optional<List<Long>> stated = application.integers(AXES_ARE_INPUT, 1, "axes");
    if (stated.isPresent() && stated.get().isEmpty()) {
      // All axes of length 1 to some implementations, none to others.
      throw new Unfit("axes of length 1 to be left out, or no list", "an empty list of axes");
    }
    Set<Integer> axes = new TreeSet<>();
    for (long axis : stated.orElse(List.of())) {
      int at = x.shape().axis(axis);
      if (x.shape().dimension(at) != 1) {
        throw new Unfit("axes of length 1 to be left out", "axis " + axis + " of " + x.shape());
      }
      axes.add(at);
    }
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < x.shape().rank(); axis++) {
      boolean dropped = stated.isEmpty() ? x.shape().dimension(axis) == 1 : axes.contains(axis);
      if (!dropped) {
        kept.add(x.shape().dimension(axis));
      }
    }
    return List.of(x.reshaped(new Shape(kept)));
  }

  static List<Tensor> unsqueeze(Application application) {
    application.atMost(2);
    Tensor x = application.input(0);
    List<Long> stated =
        application
            .integers(AXES_ARE_INPUT, 1, "axes")
            .orElseThrow(() -> new Unfit("the axes", "none"));
    int rank = x.shape().rank() + stated.size();
    Set<Integer> axes = new TreeSet<>();
    for (long axis : stated) {
      if (!axes.add(Shape.axis(axis, rank))) {
        throw new Unfit("different axes", "axis " + axis + " twice");
      }
    }
    List<Integer> dimensions = new ArrayList<>();
    int next = 0;
    for (int axis = 0; axis < rank; axis++) {
      dimensions.add(axes.contains(axis) ? 1 : x.shape().dimension(next++));
    }
    return List.of(x.reshaped(new Shape(dimensions)));
  }
}
