package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.dlmcert.cells.CellTree.Multiplier;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.progress.Interruption;

/**
 * All sign vectors that one unit has on the inputs X (d×N), found depth first over the samples with
 * a point of the current cone at hand.
 *
 * <p>The side of the next sample on which that point lies is free. The other side takes one exact
 * linear program, unless a dependency Σ λ_n τ_n x⁽ⁿ⁾ = 0 found before has the signs of the prefix:
 * the dependencies are signed circuits of the inputs, in the sense of oriented matroids, and there
 * are far fewer of them than empty prefixes. In general position there are 2·Σ_{k&lt;d} C(N-1, k)
 * open cells (Cover 1965) and at most N linear programs a cell, each grown from one inequality by
 * those that its solution violates.
 *
 * <p>With {@link SignConvention#OPEN} a sample with zero input has the sign + by convention; the
 * tree then marks its other side as empty, which no rule of the certificate format accepts, as no
 * claim about such samples holds.
 */
public final class CellEnumeration {
  /** The most dependencies to try before a linear program, which costs about as much as these. */
  private static final int MOST_CIRCUITS = 500;

  private final CellTree tree;
  private final List<Cell> cells;
  private final boolean complete;

  private CellEnumeration(CellTree tree, List<Cell> cells, boolean complete) {
    this.tree = tree;
    this.cells = List.copyOf(cells);
    this.complete = complete;
  }

  /** Whether these are all cells there are. */
  public boolean isComplete() {
    return complete;
  }

  /** The proof that there are no other cells; its beginning, if there are. */
  public CellTree tree() {
    return tree;
  }

  /** The cells, in the order of the tree; all sign vectors are different. */
  public List<Cell> cells() {
    return cells;
  }

  /**
   * Finds all cells.
   *
   * @param inputs X, d×N
   * @param limit the most cells to find
   * @param progress hears the number of cells found so far
   * @return empty if there are more cells than the limit
   */
  public static Optional<CellEnumeration> of(
      RationalMatrix inputs, SignConvention convention, int limit, IntConsumer progress) {
    return Optional.of(first(inputs, convention, limit, progress))
        .filter(CellEnumeration::isComplete);
  }

  /**
   * Finds the first cells, all of them if there are no more than the limit.
   *
   * @param inputs X, d×N
   * @param limit the most cells to find
   * @param progress hears the number of cells found so far
   */
  public static CellEnumeration first(
      RationalMatrix inputs, SignConvention convention, int limit, IntConsumer progress) {
    return new Search(inputs, convention).run(limit, progress);
  }

  /** The number of open cells of N inputs in general position in d dimensions (Cover 1965). */
  public static BigInteger coverCount(int samples, int dimensions) {
    if (samples == 0) {
      return BigInteger.ONE;
    }
    BigInteger sum = BigInteger.ZERO;
    BigInteger binomial = BigInteger.ONE;
    for (int k = 0; k < dimensions && k < samples; k++) {
      sum = sum.add(binomial);
      binomial =
          binomial.multiply(BigInteger.valueOf(samples - 1 - k)).divide(BigInteger.valueOf(k + 1));
    }
    return sum.shiftLeft(1);
  }

  /** The other side of the sample at the end of a prefix, to be looked at later. */
  private record Side(int sample, boolean plus, Optional<List<BigInteger>> point) {}

  /** A dependency of inputs, up to sign. */
  private record Circuit(List<Multiplier> multipliers, boolean[] plus) {}

  private static final class Search {
    private final SignConvention convention;
    private final int dimensions;
    private final List<List<BigInteger>> columns; // cleared of denominators
    private final List<BigInteger> scales;
    private final boolean[] signs;
    private final List<List<Circuit>> circuits; // by their last sample
    private final List<CellTree.Node> nodes = new ArrayList<>();
    private final List<Cell> cells = new ArrayList<>();

    Search(RationalMatrix inputs, SignConvention convention) {
      this.convention = convention;
      RationalMatrix.ClearedColumns cleared = inputs.clearColumns();
      dimensions = inputs.rows();
      scales = cleared.scales();
      columns =
          IntStream.range(0, inputs.columns())
              .mapToObj(
                  n ->
                      IntStream.range(0, dimensions)
                          .mapToObj(j -> cleared.matrix().get(j, n))
                          .toList())
              .toList();
      signs = new boolean[inputs.columns()];
      circuits =
          IntStream.range(0, signs.length).<List<Circuit>>mapToObj(n -> new ArrayList<>()).toList();
    }

    /** Writes the tree in preorder; the stack holds the sides that are still to come. */
    CellEnumeration run(int limit, IntConsumer progress) {
      Deque<Side> waiting = new ArrayDeque<>();
      Optional<List<BigInteger>> point =
          Optional.of(IntStream.range(0, dimensions).mapToObj(j -> BigInteger.ZERO).toList());
      int sample = 0;
      while (true) {
        Interruption.check();
        if (point.isEmpty()) {
          // the prefix is empty, and its node is written
        } else if (sample < signs.length) {
          nodes.add(CellTree.SPLIT);
          waiting.push(side(sample, false, point.get()));
          waiting.push(side(sample, true, point.get()));
        } else {
          if (cells.size() == limit) {
            return new CellEnumeration(new CellTree(nodes), cells, false);
          }
          nodes.add(CellTree.LEAF);
          cells.add(
              new Cell(SignVector.of(signs), point.get().stream().map(Rational::of).toList()));
          progress.accept(cells.size());
        }
        if (waiting.isEmpty()) {
          return new CellEnumeration(new CellTree(nodes), cells, true);
        }
        Side side = waiting.pop();
        signs[side.sample()] = side.plus();
        sample = side.sample() + 1;
        point = side.point().isPresent() ? side.point() : decide(side.sample());
      }
    }

    private Side side(int sample, boolean plus, List<BigInteger> point) {
      boolean known =
          isZero(sample)
              ? plus
              : convention.admits(IntegerVectors.dot(point, columns.get(sample)).signum(), plus);
      return new Side(sample, plus, known ? Optional.of(point) : Optional.empty());
    }

    /** A point with the signs up to the given sample; if there is none, says why in the tree. */
    private Optional<List<BigInteger>> decide(int last) {
      if (isZero(last)) {
        nodes.add(new CellTree.Empty(List.of(new Multiplier(last, BigInteger.ONE))));
        return Optional.empty();
      }
      List<Circuit> known = circuits.get(last);
      for (int k = known.size() - 1; k >= Math.max(0, known.size() - MOST_CIRCUITS); k--) {
        Circuit circuit = known.get(k);
        if (contradicts(circuit)) {
          nodes.add(new CellTree.Empty(circuit.multipliers()));
          return Optional.empty();
        }
      }
      return byLinearProgram(last);
    }

    /**
     * Starts with the last sample's inequality alone and adds some that the point found violates,
     * until there are none or the few at hand contradict each other.
     */
    private Optional<List<BigInteger>> byLinearProgram(int last) {
      SortedSet<Integer> used = new TreeSet<>(Set.of(last));
      while (true) {
        List<Inequality> system = used.stream().map(this::inequality).toList();
        HomogeneousInequalities.Answer answer = HomogeneousInequalities.decide(dimensions, system);
        if (answer instanceof Contradictory contradictory) {
          Circuit circuit = circuit(List.copyOf(used), contradictory.multipliers());
          circuits.get(last).add(circuit);
          nodes.add(new CellTree.Empty(circuit.multipliers()));
          return Optional.empty();
        }
        List<BigInteger> point = ((Solvable) answer).point();
        List<Integer> violated =
            IntStream.range(0, last)
                .filter(n -> !isZero(n) && !admits(n, point))
                .limit(dimensions)
                .boxed()
                .toList();
        if (violated.isEmpty()) {
          return Optional.of(point);
        }
        used.addAll(violated);
      }
    }

    private boolean admits(int sample, List<BigInteger> point) {
      return convention.admits(
          IntegerVectors.dot(point, columns.get(sample)).signum(), signs[sample]);
    }

    private Inequality inequality(int n) {
      boolean plus = signs[n];
      List<BigInteger> column = columns.get(n);
      return new Inequality(
          plus ? column : column.stream().map(BigInteger::negate).toList(),
          convention.isStrict(plus));
    }

    private Circuit circuit(List<Integer> used, List<BigInteger> factors) {
      List<Multiplier> multipliers =
          IntStream.range(0, used.size())
              .filter(k -> factors.get(k).signum() > 0)
              .mapToObj(
                  k ->
                      new Multiplier(used.get(k), factors.get(k).multiply(scales.get(used.get(k)))))
              .toList();
      boolean[] plus = new boolean[multipliers.size()];
      for (int k = 0; k < plus.length; k++) {
        plus[k] = signs[multipliers.get(k).sample()];
      }
      return new Circuit(multipliers, plus);
    }

    /** Whether the signs are those of the dependency, or all opposite, with a strict one. */
    private boolean contradicts(Circuit circuit) {
      boolean opposite = circuit.plus()[0] != signs[circuit.multipliers().get(0).sample()];
      boolean strict = false;
      for (int k = 0; k < circuit.plus().length; k++) {
        boolean sign = signs[circuit.multipliers().get(k).sample()];
        boolean differs = circuit.plus()[k] != sign;
        if (differs != opposite) {
          return false;
        }
        strict |= convention.isStrict(sign);
      }
      return strict;
    }

    private boolean isZero(int sample) {
      return columns.get(sample).stream().allMatch(entry -> entry.signum() == 0);
    }
  }
}
