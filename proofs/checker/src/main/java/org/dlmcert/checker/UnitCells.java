package org.dlmcert.checker;

import java.math.BigInteger;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Evidence that names all open cells of one unit of a single hidden layer (format.md 5.26). */
record UnitCells(Optional<CellTree> tree, Rational[][] points) {

  static UnitCells read(CanonicalReader in, Network network) {
    int d = LastHiddenLayer.inputs(network);
    in.open();
    UnitCells cells;
    if (in.optionalField("points")) {
      cells = new UnitCells(Optional.empty(), in.list(() -> in.row(d)).toArray(Rational[][]::new));
    } else {
      in.field("tree");
      CellTree tree = CellTree.readWithPoints(in, network.samples(), d);
      cells = new UnitCells(Optional.of(tree), tree.points());
    }
    in.close();
    return cells;
  }

  /**
   * Rejects the evidence unless these are all cells.
   *
   * @return for each cell the samples with sign +
   */
  List<BitSet> check(LastHiddenLayer layer, int samples, Steps steps) {
    Preactivations signs = Preactivations.at(points, layer, samples, steps.work());
    int[] nonzero = IntStream.range(0, samples).filter(n -> !signs.zeroSamples().get(n)).toArray();
    if (tree.isPresent()) {
      requireSame(tree.get().cells(layer, nonzero, "realizable", steps), signs, nonzero, steps);
    } else {
      requireIncreasing(signs, nonzero, steps);
      requireAll(layer, nonzero, steps);
    }
    return List.of(signs.positive());
  }

  private static void requireSame(
      List<BitSet> cells, Preactivations signs, int[] nonzero, Steps steps) {
    for (int t = 0; t < cells.size(); t++) {
      int cell = t;
      for (int k = 0; k < nonzero.length; k++) {
        BitSet[] side = cells.get(t).get(k) ? signs.positive() : signs.negative();
        int n = nonzero[k];
        steps.require(
            side[t].get(n),
            "cells.tree",
            () -> "the point of cell " + cell + " has another sign on sample " + n);
      }
    }
  }

  private static void requireIncreasing(Preactivations signs, int[] nonzero, Steps steps) {
    BitSet[] positive = signs.positive();
    for (int t = 0; t < positive.length; t++) {
      String place = "cells.points[" + t + "]";
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

  /** The points are as many as M lines leave open cells at most. */
  private void requireAll(LastHiddenLayer layer, int[] nonzero, Steps steps) {
    steps.work().add(nonzero.length, nonzero.length, layer.length());
    Set<List<Rational>> lines = new HashSet<>();
    for (int n : nonzero) {
      lines.add(direction(layer.column(n), steps.work()));
    }
    BigInteger given = BigInteger.valueOf(points.length);
    BigInteger most = BigInteger.ONE;
    if (!lines.isEmpty()) {
      long others = lines.size() - 1L;
      BigInteger binomial = BigInteger.TWO;
      most = BigInteger.TWO;
      // Terms are positive: no need to go on where the sum is too large already.
      for (long k = 1; k < layer.length() && k <= others && most.compareTo(given) <= 0; k++) {
        binomial =
            binomial.multiply(BigInteger.valueOf(others - k + 1)).divide(BigInteger.valueOf(k));
        most = most.add(binomial);
      }
    }
    BigInteger cells = most;
    steps.require(
        cells.equals(given),
        "cells.points",
        () -> given + " points; " + lines.size() + " lines can have " + cells + " cells or more");
  }

  /** Returns the column divided by its first nonzero entry. */
  static List<Rational> direction(Rational[] column, Work work) {
    Rational first = Stream.of(column).filter(x -> x.signum() != 0).findFirst().orElseThrow();
    BigInteger sign = BigInteger.valueOf(first.signum());
    Rational inverse =
        new Rational(first.denominator().multiply(sign), first.numerator().multiply(sign));
    return Stream.of(column).map(x -> Vectors.times(x, inverse, work)).toList();
  }
}
