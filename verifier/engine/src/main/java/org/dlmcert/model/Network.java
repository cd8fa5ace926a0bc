package org.dlmcert.model;

import java.util.List;
import org.dlmcert.exact.Rational;

/**
 * A fully connected piecewise linear network: widths d_0, …, d_L (L ≥ 2), the slope of its
 * activation on negative inputs, and whether each layer has a trainable bias.
 *
 * @param widths d_0 (inputs), d_1, …, d_{L-1} (hidden units), d_L (outputs), all positive
 * @param slope s in u ↦ u (u ≥ 0), s·u (u &lt; 0)
 * @param bias whether every layer has a trainable bias
 * @param pieces 1; or r ≥ 2 for maxout units, each the largest of r linear functions of its input.
 *     Their slope is 1, and W_l has r rows for each of them: piece j of unit i is row i·r + j
 */
public record Network(List<Integer> widths, Rational slope, boolean bias, int pieces) {
  public Network {
    widths = List.copyOf(widths);
    if (pieces < 1 || (pieces > 1 && !slope.equals(Rational.ONE))) {
      throw new IllegalArgumentException(
          "one piece, or several with slope 1, expected, got " + pieces + " with slope " + slope);
    }
    if (widths.size() < 3) {
      throw new IllegalArgumentException(
          "widths d_0, …, d_L with at least one hidden layer expected, got " + widths);
    }
    for (int width : widths) {
      if (width <= 0) {
        throw new IllegalArgumentException("positive widths expected, got " + widths);
      }
    }
  }

  /** A network of (leaky) rectified linear units. */
  public Network(List<Integer> widths, Rational slope, boolean bias) {
    this(widths, slope, bias, 1);
  }

  /** Whether the hidden units are maxout units. */
  public boolean isMaxout() {
    return pieces > 1;
  }

  /** The number of rows of W_l: d_l, times the pieces of a maxout unit. */
  public int rows(int layer) {
    return layer < depth() ? Math.multiplyExact(width(layer), pieces) : width(layer);
  }

  /** The number L of weight layers; there are L - 1 hidden layers. */
  public int depth() {
    return widths.size() - 1;
  }

  /** The width d_l of layer l, 0 ≤ l ≤ L. */
  public int width(int layer) {
    return widths.get(layer);
  }

  public int inputs() {
    return widths.get(0);
  }

  public int outputs() {
    return widths.get(widths.size() - 1);
  }

  /**
   * The number of hidden units d_1 + … + d_{L-1}.
   *
   * @throws ArithmeticException if there are 2^31 or more
   */
  public int hiddenUnits() {
    return widths.subList(1, widths.size() - 1).stream().reduce(0, Math::addExact);
  }
}
