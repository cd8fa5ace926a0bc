package org.dlmcert.checker.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.Preactivations;

/** A point of every open cell of one unit of a single hidden layer (format.md 5.26). */
public record UnitCells(Rational[][] points) {

  public static UnitCells read(CanonicalReader in, Network network) {
    int d = LastHiddenLayer.inputs(network);
    return new UnitCells(in.list(() -> in.row(d)).toArray(Rational[][]::new));
  }

  /**
   * Rejects the evidence unless these are all cells.
   *
   * @return for each cell the samples with sign +
   */
  public List<BitSet> check(LastHiddenLayer layer, int samples, Steps steps) {
    Preactivations signs = Preactivations.at(points, layer, samples, steps.work());
    int[] nonzero = IntStream.range(0, samples).filter(n -> !signs.zeroSamples().get(n)).toArray();
    requireIncreasing(signs, nonzero, steps);
    // As many arrangements at one time as there are dimensions.
    steps.work().reserve(nonzero.length, layer.length(), layer.length(), Work.NUMBER);
    List<BigInteger[]> normals = new ArrayList<>();
    for (int n : nonzero) {
      normals.add(Cleared.of(layer.column(n), steps.work()).integers());
    }
    long cells = CellCount.of(normals, points.length, steps.work());
    steps.require(
        cells == points.length,
        "cells",
        () -> points.length + " points, but the inputs leave " + cells + " cells or more");
    return List.of(signs.positive());
  }

  private static void requireIncreasing(Preactivations signs, int[] nonzero, Steps steps) {
    BitSet[] positive = signs.positive();
    for (int t = 0; t < positive.length; t++) {
      String place = "cells[" + t + "]";
      for (int n : nonzero) {
        steps.require(
            positive[t].get(n) || signs.negative()[t].get(n),
            place,
            () -> "the preactivation on sample " + n + " is zero");
      }
      if (t > 0) {
        BitSet difference = (BitSet) positive[t].clone();
        difference.xor(positive[t - 1]);
        int first = difference.nextSetBit(0);
        steps.require(
            first >= 0 && positive[t - 1].get(first),
            place,
            () -> "the signs do not follow those of the point before");
      }
    }
  }
}
