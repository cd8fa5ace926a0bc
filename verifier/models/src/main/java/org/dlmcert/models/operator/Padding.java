package org.dlmcert.models.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.Place;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/**
 * {@code Pad}: elements before and after those of each axis, or fewer of them where a pad is
 * negative.
 */
final class Padding {
  private static final int BY_INPUTS = 11;

  /** Where an index outside of an axis finds its element; -1 if it is given the constant. */
  private enum Mode {
    CONSTANT {
      @Override
      int at(int index, int length) {
        return -1;
      }
    },
    EDGE {
      @Override
      int at(int index, int length) {
        return index < 0 ? 0 : length - 1;
      }
    },
    REFLECT {
      @Override
      int at(int index, int length) {
        return index < 0 ? -index : 2 * (length - 1) - index;
      }
    },
    WRAP {
      @Override
      int at(int index, int length) {
        return Math.floorMod(index, length);
      }
    };

    abstract int at(int index, int length);

    /** How many elements an axis of that length can be padded with on one side. */
    long most(int length) {
      return switch (this) {
        case CONSTANT -> Shape.MOST_ELEMENTS;
        case EDGE -> length == 0 ? 0 : Shape.MOST_ELEMENTS;
        // Beyond, ONNX does not say what comes.
        case REFLECT -> Math.max(length - 1, 0);
        case WRAP -> length;
      };
    }
  }

  private Padding() {}

  static List<Tensor> apply(Application application) {
    boolean byInputs = application.opset() >= BY_INPUTS;
    application.atMost(byInputs ? 4 : 1);
    Tensor x = application.input(0);
    Mode mode = mode(application.text("mode", "constant"));
    Shape own = x.shape();
    int rank = own.rank();
    List<Long> pads =
        application
            .integers(BY_INPUTS, 1, "pads")
            .orElseThrow(
                () ->
                    new Unfit(
                        "the pads, input 1 or before version "
                            + BY_INPUTS
                            + " of the operators an attribute,",
                        "none"));
    List<Long> axes =
        application
            .optional(3)
            .map(Tensor::longs)
            .orElseGet(() -> LongStream.range(0, rank).boxed().toList());
    if (pads.size() != 2 * axes.size()) {
      throw new Unfit(2 * axes.size() + " pads", "" + pads.size());
    }
    Tensor value =
        (byInputs
                ? application.optional(2).map(v -> v.scalar("the constant"))
                : stated(application))
            .orElseGet(() -> constant(x, Rational.ZERO));
    if (value.type() != x.type()) {
      throw new Unfit("equal types", x.type() + ", " + value.type());
    }
    int[] begins = new int[rank];
    boolean[] padded = new boolean[rank];
    List<Long> dimensions = new ArrayList<>();
    own.dimensions().forEach(d -> dimensions.add((long) d));
    for (int k = 0; k < axes.size(); k++) {
      int axis = own.axis(axes.get(k));
      if (padded[axis]) {
        throw new Unfit("different axes", "axis " + axis + " twice");
      }
      padded[axis] = true;
      long begin = pads.get(k);
      long end = pads.get(axes.size() + k);
      check(mode, own.dimension(axis), begin, end);
      begins[axis] = (int) begin;
      dimensions.set(axis, dimensions.get(axis) + begin + end);
    }
    return List.of(filled(x, Shape.ofLongs(dimensions), begins, mode, value));
  }

  private static Mode mode(String name) {
    for (Mode mode : Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(name)) {
        return mode;
      }
    }
    throw new Unfit("constant, edge, reflect or wrap as attribute mode", Place.quote(name));
  }

  private static Optional<Tensor> stated(Application application) {
    return application.number("value").map(value -> constant(application.input(0), value));
  }

  private static Tensor constant(Tensor like, Rational value) {
    return Tensor.rationals(like.type(), Shape.SCALAR, List.of(value));
  }

  private static void check(Mode mode, int length, long begin, long end) {
    long least = mode == Mode.CONSTANT ? -length : 0;
    long most = mode.most(length);
    boolean fits =
        begin >= least
            && end >= least
            && begin <= most
            && end <= most
            && length + Math.min(begin, 0) + Math.min(end, 0) >= 0;
    if (!fits) {
      throw new Unfit(
          "pads from " + least + " to " + most + " of an axis of length " + length,
          begin + " and " + end);
    }
  }

  private static Tensor filled(Tensor x, Shape shape, int[] begins, Mode mode, Tensor value) {
    Shape own = x.shape();
    int[] strides = own.strides();
    int[] positions = new int[shape.size()];
    for (int k = 0; k < positions.length; k++) {
      int rest = k;
      for (int axis = shape.rank() - 1; axis >= 0 && positions[k] >= 0; axis--) {
        int at = rest % shape.dimension(axis) - begins[axis];
        rest /= shape.dimension(axis);
        if (at < 0 || at >= own.dimension(axis)) {
          at = mode.at(at, own.dimension(axis));
        }
        positions[k] = at < 0 ? -1 : positions[k] + at * strides[axis];
      }
    }
    Tensor padded = x.select(shape, positions);
    if (value.numerators().signum(0) == 0) {
      return padded;
    }
    int[] outside = new int[positions.length];
    for (int k = 0; k < outside.length; k++) {
      outside[k] = positions[k] < 0 ? 0 : -1;
    }
    return padded.plus(value.select(shape, outside));
  }
}
