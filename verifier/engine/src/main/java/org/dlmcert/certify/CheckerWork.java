package org.dlmcert.certify;

import java.math.BigInteger;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.pattern.GradientFamily;

/** The work of the checker, as proofs/format.md counts it (section 6), before there is anything. */
final class CheckerWork {
  /** What the checker accepts unless told otherwise. */
  static final BigInteger LIMIT = BigInteger.valueOf(100_000_000_000L);

  private CheckerWork() {}

  /** The work for a tree that needs one prime. */
  static BigInteger tree(GradientFamily family, PatternTree.Plan plan) {
    BigInteger rows = BigInteger.valueOf(family.rows());
    BigInteger samples = BigInteger.valueOf(family.samples());
    return plan.choices()
        .multiply(rows)
        .add(samples.pow(2).multiply(rows).multiply(BigInteger.valueOf(family.units())));
  }

  /** The work for a cell tried for one unit, after units that have the given rank. */
  static long cell(int dimensions, int samples, int rank) {
    return (long) dimensions * samples * ((long) rank + dimensions + 9);
  }

  /** The work for the cells of one unit, before any is tried. */
  static BigInteger cells(FullRankProblem.OneLayer layer, int cells) {
    return BigInteger.valueOf(layer.samples())
        .multiply(BigInteger.valueOf(cells + (long) layer.units() * layer.inputs().rows()));
  }
}
