package org.dlmcert.checker.nearby;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Network;

/**
 * Which incoming parameters of hidden units are held because units may be rescaled without a change
 * of the outputs (soundness.md section 37): for each group of units of one layer with the same
 * slopes on all samples, as many as there are units, in the same places.
 */
record Gauge(List<Group> groups) {
  private static final int PRIME = Integer.MAX_VALUE;

  /** Units of a hidden layer, and as many of their inputs. */
  record Group(int layer, int[] units, int[] inputs) {}

  static Gauge read(CanonicalReader in, Network network) {
    in.field("gauge");
    return new Gauge(in.list(() -> readGroup(in, network)));
  }

  private static Group readGroup(CanonicalReader in, Network network) {
    in.open();
    in.field("layer");
    int layer = in.index(network.layers());
    if (layer == 0) {
      throw in.malformed("expected a hidden layer");
    }
    in.field("units");
    int[] units = in.indexSet(network.width(layer));
    in.field("inputs");
    int[] inputs = in.indexSet(network.width(layer - 1) + (network.bias() ? 1 : 0));
    in.close();
    if (units.length == 0 || units.length != inputs.length) {
      throw in.malformed("expected as many inputs as units, and at least one");
    }
    return new Group(layer, units, inputs);
  }

  /** Returns the parameters that are neither held nor without any effect near the box. */
  List<Box.Parameter> moving(Network network, List<Box.Parameter> all, Enclosure box) {
    Set<Box.Parameter> held = new HashSet<>();
    for (Group group : groups) {
      for (int i : group.units()) {
        Arrays.stream(group.inputs())
            .forEach(j -> held.add(new Box.Parameter(group.layer(), i, j)));
      }
    }
    List<boolean[]> idle = idle(network, box);
    List<Box.Parameter> moving = new ArrayList<>();
    for (Box.Parameter p : all) {
      boolean from = p.input() < network.width(p.layer() - 1) && idle.get(p.layer() - 1)[p.input()];
      boolean to = p.layer() < network.layers() && idle.get(p.layer())[p.unit()];
      if (!from && !to && !held.contains(p)) {
        moving.add(p);
      }
    }
    return moving;
  }

  /** Returns for each layer l &lt; L the units, or inputs, that give 0 on all samples. */
  private static List<boolean[]> idle(Network network, Enclosure box) {
    List<boolean[]> idle = new ArrayList<>();
    for (int l = 0; l < network.layers(); l++) {
      boolean[] units = new boolean[network.width(l)];
      for (int i = 0; i < units.length; i++) {
        int layer = l;
        int unit = i;
        units[i] =
            IntStream.range(0, network.samples())
                .allMatch(
                    n ->
                        layer == 0
                            ? network.input(n)[unit].signum() == 0
                            : box.isOff(layer, unit, n));
      }
      idle.add(units);
    }
    return idle;
  }

  /** Rejects the evidence unless each hidden unit with an effect is in a group that is allowed. */
  void check(Network network, Box centre, Enclosure box, Steps steps) {
    List<boolean[]> idle = idle(network, box);
    List<boolean[]> seen = new ArrayList<>();
    IntStream.range(0, network.layers()).forEach(l -> seen.add(new boolean[network.width(l)]));
    for (int g = 0; g < groups.size(); g++) {
      Group group = groups.get(g);
      String place = "gauge[" + g + "]";
      for (int i : group.units()) {
        steps.require(
            !idle.get(group.layer())[i] && !seen.get(group.layer())[i],
            place,
            () -> "unit " + i + " is in another group, or has no effect");
        seen.get(group.layer())[i] = true;
        requireSameSlopes(network, group, i, box, steps, place);
      }
      requireIndependent(group, centre, steps, place);
    }
    for (int l = 1; l < network.layers(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        int layer = l;
        int unit = i;
        steps.require(
            idle.get(l)[i] || seen.get(l)[i],
            "gauge",
            () -> "unit " + unit + " of layer " + layer + " is in no group");
      }
    }
  }

  private static void requireSameSlopes(
      Network network, Group group, int unit, Enclosure box, Steps steps, String place) {
    int layer = group.layer();
    int first = group.units()[0];
    steps.work().add(network.samples(), 3);
    for (int n = 0; n < network.samples() && group.units().length > 1; n++) {
      int sample = n;
      steps.require(
          !box.isKink(layer, unit, n)
              && box.isPositive(layer, unit, n) == box.isPositive(layer, first, n)
              && network.noise(layer).factor(unit, n).equals(network.noise(layer).factor(first, n)),
          place,
          () -> "units " + first + " and " + unit + " differ on sample " + sample);
    }
  }

  private static void requireIndependent(Group group, Box centre, Steps steps, String place) {
    List<BigInteger[]> rows = new ArrayList<>();
    for (int i : group.units()) {
      rows.add(
          IntStream.of(group.inputs())
              .mapToObj(j -> centre.centre(new Box.Parameter(group.layer(), i, j)))
              .toArray(BigInteger[]::new));
    }
    if (rows.size() == 1) {
      steps.require(rows.get(0)[0].signum() != 0, place, () -> "the held parameter is 0");
    } else {
      long length =
          rows.stream().flatMap(Stream::of).mapToLong(BigInteger::bitLength).max().orElse(0);
      steps.work().add(rows.size(), rows.size(), 1 + length);
      steps.countIndependent(rows.size(), rows.size());
      steps.independent(rows, rows.size(), PRIME, place);
    }
  }
}
