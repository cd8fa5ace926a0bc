package org.dlmcert.numeric.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.nearby.Coordinate;
import org.dlmcert.point.nearby.GaugeGroup;
import org.dlmcert.point.nearby.Kink;

/**
 * Which parameters are held at a point, since rescaling units, or mixing units of equal slopes,
 * changes nothing, and which ones move.
 *
 * @param moving numbers of parameters
 */
record GuessedGauge(List<GaugeGroup> groups, List<Integer> moving) {

  /** The gauge at a point; empty if more units of a layer have equal slopes than it has inputs. */
  static Optional<GuessedGauge> of(
      FloatWeights weights, FloatData data, FloatLagrangian at, List<Kink> kinks) {
    FloatNetwork network = weights.network();
    List<boolean[]> idle = idle(network, data, at, kinks);
    List<GaugeGroup> groups = new ArrayList<>();
    for (int l = 1; l < network.depth(); l++) {
      List<List<Integer>> classes = new ArrayList<>();
      for (int i = 0; i < network.width(l); i++) {
        if (!idle.get(l)[i]) {
          add(classes, l, i, data, at, kinks);
        }
      }
      for (List<Integer> units : classes) {
        if (units.size() > network.fanIn(l)) {
          return Optional.empty();
        }
        groups.add(new GaugeGroup(l, units, inputs(weights, l, units)));
      }
    }
    return Optional.of(new GuessedGauge(groups, moving(network, groups, idle)));
  }

  private static List<boolean[]> idle(
      FloatNetwork network, FloatData data, FloatLagrangian at, List<Kink> kinks) {
    List<boolean[]> idle = new ArrayList<>();
    boolean[] silent = new boolean[data.samples()]; // the layer's input is void
    for (int l = 0; l < network.depth(); l++) {
      boolean[] units = new boolean[network.width(l)];
      Arrays.fill(units, true);
      for (int n = 0; n < data.samples(); n++) {
        boolean none = !network.bias();
        for (int i = 0; i < units.length; i++) {
          boolean off = l == 0 ? data.inputs()[n][i] == 0 : silent[n] || isOff(l, i, n, data, at);
          off = off && !kinks.contains(new Kink(l, i, n));
          units[i] &= off;
          none &= off;
        }
        silent[n] = none;
      }
      idle.add(units);
    }
    return idle;
  }

  private static boolean isOff(int l, int i, int n, FloatData data, FloatLagrangian at) {
    return data.noise(l, n, i) == 0 || at.slope(l, i, n) == 0;
  }

  private static void add(
      List<List<Integer>> classes,
      int layer,
      int unit,
      FloatData data,
      FloatLagrangian at,
      List<Kink> kinks) {
    if (isOnKink(layer, unit, kinks)) {
      classes.add(List.of(unit));
      return;
    }
    for (List<Integer> units : classes) {
      int first = units.get(0);
      if (!isOnKink(layer, first, kinks)
          && IntStream.range(0, data.samples())
              .allMatch(
                  n ->
                      at.slope(layer, first, n) == at.slope(layer, unit, n)
                          && data.noise(layer, n, first) == data.noise(layer, n, unit))) {
        units.add(unit);
        return;
      }
    }
    classes.add(new ArrayList<>(List.of(unit)));
  }

  private static boolean isOnKink(int layer, int unit, List<Kink> kinks) {
    return kinks.stream().anyMatch(k -> k.layer() == layer && k.unit() == unit);
  }

  /** The inputs whose weights form a well-conditioned matrix. */
  private static List<Integer> inputs(FloatWeights weights, int layer, List<Integer> units) {
    double[][] columns = new double[weights.network().fanIn(layer)][units.size()];
    double[] equal = new double[columns.length];
    Arrays.fill(equal, 1);
    for (int j = 0; j < columns.length; j++) {
      for (int i = 0; i < units.size(); i++) {
        columns[j][i] = weights.get(layer, units.get(i), j);
      }
    }
    return Arrays.stream(IndependentRows.choose(columns, equal, units.size()).rows())
        .boxed()
        .toList();
  }

  private static List<Integer> moving(
      FloatNetwork network, List<GaugeGroup> groups, List<boolean[]> idle) {
    Set<List<Integer>> held = new HashSet<>();
    for (GaugeGroup group : groups) {
      for (int i : group.units()) {
        group.inputs().forEach(j -> held.add(List.of(group.layer(), i, j)));
      }
    }
    List<Integer> moving = new ArrayList<>();
    int number = 0;
    for (int l = 1; l <= network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        for (int j = 0; j < network.fanIn(l); j++) {
          boolean from = j < network.width(l - 1) && idle.get(l - 1)[j];
          boolean to = l < network.depth() && idle.get(l)[i];
          if (!from && !to && !held.contains(List.of(l, i, j))) {
            moving.add(number);
          }
          number++;
        }
      }
    }
    return moving;
  }

  List<Coordinate> coordinates(List<Coordinate> all) {
    return moving.stream().map(all::get).toList();
  }
}
