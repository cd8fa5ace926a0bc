package org.dlmcert.point.nearby;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;

/**
 * A network on all samples for all weights of a box at once: ranges of preactivations, slopes and
 * outputs, and backward passes (proofs/format.md, <em>Enclosures</em>). O(ω·N) products forward,
 * and O(ω) for each backward pass on one sample.
 */
final class NetworkEnclosure {
  private final Instance instance;
  private final Network network;
  private final RangeArithmetic arithmetic;
  private final Range[][][] rows; // [l][i]: the weights into unit i, its bias last
  private final Range[][][] columns; // [l][j]: what hears unit j of layer l - 1
  private final Range[][][] u; // [l][n][i]
  private final Range[][][] a; // [l][n][i]
  private final Range[][][] v; // [l][n][i], a one last with biases
  private final boolean[][][] off; // [l][n][i]: gives 0 for all weights nearby

  private NetworkEnclosure(Instance instance, Range[] parameters, RangeArithmetic arithmetic) {
    this.instance = instance;
    this.network = instance.network();
    this.arithmetic = arithmetic;
    int layers = network.depth() + 1;
    rows = new Range[layers][][];
    columns = new Range[layers][][];
    u = new Range[layers][instance.samples()][];
    a = new Range[layers][instance.samples()][];
    v = new Range[layers][instance.samples()][];
    off = new boolean[layers][instance.samples()][];
    int at = 0;
    for (int l = 1; l < layers; l++) {
      int fanIn = network.width(l - 1) + (network.bias() ? 1 : 0);
      rows[l] = new Range[network.width(l)][];
      columns[l] = new Range[fanIn][network.width(l)];
      for (int i = 0; i < network.width(l); i++) {
        rows[l][i] = Arrays.copyOfRange(parameters, at, at + fanIn);
        at += fanIn;
        for (int j = 0; j < fanIn; j++) {
          columns[l][j][i] = rows[l][i][j];
        }
      }
    }
  }

  /** What to do with a preactivation whose sign is not sure. */
  private interface Unsure {
    Range slope(
        int layer, int unit, int sample, Range preactivation, Rational above, Rational below)
        throws PreactivationNearZero;
  }

  /**
   * With signs that are sure but for the kinks, whose units depend on nothing.
   *
   * @throws PreactivationNearZero where another sign is not sure
   */
  static NetworkEnclosure of(
      Instance instance, ParameterBox box, RangeArithmetic arithmetic, Set<Kink> kinks)
      throws PreactivationNearZero {
    NetworkEnclosure enclosure = new NetworkEnclosure(instance, box.ranges(arithmetic), arithmetic);
    enclosure.forward(
        kinks,
        (layer, unit, sample, u, above, below) -> {
          throw new PreactivationNearZero(
              layer, unit, sample, arithmetic.lower(u), arithmetic.upper(u));
        });
    return enclosure;
  }

  /** With both slopes, and all between, wherever a sign is not sure. */
  static NetworkEnclosure ofAllSlopes(
      Instance instance, Range[] parameters, RangeArithmetic arithmetic) {
    NetworkEnclosure enclosure = new NetworkEnclosure(instance, parameters, arithmetic);
    try {
      enclosure.forward(
          Set.of(),
          (layer, unit, sample, u, above, below) ->
              arithmetic.around(above).and(arithmetic.around(below)));
    } catch (PreactivationNearZero impossible) {
      throw new IllegalStateException(impossible);
    }
    return enclosure;
  }

  private void forward(Set<Kink> kinks, Unsure unsure) throws PreactivationNearZero {
    RationalMatrix inputs = instance.dataset().inputs();
    for (int n = 0; n < instance.samples(); n++) {
      Range[] x = new Range[network.inputs()];
      boolean idle = !network.bias();
      for (int j = 0; j < x.length; j++) {
        x[j] = arithmetic.around(inputs.get(n, j));
        idle &= inputs.get(n, j).isZero();
      }
      v[0][n] = withOne(x);
      for (int l = 1; l <= network.depth(); l++) {
        u[l][n] = new Range[network.width(l)];
        for (int i = 0; i < network.width(l); i++) {
          u[l][n][i] = arithmetic.dot(rows[l][i], v[l - 1][n]);
        }
        if (l < network.depth()) {
          idle = activate(l, n, idle, kinks, unsure);
        }
      }
      v[network.depth()][n] = u[network.depth()][n];
    }
  }

  private boolean activate(int layer, int sample, boolean idle, Set<Kink> kinks, Unsure unsure)
      throws PreactivationNearZero {
    int width = network.width(layer);
    a[layer][sample] = new Range[width];
    off[layer][sample] = new boolean[width];
    Range[] outputs = new Range[width];
    boolean allOff = !network.bias();
    for (int i = 0; i < width; i++) {
      Range preactivation = u[layer][sample][i];
      Rational above = instance.noise(layer).factor(sample, i);
      Rational below = above.times(network.slope());
      boolean free = idle || above.equals(below);
      boolean kink = false;
      Range slope;
      if (!kinks.isEmpty() && kinks.contains(new Kink(layer, i, sample))) {
        kink = true;
        slope = Range.ZERO;
      } else if (free || preactivation.isPositive()) {
        slope = arithmetic.around(above);
      } else if (preactivation.isNegative()) {
        slope = arithmetic.around(below);
      } else {
        slope = unsure.slope(layer, i, sample, preactivation, above, below);
      }
      a[layer][sample][i] = slope;
      outputs[i] = arithmetic.times(slope, preactivation);
      boolean dead = !kink && network.slope().isZero() && preactivation.isNegative();
      off[layer][sample][i] = idle || above.isZero() || dead;
      allOff &= off[layer][sample][i];
    }
    v[layer][sample] = withOne(outputs);
    return allOff;
  }

  private Range[] withOne(Range[] values) {
    if (!network.bias()) {
      return values;
    }
    Range[] longer = Arrays.copyOf(values, values.length + 1);
    longer[values.length] = arithmetic.one();
    return longer;
  }

  RangeArithmetic arithmetic() {
    return arithmetic;
  }

  Range preactivation(int layer, int unit, int sample) {
    return u[layer][sample][unit];
  }

  /** v_l on a sample; a one last with biases, if l &lt; L. */
  Range[] outputs(int layer, int sample) {
    return v[layer][sample];
  }

  /** Outputs minus targets on a sample, d_L of them. */
  Range[] residuals(int sample) {
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    Range[] e = new Range[network.outputs()];
    for (int k = 0; k < e.length; k++) {
      e[k] = v[network.depth()][sample][k].minus(arithmetic.around(targets.get(sample, k)));
    }
    return e;
  }

  /** What a unit's output does above it: Σ_k W_{l+1}[k,i]·δ_{l+1}[k]. */
  Range heard(int layer, int unit, Range[] above) {
    return arithmetic.dot(columns[layer + 1][unit], above);
  }

  /**
   * The derivatives of Σ factors·u by all preactivations of a sample.
   *
   * @param factors [l][i] for l = 1, …, L
   * @return δ, [l][i] for l = 1, …, L
   */
  Range[][] backward(int sample, Range[][] factors) {
    Range[][] delta = new Range[network.depth() + 1][];
    delta[network.depth()] = factors[network.depth()];
    for (int l = network.depth() - 1; l >= 1; l--) {
      delta[l] = new Range[network.width(l)];
      for (int i = 0; i < delta[l].length; i++) {
        Range slope = a[l][sample][i];
        Range through =
            slope.isZero() ? Range.ZERO : arithmetic.times(slope, heard(l, i, delta[l + 1]));
        delta[l][i] = through.plus(factors[l][i]);
      }
    }
    return delta;
  }

  /** The derivatives of v_m, m = layer, …, L - 1, by one preactivation; [m][i]. */
  Range[][] responses(int layer, int unit, int sample) {
    Range[][] response = new Range[network.depth()][];
    response[layer] = new Range[network.width(layer)];
    Arrays.fill(response[layer], Range.ZERO);
    response[layer][unit] = a[layer][sample][unit];
    for (int m = layer + 1; m < network.depth(); m++) {
      response[m] = new Range[network.width(m)];
      for (int i = 0; i < response[m].length; i++) {
        Range[] row = Arrays.copyOf(rows[m][i], network.width(m - 1));
        response[m][i] = arithmetic.times(a[m][sample][i], arithmetic.dot(row, response[m - 1]));
      }
    }
    return response;
  }

  /** Factors that are all zero. */
  Range[][] noFactors() {
    Range[][] factors = new Range[network.depth() + 1][];
    for (int l = 1; l <= network.depth(); l++) {
      factors[l] = new Range[network.width(l)];
      Arrays.fill(factors[l], Range.ZERO);
    }
    return factors;
  }

  /** The derivatives of one preactivation. */
  Range[][] backwardFrom(int layer, int unit, int sample) {
    Range[][] factors = noFactors();
    factors[layer][unit] = arithmetic.one();
    return backward(sample, factors);
  }

  /** δ_l[i]·v_{l-1}[j] for some parameters. */
  Range[] gradient(List<Coordinate> moving, int sample, Range[][] delta) {
    Range[] gradient = new Range[moving.size()];
    for (int p = 0; p < gradient.length; p++) {
      Coordinate c = moving.get(p);
      gradient[p] =
          arithmetic.times(delta[c.layer()][c.unit()], v[c.layer() - 1][sample][c.input()]);
    }
    return gradient;
  }
}
