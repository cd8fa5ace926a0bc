package org.dlmcert.checker.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.LastHiddenLayer;

/** The sign vectors of one unit, and why there are no others (format.md 5.18). */
public record CellTree(List<Node> nodes) {
  /** What is left of a prefix: both its extensions, itself as a cell, or nothing. */
  private enum Rest {
    SPLIT,
    CELL,
    EMPTY
  }

  /** A factor λ_n of the combination that shows a prefix to be empty. */
  private record Term(int sample, Rational factor) {}

  /** A node; the terms are those of an empty prefix. */
  record Node(Rest rest, List<Term> terms) {}

  static CellTree read(CanonicalReader in, int samples) {
    return new CellTree(in.list(() -> readNode(in, samples)));
  }

  private static Node readNode(CanonicalReader in, int samples) {
    if (in.skip("0")) {
      return new Node(Rest.SPLIT, List.of());
    }
    if (in.skip("1")) {
      return new Node(Rest.CELL, List.of());
    }
    return new Node(Rest.EMPTY, in.list(() -> readTerm(in, samples)));
  }

  private static Term readTerm(CanonicalReader in, int samples) {
    in.expect("[");
    int sample = in.index(samples);
    in.expect(",");
    Rational factor = in.rational();
    in.expect("]");
    return new Term(sample, factor);
  }

  /**
   * Walks through the tree, without recursion; rejects it unless it is complete.
   *
   * @param order the samples that the tree runs over, increasing
   * @param patterns "every-w", where preactivation 0 counts as +, or "realizable"
   * @return for each cell the samples with sign +, by their places in the order
   */
  List<BitSet> cells(LastHiddenLayer layer, int[] order, String patterns, Steps steps) {
    int samples = order.length;
    List<BitSet> cells = new ArrayList<>();
    BitSet positive = new BitSet();
    int length = 0;
    boolean complete = false;
    for (int t = 0; t < nodes.size(); t++) {
      String place = "tree[" + t + "]";
      int prefix = length;
      steps.require(!complete, place, () -> "the tree was complete before this node");
      if (nodes.get(t).rest() == Rest.SPLIT) {
        steps.require(length < samples, place, () -> "the prefix has all samples");
        positive.set(length++);
      } else {
        if (nodes.get(t).rest() == Rest.CELL) {
          steps.require(
              length == samples, place, () -> "a cell after " + prefix + " of the samples");
          steps.work().add(samples);
          steps.work().reserve(samples / Long.SIZE + 1L);
          cells.add((BitSet) positive.clone());
        } else {
          requireEmpty(
              nodes.get(t).terms(), positive, order, length, layer, patterns, place, steps);
        }
        // On to the next prefix: after the last +, turned into -.
        length = positive.length();
        complete = length == 0;
        if (!complete) {
          positive.clear(length - 1);
        }
      }
    }
    boolean end = complete;
    steps.require(end, "tree", () -> "the tree is not complete");
    return cells;
  }

  /** The sum of λ_n·τ_n·x⁽ⁿ⁾ is zero, while at a point of the prefix it would be positive. */
  private static void requireEmpty(
      List<Term> terms,
      BitSet positive,
      int[] order,
      int length,
      LastHiddenLayer layer,
      String patterns,
      String place,
      Steps steps) {
    Cleared[] columns = new Cleared[terms.size()];
    Rational[] factors = new Rational[terms.size()];
    boolean strict = false;
    int last = -1;
    for (int k = 0; k < columns.length; k++) {
      int n = terms.get(k).sample();
      Rational factor = terms.get(k).factor();
      steps.require(n > last, place, () -> "sample " + n + " does not follow the one before it");
      int at = Arrays.binarySearch(order, 0, length, n);
      steps.require(at >= 0, place, () -> "sample " + n + " is not in the prefix");
      steps.require(factor.signum() > 0, place, () -> "a factor is not positive");
      last = n;
      columns[k] = Cleared.of(layer.column(n), steps.work());
      BigInteger sign = BigInteger.valueOf(positive.get(at) ? 1 : -1);
      Rational scaled = Rational.of(sign, columns[k].denominator());
      steps.work().add(Work.length(factor.denominator()), Work.length(scaled.denominator()));
      factors[k] = factor.times(scaled);
      strict |=
          patterns.equals("every-w")
              ? sign.signum() < 0
              : Arrays.stream(columns[k].integers()).anyMatch(entry -> entry.signum() != 0);
    }
    boolean contradiction = strict;
    steps.require(contradiction, place, () -> "no term of the combination is positive at a point");
    BigInteger[] integers = Cleared.of(factors, steps.work()).integers();
    BigInteger[] sum = new BigInteger[layer.length()];
    Arrays.fill(sum, BigInteger.ZERO);
    for (int k = 0; k < columns.length; k++) {
      BigInteger[] x = columns[k].integers();
      steps.work().add(sum.length, Work.length(integers[k]), Work.length(x));
      for (int j = 0; j < sum.length; j++) {
        sum[j] = sum[j].add(integers[k].multiply(x[j]));
      }
    }
    steps.require(
        Arrays.stream(sum).allMatch(entry -> entry.signum() == 0),
        place,
        () -> "the combination is not zero");
  }
}
