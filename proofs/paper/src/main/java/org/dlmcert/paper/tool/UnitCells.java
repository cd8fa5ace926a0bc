package org.dlmcert.paper.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The open cells of one hidden unit for inputs in general position, each with a point: random
 * points are drawn, then points around the edges of cells, until there are 2·Σ_{k&lt;d_0} C(N-1, k)
 * sign vectors, more than which there cannot be (Cover 1965). So the list is complete, and no
 * linear program is involved.
 */
public final class UnitCells {
  private static final int RANDOM_POINTS = 200_000;

  private UnitCells() {}

  /**
   * One point (1×d_0) of every open cell.
   *
   * @throws IllegalArgumentException if the cells are not found, as when the inputs are not in
   *     general position
   */
  public static List<RationalMatrix> of(RationalMatrix inputs) {
    long expected = count(inputs.columns(), inputs.rows());
    Map<List<Integer>, RationalMatrix> found = new LinkedHashMap<>();
    for (int k = 0; k < RANDOM_POINTS && found.size() < expected; k++) {
      add(new Draws(k, 10 + k / 10).matrix(1, inputs.rows()), inputs, found);
    }
    if (found.size() < expected) {
      aroundEdges(inputs, found);
    }
    if (found.size() != expected) {
      throw new IllegalArgumentException(
          found.size() + " cells found, of " + expected + " for inputs " + inputs);
    }
    return new ArrayList<>(found.values());
  }

  private static void add(
      RationalMatrix w, RationalMatrix inputs, Map<List<Integer>, RationalMatrix> found) {
    List<Integer> signs = w.times(inputs).row(0).stream().map(Rational::signum).toList();
    if (!signs.contains(0)) {
      found.putIfAbsent(signs, w);
    }
  }

  /**
   * A cell of N ≥ d_0 inputs in general position has an edge r, orthogonal to d_0 - 1 of them. Near
   * it are the points K·r + w, K large, w with any signs on these inputs: thin cells are found too.
   */
  private static void aroundEdges(RationalMatrix inputs, Map<List<Integer>, RationalMatrix> found) {
    IntegerMatrix columns = inputs.clearColumns().matrix();
    int few = inputs.rows() - 1;
    for (int set = 0; set < 1 << columns.columns(); set++) {
      if (Integer.bitCount(set) == few) {
        int chosen = set;
        int[] samples = IntStream.range(0, 31).filter(n -> (chosen >> n & 1) == 1).toArray();
        IntegerMatrix rows = IntegerMatrix.of(few, few + 1, (i, j) -> columns.get(j, samples[i]));
        Optional<List<BigInteger>> edge = IntegerKernel.oneVector(rows);
        for (int code = 0; code < 1 << few && edge.isPresent(); code++) {
          int bits = code;
          IntegerMatrix signs =
              IntegerMatrix.of(few, 1, (i, k) -> BigInteger.valueOf((bits >> i & 1) == 1 ? 1 : -1));
          if (LinearSystem.solve(rows, signs) instanceof LinearSystem.Underdetermined near) {
            RationalMatrix r =
                RationalMatrix.of(1, few + 1, (i, j) -> Rational.of(edge.get().get(j)));
            RationalMatrix w = near.particular().transpose();
            Rational far = far(r.times(inputs), w.times(inputs));
            for (Rational k : List.of(far, far.negate())) {
              add(
                  RationalMatrix.of(1, few + 1, (i, j) -> r.get(0, j).times(k).plus(w.get(0, j))),
                  inputs,
                  found);
            }
          }
        }
      }
    }
  }

  /** A factor with which the edge's signs prevail where they are not zero. */
  private static Rational far(RationalMatrix edge, RationalMatrix point) {
    Rational most = Rational.ZERO;
    for (int n = 0; n < edge.columns(); n++) {
      if (!edge.get(0, n).isZero()) {
        Rational ratio = point.get(0, n).dividedBy(edge.get(0, n)).abs();
        most = ratio.compareTo(most) > 0 ? ratio : most;
      }
    }
    return most.plus(Rational.ONE);
  }

  /** {@code 2·Σ_{k<d} C(N-1, k)}. */
  public static long count(int samples, int dimensions) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger binomial = BigInteger.ONE;
    for (int k = 0; k < dimensions && k < samples; k++) {
      sum = sum.add(binomial);
      binomial =
          binomial.multiply(BigInteger.valueOf(samples - 1 - k)).divide(BigInteger.valueOf(k + 1L));
    }
    return sum.shiftLeft(1).longValueExact();
  }

  /** The slopes (1×N) of a unit without noise at a point of an open cell. */
  public static RationalMatrix slopes(RationalMatrix point, RationalMatrix inputs, Rational slope) {
    RationalMatrix u = point.times(inputs);
    return RationalMatrix.of(
        1, inputs.columns(), (i, n) -> u.get(0, n).signum() > 0 ? Rational.ONE : slope);
  }
}
