package org.dlmcert.numeric.network;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;

/**
 * A fully connected piecewise linear network, as numeric code sees it.
 *
 * @param widths d_0, …, d_L, L ≥ 1
 * @param slope the slope on negative inputs, a double
 * @param bias whether every layer has a trainable bias
 */
public record FloatNetwork(List<Integer> widths, double slope, boolean bias) {
  public FloatNetwork {
    widths = List.copyOf(widths);
  }

  /** The network with its slope rounded to the nearest double. */
  public static FloatNetwork of(Network network) {
    return new FloatNetwork(network.widths(), ExactDouble.nearest(network.slope()), network.bias());
  }

  /** The network without bias whose hidden layers all have the width d_0 = d, with one output. */
  public static FloatNetwork ofEqualWidths(int width, int hiddenLayers, double slope) {
    List<Integer> widths = new ArrayList<>(Collections.nCopies(hiddenLayers + 1, width));
    widths.add(1);
    return new FloatNetwork(widths, slope, false);
  }

  /** The number L of weight layers. */
  public int depth() {
    return widths.size() - 1;
  }

  /** d_l, 0 ≤ l ≤ L. */
  public int width(int layer) {
    return widths.get(layer);
  }

  public int outputs() {
    return width(depth());
  }

  /** What a unit of layer l hears: d_{l-1}, and with biases one more. */
  public int fanIn(int layer) {
    return width(layer - 1) + (bias ? 1 : 0);
  }

  /** The number of parameters of layer l: {@code d_l · fanIn(l)}. */
  public int parameters(int layer) {
    return Math.multiplyExact(width(layer), fanIn(layer));
  }

  /** The number ω of all parameters. */
  public int parameters() {
    int all = 0;
    for (int l = 1; l <= depth(); l++) {
      all = Math.addExact(all, parameters(l));
    }
    return all;
  }
}
