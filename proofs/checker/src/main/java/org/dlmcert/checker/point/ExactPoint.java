package org.dlmcert.checker.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.ForwardPass;
import org.dlmcert.checker.network.Network;

/**
 * A network with given weights, evaluated exactly on all samples: outputs, signs and slopes of all
 * units (format.md, "Points").
 */
public final class ExactPoint {
  private final Network network;
  private final Work work;
  // v_l as [l][i][n], l = 0, …, L.
  private final Rational[][][] outputs;
  // For hidden layers, as [l-1][i] with the samples.
  private final BitSet[][] positive;
  private final BitSet[][] negative;

  public ExactPoint(Network network, Network.Parameters parameters, Work work) {
    this.network = network;
    this.work = work;
    int last = network.layers();
    int samples = network.samples();
    outputs = new Rational[last + 1][][];
    positive = new BitSet[last - 1][];
    negative = new BitSet[last - 1][];
    for (int l = 0; l <= last; l++) {
      work.add(network.width(l), samples);
      work.reserve(network.width(l), samples, Work.NUMBER);
      outputs[l] = new Rational[network.width(l)][samples];
      if (0 < l && l < last) {
        positive[l - 1] = new BitSet[network.width(l)];
        negative[l - 1] = new BitSet[network.width(l)];
        Arrays.setAll(positive[l - 1], i -> new BitSet());
        Arrays.setAll(negative[l - 1], i -> new BitSet());
      }
    }
    ForwardPass pass = new ForwardPass(network, parameters, work);
    for (int n = 0; n < samples; n++) {
      Rational[] v = network.input(n);
      store(0, n, v);
      for (int l = 1; l <= last; l++) {
        v = pass.preactivations(l, v);
        if (l < last) {
          activate(l, n, v);
        }
        store(l, n, v);
      }
    }
  }

  private void store(int layer, int sample, Rational[] v) {
    for (int i = 0; i < v.length; i++) {
      outputs[layer][i][sample] = v[i];
    }
  }

  private void activate(int layer, int sample, Rational[] u) {
    for (int i = 0; i < u.length; i++) {
      positive[layer - 1][i].set(sample, u[i].signum() > 0);
      negative[layer - 1][i].set(sample, u[i].signum() < 0);
      u[i] = Vectors.times(u[i], slope(layer, i, sample), work);
    }
  }

  /** Returns the slopes a of a hidden unit on all samples. */
  Rational[] slopes(int layer, int unit) {
    Rational[] slopes = new Rational[network.samples()];
    Arrays.setAll(slopes, n -> slope(layer, unit, n));
    return slopes;
  }

  private Rational slope(int layer, int unit, int sample) {
    Rational noise = network.noise(layer).factor(unit, sample);
    if (positive[layer - 1][unit].get(sample)) {
      return noise;
    }
    boolean below = negative[layer - 1][unit].get(sample);
    return Vectors.times(noise, below ? network.slope() : middle(network, work), work);
  }

  /** Returns (1+s)/2. */
  static Rational middle(Network network, Work work) {
    Rational half = new Rational(BigInteger.ONE, BigInteger.TWO);
    return Vectors.times(Vectors.plus(Rational.ONE, network.slope(), work), half, work);
  }

  /** Returns v_l of one unit on all samples; the inputs for l = 0. */
  Rational[] outputs(int layer, int unit) {
    return outputs[layer][unit];
  }

  /** Whether a hidden unit's preactivation is zero. */
  boolean isKink(int layer, int unit, int sample) {
    return !positive[layer - 1][unit].get(sample) && !negative[layer - 1][unit].get(sample);
  }

  /** Returns for each hidden layer, layer 1 first, the samples on which its input is void. */
  List<BitSet> voidSamples() {
    List<BitSet> layers = new ArrayList<>();
    BitSet samples = new BitSet();
    for (int n = 0; n < network.samples(); n++) {
      samples.set(n, !network.bias() && Vectors.isZero(network.input(n)));
    }
    for (int l = 1; l < network.layers(); l++) {
      layers.add((BitSet) samples.clone());
      work.add(network.width(l), network.samples());
      for (int n = 0; n < network.samples(); n++) {
        samples.set(n, samples.get(n) || !network.bias() && isOff(l, n));
      }
    }
    return layers;
  }

  /** Whether all units of a layer give 0 near the point, whatever their inputs are there. */
  private boolean isOff(int layer, int sample) {
    boolean off = true;
    for (int i = 0; i < network.width(layer); i++) {
      boolean zero = network.noise(layer).factor(i, sample).signum() == 0;
      boolean dead = network.slope().signum() == 0 && negative[layer - 1][i].get(sample);
      off &= zero || dead;
    }
    return off;
  }

  /** Returns e = outputs - targets of one output on all samples. */
  Rational[] residuals(int output) {
    Rational[] residuals = new Rational[network.samples()];
    for (int n = 0; n < residuals.length; n++) {
      Rational target = network.targets().orElseThrow().get(n)[output];
      residuals[n] = Vectors.minus(outputs[network.layers()][output][n], target, work);
    }
    return residuals;
  }

  /** Returns ℓ'(e) of one output on all samples: e for squares. */
  Rational[] derivatives(int output) {
    Rational[] derivatives = residuals(output);
    Arrays.setAll(derivatives, n -> network.loss().derivative(derivatives[n], work));
    return derivatives;
  }

  /** Returns the loss; 0 if there are no samples. */
  public Rational loss() {
    Rational sum = Rational.ZERO;
    for (int k = 0; k < network.width(network.layers()); k++) {
      sum = Vectors.plus(sum, network.loss().mean(residuals(k), work), work);
    }
    return sum;
  }
}
