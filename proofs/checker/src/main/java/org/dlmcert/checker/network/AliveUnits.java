package org.dlmcert.checker.network;

import java.util.Arrays;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/** The units of layer L-2 that are not zero for all noise, sample by sample (format.md 5.8). */
public final class AliveUnits {
  private final Network network;
  private final ForwardPass pass;
  private final Work work;
  private final int determined;

  public AliveUnits(Network network, Work work) {
    this.network = network;
    this.work = work;
    this.determined = network.determinedLayers();
    this.pass = new ForwardPass(network, determined + 1, work);
  }

  /** Returns the number of units of layer L-2, with the one that stands for the bias. */
  public static int count(Network network) {
    return LastHiddenLayer.inputs(network);
  }

  /** Returns for each unit, the one of the bias last, whether it is alive on the sample. */
  public boolean[] on(int sample) {
    int layer = determined + 1;
    Rational[] u = pass.preactivations(layer, pass.outputs(determined, sample));
    boolean[] alive = new boolean[u.length];
    for (int i = 0; i < u.length; i++) {
      alive[i] = u[i].signum() != 0;
    }
    while (layer < network.layers() - 2) {
      layer++;
      alive = above(layer, alive);
    }
    boolean[] all = Arrays.copyOf(alive, count(network));
    if (network.bias()) {
      all[count(network) - 1] = true;
    }
    return all;
  }

  /** Returns how many units are alive on at least one of the samples. */
  public int onAny(int[] samples) {
    boolean[] found = new boolean[count(network)];
    for (int n : samples) {
      boolean[] alive = on(n);
      for (int i = 0; i < alive.length; i++) {
        found[i] |= alive[i];
      }
    }
    int count = 0;
    for (boolean unit : found) {
      count += unit ? 1 : 0;
    }
    return count;
  }

  private boolean[] above(int layer, boolean[] below) {
    Network.Parameters parameters = network.parameters().orElseThrow();
    Rational[][] weights = parameters.weights().get(layer - 1);
    work.add(weights.length, below.length);
    boolean[] alive = new boolean[weights.length];
    for (int i = 0; i < alive.length; i++) {
      alive[i] = network.bias() && parameters.biases().get(layer - 1)[i].signum() != 0;
      for (int j = 0; j < below.length; j++) {
        alive[i] |= below[j] && weights[i][j].signum() != 0;
      }
    }
    return alive;
  }
}
