package org.dlmcert.checker.outputs;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.AliveUnits;
import org.dlmcert.checker.network.Network;

/**
 * What takes the place of inputs where several layers have generic noise: every unit of layer L-1
 * finds its samples different units of layer L-2 that are alive on them (soundness.md section 44).
 *
 * @param units for every unit of layer L-1, for its samples in turn, the unit of layer L-2
 */
record AlivePairs(List<List<Integer>> units) {

  /** Reads as many units as there are samples, for one unit of layer L-1 after the other. */
  static AlivePairs read(CanonicalReader in, Pairs pairs, Network network) {
    int below = AliveUnits.count(network);
    List<List<Integer>> units = new ArrayList<>();
    in.field("units");
    in.list(
        pairs.samples().size(),
        () -> {
          int samples = pairs.samples().get(units.size()).length;
          units.add(in.list(samples, () -> in.index(below)));
          return samples;
        });
    return new AlivePairs(units);
  }

  /** Rejects the evidence unless all is as said: N·D steps, and finding the alive units. */
  void check(Pairs pairs, Network network, Steps steps) {
    AliveUnits alive = new AliveUnits(network, steps.work());
    int below = AliveUnits.count(network);
    steps.work().reserve(units.size(), below / 8 + 1);
    steps.work().add(network.samples(), units.size());
    boolean[][] used = new boolean[units.size()][below];
    int[] next = new int[units.size()];
    for (int n = 0; n < network.samples(); n++) {
      boolean[] on = alive.on(n);
      for (int i = 0; i < next.length; i++) {
        int[] samples = pairs.samples().get(i);
        if (next[i] < samples.length && samples[next[i]] == n) {
          String place = "units[" + i + "][" + next[i] + "]";
          int unit = units.get(i).get(next[i]++);
          int sample = n;
          steps.require(
              on[unit], place, () -> "unit " + unit + " is not alive on sample " + sample);
          steps.require(!used[i][unit], place, () -> "unit " + unit + " is named twice");
          used[i][unit] = true;
        }
      }
    }
  }
}
