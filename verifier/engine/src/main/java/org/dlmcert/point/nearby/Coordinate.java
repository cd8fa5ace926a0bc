package org.dlmcert.point.nearby;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.model.Network;

/**
 * One parameter of a network: W_layer[unit][input], or the unit's bias where input = d_{layer-1}.
 */
public record Coordinate(int layer, int unit, int input) {

  /** All ω parameters in order: layer by layer, unit by unit, a bias after its unit's weights. */
  public static List<Coordinate> all(Network network) {
    List<Coordinate> all = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      int fanIn = network.width(l - 1) + (network.bias() ? 1 : 0);
      for (int i = 0; i < network.width(l); i++) {
        for (int j = 0; j < fanIn; j++) {
          all.add(new Coordinate(l, i, j));
        }
      }
    }
    return List.copyOf(all);
  }
}
