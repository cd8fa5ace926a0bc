package org.dlmcert.gradient;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The exact Hessian of the mean square error with respect to all weights, (5.6) and (5.7) of Soudry
 * and Carmon 2016, inside a cell: with the slopes of a {@link ForwardPass} the loss is a
 * polynomial, and this is its Hessian, also for several outputs and with biases.
 *
 * <p>H = (1/N)·(G Gᵀ + Σ_n Σ_o e_{o,n} Λ⁽ⁿ·ᵒ⁾), where Λ has blocks for pairs of different layers
 * only. Rows and columns are the ω weights in the order of the rows of {@link Gradient#full()}.
 * Where a preactivation is zero the result belongs to slope 1 there and means nothing unless the
 * slope does not matter. O(ω²·N·d_L) operations.
 */
public final class Hessian {
  private final Instance instance;
  private final ForwardPass pass;
  private final Gradient gradient;
  private final RationalMatrix errors; // d_L×N
  private final int[] offsets; // of the layers' rows; offsets[L] = ω
  private final Rational[][] entries;

  private Hessian(Instance instance, ForwardPass pass, RationalMatrix targets) {
    this.instance = instance;
    this.pass = pass;
    this.gradient = Gradient.at(instance, pass);
    Network network = instance.network();
    RationalMatrix outputs = pass.output(network.depth());
    this.errors =
        RationalMatrix.of(
            outputs.rows(),
            outputs.columns(),
            (o, n) -> outputs.get(o, n).minus(targets.get(n, o)));
    this.offsets = new int[network.depth() + 1];
    for (int l = 1; l <= network.depth(); l++) {
      offsets[l] =
          Math.addExact(offsets[l - 1], Math.multiplyExact(network.width(l), fanIn(network, l)));
    }
    this.entries = new Rational[offsets[network.depth()]][];
  }

  private static int fanIn(Network network, int layer) {
    return network.width(layer - 1) + (network.bias() ? 1 : 0);
  }

  /**
   * The Hessian at the instance's weights, ω×ω; all zero without samples.
   *
   * @throws IllegalArgumentException if there are no weights or no targets, or noise is generic
   */
  public static RationalMatrix of(Instance instance) {
    return at(instance, ForwardPass.of(instance));
  }

  /** The Hessian for a pass already made. */
  public static RationalMatrix at(Instance instance, ForwardPass pass) {
    RationalMatrix targets =
        instance
            .dataset()
            .targets()
            .orElseThrow(() -> new IllegalArgumentException("the instance has no targets"));
    return new Hessian(instance, pass, targets).matrix();
  }

  private RationalMatrix matrix() {
    int samples = instance.samples();
    RationalMatrix square = timesTranspose(gradient.full());
    for (int i = 0; i < entries.length; i++) {
      entries[i] = square.row(i).toArray(Rational[]::new);
    }
    int depth = instance.network().depth();
    for (int m = 2; m <= depth; m++) {
      RationalMatrix weighted = weightedDelta(m);
      for (int n = 0; n < samples; n++) {
        addPairs(m, n, weighted);
      }
    }
    Rational mean = samples == 0 ? Rational.ZERO : Rational.of(1, samples);
    return RationalMatrix.of(entries.length, entries.length, (i, j) -> entries[i][j].times(mean));
  }

  /** M Mᵀ, in integers over one denominator. */
  private static RationalMatrix timesTranspose(RationalMatrix matrix) {
    RationalMatrix.ClearedColumns cleared = matrix.clearColumns();
    BigInteger denominator = IntegerVectors.leastCommonMultiple(cleared.scales());
    List<BigInteger> factors =
        cleared.scales().stream().map(scale -> denominator.divide(scale)).toList();
    IntegerMatrix integers =
        IntegerMatrix.of(
            matrix.rows(),
            matrix.columns(),
            (i, n) -> cleared.matrix().get(i, n).multiply(factors.get(n)));
    IntegerMatrix product = integers.times(integers.transpose());
    BigInteger square = denominator.multiply(denominator);
    return RationalMatrix.of(
        matrix.rows(), matrix.rows(), (i, j) -> Rational.of(product.get(i, j), square));
  }

  /** Σ_o e_{o,n}·δ_m for every sample, d_m×N. */
  private RationalMatrix weightedDelta(int layer) {
    RationalMatrix delta = gradient.delta(layer);
    int outputs = errors.rows();
    return RationalMatrix.of(
        delta.rows(),
        errors.columns(),
        (i, n) -> {
          Rational sum = Rational.ZERO;
          for (int o = 0; o < outputs; o++) {
            sum = sum.plus(delta.get(i, n * outputs + o).times(errors.get(o, n)));
          }
          return sum;
        });
  }

  /**
   * The blocks of layer m with all layers l below, for sample n: δ_m ⊗ T_l ⊗ v_{l-1}, where T_l
   * (d_{m-1}×d_l) is the derivative of v_{m-1} with respect to u_l. A bias of layer m does not
   * depend on the layers below.
   */
  private void addPairs(int m, int n, RationalMatrix weighted) {
    Network network = instance.network();
    Weights weights = instance.weights().orElseThrow();
    List<Rational> top = new ArrayList<>();
    for (int p = 0; p < network.width(m); p++) {
      top.add(weighted.get(p, n));
    }
    if (top.stream().allMatch(Rational::isZero)) {
      return;
    }
    RationalMatrix slopes = pass.slopes(m - 1);
    RationalMatrix derivative =
        RationalMatrix.of(
            network.width(m - 1),
            network.width(m - 1),
            (q, i) -> q == i ? slopes.get(i, n) : Rational.ZERO);
    for (int l = m - 1; l >= 1; l--) {
      addPair(m, l, n, top, derivative);
      if (l > 1) {
        RationalMatrix product = derivative.times(weights.matrix(l));
        RationalMatrix below = pass.slopes(l - 1);
        derivative =
            RationalMatrix.of(
                product.rows(),
                product.columns(),
                (q, i) -> product.get(q, i).times(below.get(i, n)));
      }
    }
  }

  private void addPair(int m, int l, int n, List<Rational> top, RationalMatrix derivative) {
    Network network = instance.network();
    RationalMatrix below = pass.output(l - 1);
    for (int p = 0; p < network.width(m); p++) {
      for (int q = 0; q < network.width(m - 1); q++) {
        int row = offsets[m - 1] + p * fanIn(network, m) + q;
        for (int i = 0; i < network.width(l); i++) {
          Rational factor = top.get(p).times(derivative.get(q, i));
          for (int j = 0; j < fanIn(network, l) && !factor.isZero(); j++) {
            int column = offsets[l - 1] + i * fanIn(network, l) + j;
            Rational value = j < network.width(l - 1) ? factor.times(below.get(j, n)) : factor;
            entries[row][column] = entries[row][column].plus(value);
            entries[column][row] = entries[row][column];
          }
        }
      }
    }
  }
}
