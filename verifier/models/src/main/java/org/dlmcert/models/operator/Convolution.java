package org.dlmcert.models.operator;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.models.graph.Application;
import org.dlmcert.models.tensor.DotProducts;
import org.dlmcert.models.tensor.IntegerVector;
import org.dlmcert.models.tensor.Shape;
import org.dlmcert.models.tensor.Tensor;
import org.dlmcert.models.tensor.Unfit;

/**
 * {@code Conv}: N × C × spatial with weights M × C/g × kernel gives N × M × places, in g groups of
 * channels.
 */
final class Convolution {
  private Convolution() {}

  static List<Tensor> apply(Application application) {
    application.atMost(3);
    application.requireOneType();
    Tensor x = application.input(0);
    Tensor w = application.input(1);
    int rank = x.shape().rank();
    if (rank < 3 || w.shape().rank() != rank) {
      throw new Unfit(
          "an input N×C×… and weights of as many dimensions", x.shape() + ", " + w.shape());
    }
    int samples = x.shape().dimension(0);
    int channels = x.shape().dimension(1);
    int maps = w.shape().dimension(0);
    int perGroup = w.shape().dimension(1);
    long groups = application.integer("group", 1);
    if (groups < 1 || groups > channels || perGroup * groups != channels || maps % groups != 0) {
      throw new Unfit(
          "weights M×C/g×… for an input N×C×…, g groups that divide M and C",
          w.shape() + ", " + x.shape() + " and " + groups + " groups");
    }
    Window window =
        Window.of(application, x.shape().part(2, rank), Optional.of(w.shape().part(2, rank)));
    Shape shape = Shape.of(samples, maps).followedBy(window.output());
    Tensor result =
        Tensor.of(
            x.type(),
            shape,
            products(x, w, window, (int) groups),
            x.denominator().multiply(w.denominator()));
    Optional<Tensor> bias = application.optional(2);
    if (bias.isEmpty()) {
      return List.of(result);
    }
    if (!bias.get().shape().equals(Shape.of(maps))) {
      throw new Unfit("a bias of length " + maps, bias.get().shape().toString());
    }
    return List.of(result.plus(perChannel(bias.get(), rank)));
  }

  /** A vector with one entry per channel, ready to be broadcast over N × C × spatial. */
  static Tensor perChannel(Tensor vector, int rank) {
    Shape shape = vector.shape();
    for (int axis = 2; axis < rank; axis++) {
      shape = shape.followedBy(Shape.of(1));
    }
    return vector.reshaped(shape);
  }

  private static IntegerVector products(Tensor x, Tensor w, Window window, int groups) {
    int samples = x.shape().dimension(0);
    int maps = w.shape().dimension(0) / groups;
    int channels = w.shape().dimension(1);
    int cells = window.kernel().size();
    int places = window.output().size();
    int area = window.input().size();
    int inner = channels * cells;
    int[][] offsets = window.allOffsets();
    List<IntegerVector> parts = new ArrayList<>();
    for (int g = 0; g < groups; g++) {
      int group = g;
      int[] own = new int[maps * inner];
      for (int k = 0; k < own.length; k++) {
        own[k] = g * own.length + k;
      }
      parts.add(
          DotProducts.of(
              x.numerators(),
              Math.multiplyExact(samples, places),
              inner,
              (row, positions) -> {
                int sample = row / places;
                int[] at = offsets[row % places];
                int base = (sample * groups + group) * channels * area;
                for (int c = 0, k = 0; c < channels; c++, base += area) {
                  for (int cell = 0; cell < cells; cell++, k++) {
                    positions[k] = at[cell] < 0 ? -1 : base + at[cell];
                  }
                }
              },
              w.numerators().select(own),
              maps));
    }
    // From group, sample, place, map to sample, group, map, place.
    int[] order = new int[samples * groups * maps * places];
    int to = 0;
    for (int n = 0; n < samples; n++) {
      for (int g = 0; g < groups; g++) {
        for (int m = 0; m < maps; m++) {
          for (int p = 0; p < places; p++) {
            order[to++] = ((g * samples + n) * places + p) * maps + m;
          }
        }
      }
    }
    return IntegerVector.concatenated(parts).select(order);
  }
}
