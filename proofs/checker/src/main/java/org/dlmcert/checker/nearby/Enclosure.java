package org.dlmcert.checker.nearby;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;

/**
 * A network on all samples, for all parameters of a box at once: outputs, slopes and derivatives in
 * intervals (format.md, "Enclosures").
 */
final class Enclosure {
  /** Says which slope a unit has on a sample if its preactivation may be 0 in the box. */
  @FunctionalInterface
  interface AtKinks {
    /** The noise and the noise times s are the slopes above and below 0. */
    Interval slope(int layer, int unit, int sample, Interval above, Interval below);
  }

  private final Network network;
  private final FixedPoint numbers;
  // W_l with b_l as last column, [l-1][i][j], and its columns, [l-1][j][i].
  private final Interval[][][] rows;
  private final Interval[][][] columns;
  // v_l with a 1 after it if there are biases, and u_l and a_l, [l][n][i].
  private final Interval[][][] outputs;
  private final Interval[][][] preactivations;
  private final Interval[][][] slopes;
  private final BitSet[] off;
  // Where the slope is the noise, as if u were positive.
  private final BitSet[] positive;
  private final Set<Kink> kinks;

  /** A preactivation that is to be 0 at a point, and whose unit then depends on nothing. */
  record Kink(int layer, int unit, int sample) {}

  Enclosure(
      Network network,
      Interval[] parameters,
      FixedPoint numbers,
      Set<Kink> kinks,
      AtKinks atKinks) {
    this.network = network;
    this.kinks = kinks;
    this.numbers = numbers;
    int last = network.layers();
    int samples = network.samples();
    rows = new Interval[last][][];
    columns = new Interval[last][][];
    outputs = new Interval[last + 1][samples][];
    preactivations = new Interval[last + 1][samples][];
    slopes = new Interval[last + 1][samples][];
    off = new BitSet[last];
    positive = new BitSet[last];
    int at = 0;
    for (int l = 1; l <= last; l++) {
      int inputs = network.width(l - 1) + (network.bias() ? 1 : 0);
      rows[l - 1] = new Interval[network.width(l)][];
      for (int i = 0; i < network.width(l); i++) {
        rows[l - 1][i] = Arrays.copyOfRange(parameters, at, at + inputs);
        at += inputs;
      }
      columns[l - 1] = transposed(rows[l - 1], inputs);
    }
    for (int l = 0; l <= last; l++) {
      numbers.work().add(network.width(l), samples);
      numbers.work().reserve(network.width(l), samples, 6 * Work.NUMBER);
    }
    Arrays.setAll(off, l -> new BitSet());
    Arrays.setAll(positive, l -> new BitSet());
    for (int n = 0; n < samples; n++) {
      forward(n, atKinks);
    }
  }

  private static Interval[][] transposed(Interval[][] rows, int width) {
    Interval[][] columns = new Interval[width][rows.length];
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < width; j++) {
        columns[j][i] = rows[i][j];
      }
    }
    return columns;
  }

  private void forward(int sample, AtKinks atKinks) {
    Rational[] x = network.input(sample);
    boolean idle = !network.bias() && Vectors.isZero(x);
    outputs[0][sample] = withOne(Arrays.stream(x).map(numbers::of).toArray(Interval[]::new));
    for (int l = 1; l <= network.layers(); l++) {
      Interval[] u = new Interval[network.width(l)];
      for (int i = 0; i < u.length; i++) {
        u[i] = numbers.dot(rows[l - 1][i], outputs[l - 1][sample]);
      }
      preactivations[l][sample] = u;
      if (l < network.layers()) {
        idle = activate(l, sample, idle, atKinks);
      } else {
        outputs[l][sample] = u;
      }
    }
  }

  /** Sets slopes and outputs; whether no unit gives anything anywhere near. */
  private boolean activate(int layer, int sample, boolean idle, AtKinks atKinks) {
    Interval[] u = preactivations[layer][sample];
    Interval[] a = new Interval[u.length];
    Interval[] v = new Interval[u.length];
    boolean none = !network.bias();
    for (int i = 0; i < u.length; i++) {
      Rational noise = network.noise(layer).factor(i, sample);
      Interval above = numbers.of(noise);
      Interval below = numbers.of(Vectors.times(noise, network.slope(), numbers.work()));
      boolean smooth = idle || noise.signum() == 0 || network.slope().equals(Rational.ONE);
      boolean kink = kinks.contains(new Kink(layer, i, sample));
      boolean dead = !kink && network.slope().signum() == 0 && u[i].sign() < 0;
      if (kink) {
        a[i] = Interval.ZERO;
      } else if (smooth || u[i].sign() > 0) {
        a[i] = above;
        positive[layer].set(i * network.samples() + sample);
      } else {
        a[i] = u[i].sign() < 0 ? below : atKinks.slope(layer, i, sample, above, below);
      }
      v[i] = numbers.times(a[i], u[i]);
      boolean isOff = idle || noise.signum() == 0 || dead;
      off[layer].set(i * network.samples() + sample, isOff);
      none &= isOff;
    }
    slopes[layer][sample] = a;
    outputs[layer][sample] = withOne(v);
    return none;
  }

  private Interval[] withOne(Interval[] v) {
    if (!network.bias()) {
      return v;
    }
    Interval[] longer = Arrays.copyOf(v, v.length + 1);
    longer[v.length] = numbers.one();
    return longer;
  }

  FixedPoint numbers() {
    return numbers;
  }

  /** Whether a hidden unit gives 0 on a sample for all weights near those of the box. */
  boolean isOff(int layer, int unit, int sample) {
    return off[layer].get(unit * network.samples() + sample);
  }

  /** Whether the slope of a unit on a sample is its noise; otherwise it is that times s, or 0. */
  boolean isPositive(int layer, int unit, int sample) {
    return positive[layer].get(unit * network.samples() + sample);
  }

  boolean isKink(int layer, int unit, int sample) {
    return kinks.contains(new Kink(layer, unit, sample));
  }

  Interval preactivation(int layer, int unit, int sample) {
    return preactivations[layer][sample][unit];
  }

  /** Returns v_l on a sample, with a 1 after it if there are biases and l &lt; L. */
  Interval[] outputs(int layer, int sample) {
    return outputs[layer][sample];
  }

  /** Returns e = outputs - targets on a sample. */
  Interval[] residuals(int sample) {
    Rational[] y = network.targets().orElseThrow().get(sample);
    Interval[] e = new Interval[y.length];
    Arrays.setAll(e, k -> outputs[network.layers()][sample][k].minus(numbers.of(y[k])));
    return e;
  }

  /** Returns Σ_k W_{l+1}[k,i]·δ_{l+1}[k]. */
  Interval below(int layer, int unit, Interval[] above) {
    return numbers.dot(columns[layer][unit], above);
  }

  /**
   * Returns the derivatives δ_l, by the preactivations of all layers of a sample, of the sum of the
   * preactivations with the given factors; [l], from 1 to L. Whatever kinks depend on nothing.
   */
  Interval[][] derivatives(int sample, Interval[][] factors) {
    Interval[][] delta = new Interval[network.layers() + 1][];
    delta[network.layers()] = factors[network.layers()];
    for (int l = network.layers() - 1; l >= 1; l--) {
      delta[l] = new Interval[network.width(l)];
      for (int i = 0; i < delta[l].length; i++) {
        Interval a = slopes[l][sample][i];
        Interval through = a.isZero() ? Interval.ZERO : below(l, i, delta[l + 1]);
        delta[l][i] = numbers.times(a, through).plus(factors[l][i]);
      }
    }
    return delta;
  }

  /** Returns the derivatives of v_m, m = layer, …, L-1, by the preactivation of one unit; [m]. */
  Interval[][] responses(int layer, int unit, int sample) {
    Interval[][] response = new Interval[network.layers()][];
    response[layer] = new Interval[network.width(layer)];
    Arrays.fill(response[layer], Interval.ZERO);
    response[layer][unit] = slopes[layer][sample][unit];
    for (int m = layer + 1; m < network.layers(); m++) {
      response[m] = new Interval[network.width(m)];
      for (int i = 0; i < response[m].length; i++) {
        Interval[] row = Arrays.copyOf(rows[m - 1][i], network.width(m - 1));
        Interval through = numbers.dot(row, response[m - 1]);
        response[m][i] = numbers.times(slopes[m][sample][i], through);
      }
    }
    return response;
  }

  /** Returns factors that are all 0, to be changed; [l], from 1 to L. */
  Interval[][] noFactors() {
    Interval[][] factors = new Interval[network.layers() + 1][];
    for (int l = 1; l <= network.layers(); l++) {
      factors[l] = new Interval[network.width(l)];
      Arrays.fill(factors[l], Interval.ZERO);
    }
    return factors;
  }

  /** Returns the derivatives of one preactivation of a sample by the preactivations below it. */
  Interval[][] derivativesOf(int layer, int unit, int sample) {
    Interval[][] factors = noFactors();
    factors[layer][unit] = numbers.one();
    return derivatives(sample, factors);
  }

  /** Returns δ_l[i]·v_{l-1}[j] for each of some parameters. */
  Interval[] gradient(List<Box.Parameter> moving, int sample, Interval[][] delta) {
    Interval[] gradient = new Interval[moving.size()];
    for (int p = 0; p < gradient.length; p++) {
      Box.Parameter at = moving.get(p);
      gradient[p] =
          numbers.times(delta[at.layer()][at.unit()], outputs[at.layer() - 1][sample][at.input()]);
    }
    return gradient;
  }
}
