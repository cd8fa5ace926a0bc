package org.dlmcert.numeric.vectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;

/**
 * The exact values at an instance's weights, as numeric code lays them out: samples are rows, and a
 * gradient has the shape of its weights.
 */
public final class ExactValues {
  private final Instance instance;
  private final ForwardPass pass;
  private final Gradient gradient;

  private ExactValues(Instance instance) {
    this.instance = instance;
    this.pass = ForwardPass.of(instance);
    this.gradient = Gradient.at(instance, pass);
  }

  /**
   * The values.
   *
   * @throws IllegalArgumentException if the instance has no weights, or generic noise
   */
  public static ExactValues of(Instance instance) {
    return new ExactValues(instance);
  }

  private Network network() {
    return instance.network();
  }

  /** u_l, N × d_l, 1 ≤ l ≤ L. */
  public RationalMatrix preactivations(int layer) {
    return pass.preactivation(layer).transpose();
  }

  /** a_l, N × d_l, 1 ≤ l ≤ L. */
  public RationalMatrix slopes(int layer) {
    return pass.slopes(layer).transpose();
  }

  /** v_l, N × d_l, 0 ≤ l ≤ L. */
  public RationalMatrix outputs(int layer) {
    return pass.output(layer).transpose();
  }

  /** G_l, (5.4), in the layout of {@link Gradient#layer}. */
  public RationalMatrix gradientMatrix(int layer) {
    return gradient.layer(layer);
  }

  /** The exact rank of G_l. */
  public int rank(int layer) {
    return MatrixRank.of(gradientMatrix(layer)).rank();
  }

  /** The exact rank of G, (5.5). */
  public int fullRank() {
    return MatrixRank.of(gradient.full()).rank();
  }

  /** v_L - y, N × d_L; empty without targets. */
  public Optional<RationalMatrix> residuals() {
    RationalMatrix outputs = outputs(network().depth());
    return instance
        .dataset()
        .targets()
        .map(
            y ->
                RationalMatrix.of(
                    y.rows(), y.columns(), (n, o) -> outputs.get(n, o).minus(y.get(n, o))));
  }

  /** (3.2), 0 for N = 0; empty without targets. */
  public Optional<Rational> mse() {
    return residuals()
        .map(
            e -> {
              Rational sum = Rational.ZERO;
              for (int n = 0; n < e.rows(); n++) {
                for (int o = 0; o < e.columns(); o++) {
                  sum = sum.plus(e.get(n, o).times(e.get(n, o)));
                }
              }
              return e.rows() == 0 ? sum : sum.dividedBy(Rational.of(2L * e.rows()));
            });
  }

  /** The gradient of the MSE by W_l, d_l × d_{l-1}; empty without targets. */
  public Optional<RationalMatrix> gradient(int layer) {
    int inputs = network().width(layer - 1);
    return parameterGradient(layer)
        .map(
            g ->
                RationalMatrix.of(
                    network().width(layer), inputs, (i, j) -> g.get(i * fanIn(layer) + j)));
  }

  /** The gradient of the MSE by b_l; empty without targets or biases. */
  public Optional<List<Rational>> biasGradient(int layer) {
    return network().bias()
        ? parameterGradient(layer)
            .map(
                g ->
                    IntStream.range(0, network().width(layer))
                        .mapToObj(i -> g.get((i + 1) * fanIn(layer) - 1))
                        .toList())
        : Optional.empty();
  }

  private int fanIn(int layer) {
    return network().width(layer - 1) + (network().bias() ? 1 : 0);
  }

  private Optional<List<Rational>> parameterGradient(int layer) {
    RationalMatrix g = gradientMatrix(layer);
    return residuals()
        .map(
            e -> {
              List<Rational> values = new ArrayList<>();
              for (int r = 0; r < g.rows(); r++) {
                Rational sum = Rational.ZERO;
                for (int c = 0; c < g.columns(); c++) {
                  sum = sum.plus(g.get(r, c).times(e.get(c / e.columns(), c % e.columns())));
                }
                values.add(e.rows() == 0 ? Rational.ZERO : sum.dividedBy(Rational.of(e.rows())));
              }
              return values;
            });
  }
}
