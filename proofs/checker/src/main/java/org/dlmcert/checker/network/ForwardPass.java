package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** The determined layers, computed exactly and sample by sample (format.md 4.1). */
public final class ForwardPass {
  private final Network network;
  private final Work work;
  private final List<Cleared[]> rows = new ArrayList<>();

  /** Prepares the layers 1, …, {@code layers}; there must be weights if this is not 0. */
  public ForwardPass(Network network, int layers, Work work) {
    this.network = network;
    this.work = work;
    if (layers > 0) {
      prepare(network.parameters().orElseThrow(), layers);
    }
  }

  /** Prepares all layers with other weights, or what is added to weights, of the same shapes. */
  public ForwardPass(Network network, Network.Parameters parameters, Work work) {
    this.network = network;
    this.work = work;
    prepare(parameters, network.layers());
  }

  private void prepare(Network.Parameters parameters, int layers) {
    for (int l = 0; l < layers; l++) {
      Rational[][] weights = parameters.weights().get(l);
      Cleared[] cleared = new Cleared[weights.length];
      for (int i = 0; i < weights.length; i++) {
        cleared[i] =
            Cleared.of(
                network.bias()
                    ? Vectors.append(weights[i], parameters.biases().get(l)[i])
                    : weights[i],
                work);
      }
      rows.add(cleared);
    }
  }

  /** Says which hidden units have slope 1 instead of s on which samples. */
  @FunctionalInterface
  public interface Pattern {
    boolean active(int layer, int unit, int sample);
  }

  /** Says which slope a preactivation has. */
  @FunctionalInterface
  private interface Activity {
    boolean active(int layer, int unit, Rational u);
  }

  /** Returns the outputs of the first k layers on a sample; the inputs if k is 0. */
  public Rational[] outputs(int k, int sample) {
    return compute(k, sample, (layer, unit, u) -> u.signum() >= 0);
  }

  /** Returns the outputs with the slopes of a pattern, whatever the preactivations are. */
  public Rational[] outputs(int k, int sample, Pattern pattern) {
    return compute(k, sample, (layer, unit, u) -> pattern.active(layer, unit, sample));
  }

  private Rational[] compute(int k, int sample, Activity activity) {
    Rational[] v = network.input(sample);
    for (int l = 1; l <= k; l++) {
      Rational[] u = preactivations(l, v);
      for (int i = 0; i < u.length; i++) {
        Rational noise = network.noise(l).factor(i, sample);
        Rational slope = activity.active(l, i, u[i]) ? Rational.ONE : network.slope();
        work.add(Work.length(u[i].numerator()), Work.length(noise.numerator()));
        u[i] = u[i].times(noise).times(slope);
      }
      v = u;
    }
    return v;
  }

  /** Returns W_l v + b_l. */
  public Rational[] preactivations(int layer, Rational[] v) {
    return preactivations(layer, v, Rational.ONE);
  }

  /** Returns W_l v + one·b_l. */
  public Rational[] preactivations(int layer, Rational[] v, Rational one) {
    Cleared below = Cleared.of(network.bias() ? Vectors.append(v, one) : v, work);
    Cleared[] weights = rows.get(layer - 1);
    long length = Work.length(below.integers());
    Rational[] u = new Rational[weights.length];
    for (int i = 0; i < u.length; i++) {
      BigInteger[] row = weights[i].integers();
      work.add(row.length, Work.length(row), length);
      BigInteger denominator = weights[i].denominator().multiply(below.denominator());
      u[i] = Rational.of(Cleared.dot(row, below.integers()), denominator);
    }
    return u;
  }
}
