package org.dlmcert.checker.outputs;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.network.AliveUnits;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/** How many dimensions the inputs of the units' samples have at most, summed over the units. */
final class InputRoom {
  private InputRoom() {}

  /** Known inputs: orthogonal vectors bound the ranks (soundness.md section 34). */
  static long ofRanks(
      List<int[]> pairs,
      List<List<BigInteger[]>> orthogonal,
      int prime,
      Network network,
      Steps steps) {
    LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
    long room = 0;
    for (int i = 0; i < pairs.size(); i++) {
      int[] inside = pairs.get(i);
      List<BigInteger[]> z = orthogonal.get(i);
      String place = "orthogonal_inputs[" + i + "]";
      steps.independent(z, layer.length(), prime, place);
      steps.orthogonal(z, layer, inside, place);
      room += Math.min(inside.length, layer.length() - z.size());
    }
    return room;
  }

  /** Generic noise below: so many coordinates are not zero (soundness.md section 44). */
  static long ofAlive(List<int[]> pairs, Network network, Steps steps) {
    int below = AliveUnits.count(network);
    steps.work().reserve(network.samples(), below / 8 + 3);
    AliveUnits units = new AliveUnits(network, steps.work());
    boolean[][] alive = new boolean[network.samples()][];
    for (int n = 0; n < alive.length; n++) {
      alive[n] = units.on(n);
    }
    long room = 0;
    for (int[] inside : pairs) {
      steps.work().add(inside.length, below);
      room += Math.min(inside.length, onAny(inside, alive, below));
    }
    return room;
  }

  /** How many units are alive on at least one of the samples. */
  private static int onAny(int[] samples, boolean[][] alive, int below) {
    int count = 0;
    for (int j = 0; j < below; j++) {
      boolean found = false;
      for (int n : samples) {
        found |= alive[n][j];
      }
      count += found ? 1 : 0;
    }
    return count;
  }
}
