package org.dlmcert.models.tensor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The dimensions of a tensor, in C order; none for a scalar. */
public record Shape(List<Integer> dimensions) {
  /** Elements of one tensor. */
  public static final int MOST_ELEMENTS = 1 << 26;

  private static final int MOST_DIMENSIONS = 16;

  public static final Shape SCALAR = new Shape(List.of());

  /**
   * Checks the size.
   *
   * @throws Unfit if a dimension is negative, or the tensor too large
   */
  public Shape {
    dimensions = List.copyOf(dimensions);
    if (dimensions.size() > MOST_DIMENSIONS) {
      throw new Unfit("at most " + MOST_DIMENSIONS + " dimensions", "" + dimensions.size());
    }
    long size = 1;
    for (int dimension : dimensions) {
      if (dimension < 0) {
        throw new Unfit("dimensions that are not negative", dimensions.toString());
      }
      size *= Math.max(dimension, 1);
      if (size > MOST_ELEMENTS) {
        throw new Unfit("a tensor of at most " + MOST_ELEMENTS + " elements", words(dimensions));
      }
    }
  }

  public static Shape of(int... dimensions) {
    List<Integer> list = new ArrayList<>();
    for (int dimension : dimensions) {
      list.add(dimension);
    }
    return new Shape(list);
  }

  /**
   * The same from 64-bit dimensions.
   *
   * @throws Unfit also if a dimension is no int
   */
  public static Shape ofLongs(List<Long> dimensions) {
    List<Integer> list = new ArrayList<>();
    for (long dimension : dimensions) {
      if (dimension < 0 || dimension > Integer.MAX_VALUE) {
        throw new Unfit("dimensions from 0 to " + Integer.MAX_VALUE, "" + dimension);
      }
      list.add((int) dimension);
    }
    return new Shape(list);
  }

  public int rank() {
    return dimensions.size();
  }

  public int dimension(int axis) {
    return dimensions.get(axis);
  }

  /** The number of elements. */
  public int size() {
    return size(0, rank());
  }

  /** The product of the dimensions of axes {@code from} to {@code to - 1}. */
  public int size(int from, int to) {
    int size = 1;
    for (int axis = from; axis < to; axis++) {
      size *= dimensions.get(axis);
    }
    return size;
  }

  /**
   * The axis that a possibly negative number names, among {@code rank} axes.
   *
   * @throws Unfit if there is none
   */
  public static int axis(long axis, int rank) {
    if (axis < -rank || axis >= rank) {
      throw new Unfit("an axis from " + (-rank) + " to " + (rank - 1), "" + axis);
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /** The axis that a possibly negative number names. */
  public int axis(long axis) {
    return axis(axis, rank());
  }

  /** How far apart neighbours along each axis are. */
  public int[] strides() {
    int[] strides = new int[rank()];
    int stride = 1;
    for (int axis = rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= dimension(axis);
    }
    return strides;
  }

  /** This shape with another dimension at one axis. */
  public Shape with(int axis, int dimension) {
    List<Integer> list = new ArrayList<>(dimensions);
    list.set(axis, dimension);
    return new Shape(list);
  }

  /** This shape followed by another. */
  public Shape followedBy(Shape other) {
    List<Integer> list = new ArrayList<>(dimensions);
    list.addAll(other.dimensions);
    return new Shape(list);
  }

  /** The shape of axes {@code from} to {@code to - 1}. */
  public Shape part(int from, int to) {
    return new Shape(dimensions.subList(from, to));
  }

  /**
   * The shape that two tensors are broadcast to: aligned at the last axis, a dimension 1 stretched.
   *
   * @throws Unfit with both shapes, if they do not agree
   */
  public Shape broadcast(Shape other) {
    int rank = Math.max(rank(), other.rank());
    List<Integer> list = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int mine = axis < rank - rank() ? 1 : dimension(axis - rank + rank());
      int theirs = axis < rank - other.rank() ? 1 : other.dimension(axis - rank + other.rank());
      if (mine != theirs && mine != 1 && theirs != 1) {
        throw new Unfit("shapes that broadcast to each other", this + ", " + other);
      }
      list.add(mine == 1 ? theirs : mine);
    }
    return new Shape(list);
  }

  /** The position here of each element of {@code target}, which this is broadcast to. */
  public int[] broadcastPositions(Shape target) {
    int[] steps = new int[target.rank()];
    int[] strides = strides();
    for (int axis = 0; axis < rank(); axis++) {
      steps[axis + target.rank() - rank()] = dimension(axis) == 1 ? 0 : strides[axis];
    }
    return positions(target, steps);
  }

  /** For each element of {@code target}, in order, Σ index·step. */
  public static int[] positions(Shape target, int[] steps) {
    int[] positions = new int[target.size()];
    int[] index = new int[target.rank()];
    int position = 0;
    for (int k = 0; k < positions.length; k++) {
      positions[k] = position;
      for (int axis = target.rank() - 1; axis >= 0; axis--) {
        position += steps[axis];
        if (++index[axis] < target.dimension(axis)) {
          break;
        }
        position -= steps[axis] * index[axis];
        index[axis] = 0;
      }
    }
    return positions;
  }

  private static String words(List<Integer> dimensions) {
    return dimensions.isEmpty()
        ? "scalar"
        : dimensions.stream().map(String::valueOf).collect(Collectors.joining("×"))
            + (dimensions.size() == 1 ? " (one dimension)" : "");
  }

  /** In words, such as {@code 3×8×8}. */
  @Override
  public String toString() {
    return words(dimensions);
  }
}
