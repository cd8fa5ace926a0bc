package org.dlmcert.checker.pattern;

import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.ForwardPass;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/** The units of layer L-2 that are not zero for all noise, sample by sample (format.md 5.8). */
public final class AliveUnits {
  private final Network network;
  private final ForwardPass pass;
  private final Work work;
  private final int determined;

  AliveUnits(Network network, Work work) {
    this.network = network;
    this.work = work;
    this.determined = network.determinedLayers();
    this.pass = new ForwardPass(network, determined + 1, work);
  }

  /** Returns the number of units of layer L-2, with the one that stands for the bias. */
  static int count(Network network) {
    return LastHiddenLayer.inputs(network);
  }

  /** Returns for each unit, the one of the bias last, whether it is alive on the sample. */
  boolean[] on(int sample) {
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
    boolean[] all = java.util.Arrays.copyOf(alive, count(network));
    if (network.bias()) {
      all[count(network) - 1] = true;
    }
    return all;
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
