package org.dlmcert.checker.each;

import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.ForwardPass;
import org.dlmcert.checker.network.Network;

/**
 * The patterns of the layers below the last hidden one, numbered from 0: those of the layers below
 * {@code free} are what the weights make them, all others are free.
 */
record LowerPatterns(Network network, boolean[][][] determined) {

  /** The layers below {@code free} are determined. */
  LowerPatterns(Network network, int free, Work work) {
    this(network, new boolean[free - 1][network.samples()][]);
    ForwardPass pass = new ForwardPass(network, free - 1, work);
    for (int l = 1; l < free; l++) {
      for (int n = 0; n < network.samples(); n++) {
        Rational[] u = pass.preactivations(l, pass.outputs(l - 1, n));
        boolean[] active = new boolean[u.length];
        for (int i = 0; i < u.length; i++) {
          active[i] = u[i].signum() >= 0;
        }
        determined[l - 1][n] = active;
      }
    }
  }

  /** Returns a pattern: bit by bit of its number, layer by layer, sample by sample. */
  ForwardPass.Pattern pattern(long number) {
    return (layer, unit, sample) -> {
      if (layer <= determined.length) {
        return determined[layer - 1][sample][unit];
      }
      long bit = (long) sample * network.width(layer) + unit;
      for (int l = determined.length + 1; l < layer; l++) {
        bit += (long) network.samples() * network.width(l);
      }
      return (number >> bit & 1) == 1;
    };
  }
}
