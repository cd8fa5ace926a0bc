package org.dlmcert.gradient;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The exact gradients of the outputs with respect to all weights, (5.2)–(5.5) of Soudry and Carmon
 * 2016, at a point whose slopes are those of a {@link ForwardPass}.
 *
 * <p>With one output a matrix has N columns. With d_L outputs it has N·d_L: column n·d_L + o
 * belongs to sample n and output o. With biases, a row of ones is appended to V_{l-1}: then row
 * i·(d_{l-1} + 1) + j of G_l belongs to W_l[i][j] for j &lt; d_{l-1}, and to b_l[i] for j =
 * d_{l-1}.
 */
public final class Gradient {
  private final Instance instance;
  private final ForwardPass pass;
  private final List<RationalMatrix> deltas; // Δ_l at l - 1, d_l×(N·d_L)

  private Gradient(Instance instance, ForwardPass pass, List<RationalMatrix> deltas) {
    this.instance = instance;
    this.pass = pass;
    this.deltas = List.copyOf(deltas);
  }

  /**
   * The gradients at the instance's weights.
   *
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static Gradient of(Instance instance) {
    return at(instance, ForwardPass.of(instance));
  }

  /** The gradients for a pass already made. */
  public static Gradient at(Instance instance, ForwardPass pass) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    int depth = network.depth();
    int outputs = network.outputs();
    List<RationalMatrix> deltas = new ArrayList<>();
    RationalMatrix delta =
        RationalMatrix.of(
            outputs,
            instance.samples() * outputs,
            (i, c) -> c % outputs == i ? Rational.ONE : Rational.ZERO);
    deltas.add(delta);
    for (int l = depth - 1; l >= 1; l--) {
      RationalMatrix back = weights.matrix(l + 1).transpose().times(delta);
      RationalMatrix slopes = pass.slopes(l);
      delta =
          RationalMatrix.of(
              back.rows(),
              back.columns(),
              (i, c) -> slopes.get(i, c / outputs).times(back.get(i, c)));
      deltas.add(0, delta);
    }
    return new Gradient(instance, pass, deltas);
  }

  /** Δ_l, d_l×(N·d_L), (5.2): the derivative of the outputs with respect to u_l. */
  public RationalMatrix delta(int layer) {
    return deltas.get(layer - 1);
  }

  /** The number of rows of G_l. */
  public int rows(int layer) {
    int below = pass.output(layer - 1).rows() + (instance.network().bias() ? 1 : 0);
    return Math.multiplyExact(delta(layer).rows(), below);
  }

  /** V_{l-1}, with a row of ones where there are biases, a column for each column of Δ_l. */
  RationalMatrix inputs(int layer) {
    int outputs = instance.network().outputs();
    RationalMatrix below = withOnes(pass.output(layer - 1), instance.network().bias());
    return outputs == 1
        ? below
        : RationalMatrix.of(
            below.rows(), below.columns() * outputs, (j, c) -> below.get(j, c / outputs));
  }

  /** G_l = Δ_l ∘ V_{l-1}, (5.4): d_l·d_{l-1} rows (d_l·(d_{l-1} + 1) with bias), N·d_L columns. */
  public RationalMatrix layer(int layer) {
    return KhatriRao.product(delta(layer), inputs(layer));
  }

  /** G, (5.5): G_1, …, G_L stacked. */
  public RationalMatrix full() {
    List<List<Rational>> rows = new ArrayList<>();
    for (int l = 1; l <= instance.network().depth(); l++) {
      RationalMatrix layer = layer(l);
      for (int i = 0; i < layer.rows(); i++) {
        rows.add(layer.row(i));
      }
    }
    return RationalMatrix.ofRows(instance.samples() * instance.network().outputs(), rows);
  }

  /** {@code matrix}, with a row of ones appended where the network has biases. */
  public static RationalMatrix withOnes(RationalMatrix matrix, boolean bias) {
    return bias
        ? RationalMatrix.of(
            matrix.rows() + 1,
            matrix.columns(),
            (i, n) -> i < matrix.rows() ? matrix.get(i, n) : Rational.ONE)
        : matrix;
  }
}
