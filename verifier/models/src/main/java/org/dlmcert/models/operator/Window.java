package org.dlmcert.models.operator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Unfit;

/**
 * A window that slides over the spatial axes of a tensor, with strides, padding and dilation.
 *
 * @param input the spatial shape of the input
 * @param output that of the output: how many places the window takes
 * @param kernel the shape of the window
 * @param begins padding before the first element of each axis
 * @param ends padding after the last
 */
record Window(
    Shape input,
    Shape output,
    Shape kernel,
    List<Integer> strides,
    List<Integer> dilations,
    List<Integer> begins,
    List<Integer> ends) {
  private static final int MOST = 1 << 20;

  /**
   * The window that the attributes of a node describe.
   *
   * @param kernel where it is known; else from the attribute
   */
  static Window of(Application application, Shape input, Optional<Shape> kernel) {
    Optional<Shape> stated = application.integers("kernel_shape").map(Shape::ofLongs);
    if (kernel.isPresent() && stated.isPresent() && !kernel.equals(stated)) {
      throw new Unfit(
          "kernel_shape " + kernel.get() + ", that of the weights,", stated.get().toString());
    }
    Shape window =
        kernel.or(() -> stated).orElseThrow(() -> new Unfit("attribute kernel_shape", "none"));
    int rank = input.rank();
    if (window.rank() != rank || window.size() == 0) {
      throw new Unfit("a kernel for the " + rank + " axes of " + input, window.toString());
    }
    List<Integer> strides = list(application, "strides", rank, 1);
    List<Integer> dilations = list(application, "dilations", rank, 1);
    List<Integer> pads = list(application, "pads", 2 * rank, 0);
    String auto = application.text("auto_pad", "NOTSET");
    // A window with weights is a convolution, which has no such attribute.
    boolean ceil = kernel.isEmpty() && application.integer("ceil_mode", 0) != 0;
    List<Integer> begins = new ArrayList<>();
    List<Integer> ends = new ArrayList<>();
    List<Integer> output = new ArrayList<>();
    for (int axis = 0; axis < rank; axis++) {
      int size = input.dimension(axis);
      int stride = strides.get(axis);
      long reach = (long) (window.dimension(axis) - 1) * dilations.get(axis) + 1;
      long begin = pads.get(axis);
      long end = pads.get(rank + axis);
      switch (auto) {
        case "NOTSET" -> {}
        case "VALID" -> {
          begin = 0;
          end = 0;
        }
        case "SAME_UPPER", "SAME_LOWER" -> {
          long places = (size + stride - 1L) / stride;
          long total = Math.max((places - 1) * stride + reach - size, 0);
          begin = auto.equals("SAME_UPPER") ? total / 2 : total - total / 2;
          end = total - begin;
        }
        default ->
            throw new Unfit(
                "NOTSET, VALID, SAME_UPPER or SAME_LOWER as auto_pad", Place.quote(auto));
      }
      if (begin > MOST || end > MOST) {
        throw new Unfit("padding of at most " + MOST, begin + " and " + end);
      }
      long room = size + begin + end - reach;
      if (room < 0) {
        throw new Unfit(
            "a window of at most " + (size + begin + end) + ", what there is with padding,",
            "one that reaches over " + reach);
      }
      long places = (ceil ? (room + stride - 1) / stride : room / stride) + 1;
      // A place that starts in the padding behind the input does not count.
      if (ceil && (places - 1) * stride >= size + begin) {
        places--;
      }
      begins.add((int) begin);
      ends.add((int) end);
      output.add((int) places);
    }
    if (!auto.equals("NOTSET") && pads.stream().anyMatch(p -> p != 0)) {
      throw new Unfit("auto_pad or pads", "auto_pad " + auto + " together with pads");
    }
    return new Window(input, new Shape(output), window, strides, dilations, begins, ends);
  }

  private static List<Integer> list(Application application, String name, int size, int otherwise) {
    List<Long> values = application.integers(name).orElse(List.of());
    if (values.isEmpty()) {
      Integer[] all = new Integer[size];
      Arrays.fill(all, otherwise);
      return List.of(all);
    }
    if (values.size() != size) {
      throw new Unfit(size + " values as attribute " + name, values.toString());
    }
    for (long value : values) {
      if (value < otherwise || value > MOST) {
        throw new Unfit(
            "values from " + otherwise + " to " + MOST + " as attribute " + name, "" + value);
      }
    }
    return values.stream().map(Long::intValue).toList();
  }

  /**
   * The offsets of the window's cells at one place, in the spatial part of the input; -1 in the
   * padding, -2 beyond the padding, where ceil_mode lets a window reach.
   */
  int[] offsets(int place) {
    int[] offsets = new int[kernel.size()];
    int rank = kernel.rank();
    int[] start = new int[rank];
    for (int axis = rank - 1, rest = place; axis >= 0; axis--) {
      start[axis] = rest % output.dimension(axis) * strides.get(axis) - begins.get(axis);
      rest /= output.dimension(axis);
    }
    int[] strideOf = input.strides();
    for (int cell = 0; cell < offsets.length; cell++) {
      int offset = 0;
      for (int axis = rank - 1, rest = cell; axis >= 0; axis--) {
        int at = start[axis] + rest % kernel.dimension(axis) * dilations.get(axis);
        rest /= kernel.dimension(axis);
        if (at >= input.dimension(axis) + ends.get(axis)) {
          offset = -2;
          break;
        }
        if (offset >= 0) {
          offset = at < 0 || at >= input.dimension(axis) ? -1 : offset + at * strideOf[axis];
        }
      }
      offsets[cell] = offset;
    }
    return offsets;
  }

  /** The offsets at all places. */
  int[][] allOffsets() {
    if ((long) output.size() * kernel.size() > Shape.MOST_ELEMENTS) {
      throw new Unfit(
          "at most " + Shape.MOST_ELEMENTS + " cells of windows",
          "a window of " + kernel + " at " + output + " places");
    }
    int[][] offsets = new int[output.size()][];
    Arrays.setAll(offsets, this::offsets);
    return offsets;
  }
}
