package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * Finds the signs of the output weights with which stationary points of one choice of cells exist,
 * when there are many stationary points.
 *
 * <p>These are w = (t·w⁰ + Σ z_k b_k)/t with t &gt; 0, b_k a basis of the null vectors of Gᵀ. The
 * signs of a prefix of the units are homogeneous linear inequalities and equations in (t, z), of
 * which only the bounding samples of each cell are needed. They are decided exactly. A point found
 * for a prefix is tried for its continuations first, which saves one of three linear programs. From
 * the multipliers of a contradiction, h = Σ λ q τ x in the blocks of units with signs, is
 * orthogonal to the null vectors, so h = Gν for some ν, which is the evidence.
 */
final class OutputSignSearch {
  private final ScaledProblem problem;
  private final StationarySet set;
  private final List<UnitCells.Choice> units;
  private final int[] chosen;
  private final int variables;
  private final BigInteger[][][] inequalities; // unit, bounding sample, variable
  private final BigInteger[][][] equations; // unit, sample of preactivation zero, variable
  private final int[] signs;
  private final List<OutputSignTree.Node> nodes = new ArrayList<>();
  private Optional<StationarySet.RangeSolver> solver = Optional.empty();

  private OutputSignSearch(
      ScaledProblem problem, StationarySet set, List<UnitCells.Choice> units, int[] chosen) {
    this.problem = problem;
    this.set = set;
    this.units = units;
    this.chosen = chosen;
    variables = set.kernel().rows() + 1;
    signs = new int[units.size()];
    inequalities = new BigInteger[units.size()][][];
    equations = new BigInteger[units.size()][][];
    for (int i = 0; i < units.size(); i++) {
      inequalities[i] = preactivations(i, units.get(i).boundingSamples());
      equations[i] = preactivations(i, units.get(i).zeroSamples());
    }
  }

  private BigInteger[][] preactivations(int unit, int[] samples) {
    return IntStream.of(samples).mapToObj(n -> preactivation(unit, n)).toArray(BigInteger[][]::new);
  }

  /**
   * Searches all signs.
   *
   * @param units the cells chosen for the units
   * @param chosen their indices, by which equal units with equal cells are told
   */
  static OutputSignTree search(
      ScaledProblem problem, StationarySet set, List<UnitCells.Choice> units, int[] chosen) {
    OutputSignSearch search = new OutputSignSearch(problem, set, units, chosen);
    BigInteger[] start = new BigInteger[search.variables];
    Arrays.fill(start, BigInteger.ZERO);
    start[0] = BigInteger.ONE;
    search.extend(0, List.of(start));
    return new OutputSignTree(search.nodes);
  }

  /** The node of a prefix that the point (t, z) has, and all below it. */
  private void extend(int unit, List<BigInteger> point) {
    if (unit == signs.length) {
      nodes.add(new OutputSignTree.Point(weights(point)));
      return;
    }
    nodes.add(OutputSignTree.SPLIT);
    int before = problem.problem().equalBefore(unit);
    int from = before >= 0 && chosen[before] == chosen[unit] ? signs[before] : 1;
    for (int sign = from; sign >= -1; sign--) {
      signs[unit] = sign;
      if (holds(unit, point)) {
        extend(unit + 1, point);
      } else {
        decide(unit + 1).ifPresent(found -> extend(unit + 1, found));
      }
    }
  }

  private boolean holds(int unit, List<BigInteger> point) {
    if (signs[unit] == 0) {
      for (int j = 0; j < problem.inputs().rows(); j++) {
        if (value(weight(unit, j), point).signum() != 0) {
          return false;
        }
      }
      return true;
    }
    for (BigInteger[] row : inequalities[unit]) {
      if (value(row, point).signum() != signs[unit]) {
        return false;
      }
    }
    for (BigInteger[] row : equations[unit]) {
      if (value(row, point).signum() != 0) {
        return false;
      }
    }
    return true;
  }

  /** A point with the signs of the first units; if there is none, the node that says why. */
  private Optional<List<BigInteger>> decide(int length) {
    List<Inequality> system = new ArrayList<>();
    BigInteger[] first = new BigInteger[variables];
    Arrays.fill(first, BigInteger.ZERO);
    first[0] = BigInteger.ONE;
    system.add(new Inequality(List.of(first), true));
    for (int i = 0; i < length; i++) {
      if (signs[i] == 0) {
        for (int j = 0; j < problem.inputs().rows(); j++) {
          addEquation(system, weight(i, j));
        }
      } else {
        for (BigInteger[] row : inequalities[i]) {
          system.add(new Inequality(signs[i] > 0 ? List.of(row) : negated(row), true));
        }
        for (BigInteger[] row : equations[i]) {
          addEquation(system, row);
        }
      }
    }
    HomogeneousInequalities.Answer answer = HomogeneousInequalities.decide(variables, system);
    if (answer instanceof Contradictory contradictory) {
      nodes.add(evidence(length, contradictory.multipliers()));
      return Optional.empty();
    }
    return Optional.of(((Solvable) answer).point());
  }

  private static void addEquation(List<Inequality> system, BigInteger[] row) {
    system.add(new Inequality(List.of(row), false));
    system.add(new Inequality(negated(row), false));
  }

  private OutputSignTree.Empty evidence(int length, List<BigInteger> multipliers) {
    int d = problem.inputs().rows();
    BigInteger[] right = new BigInteger[set.rows()];
    Arrays.fill(right, BigInteger.ZERO);
    record Part(int unit, int sample, BigInteger value) {}
    List<Part> parts = new ArrayList<>();
    int k = 1; // the first one is that of t > 0
    for (int i = 0; i < length; i++) {
      if (signs[i] == 0) {
        for (int j = 0; j < d; j++, k += 2) {
          right[i * d + j] = multipliers.get(k).subtract(multipliers.get(k + 1));
        }
        continue;
      }
      for (int n : units.get(i).boundingSamples()) {
        BigInteger factor = multipliers.get(k++);
        if (factor.signum() > 0) {
          parts.add(new Part(i, n, factor));
          boolean plus = units.get(i).signs().isPlus(n) == signs[i] > 0;
          addInput(right, i, n, plus ? factor : factor.negate());
        }
      }
      for (int n : units.get(i).zeroSamples()) {
        BigInteger factor = multipliers.get(k).subtract(multipliers.get(k + 1));
        addInput(right, i, n, units.get(i).signs().isPlus(n) ? factor : factor.negate());
        k += 2;
      }
    }
    if (solver.isEmpty()) {
      solver = Optional.of(set.rangeSolver());
    }
    StationarySet.Scaled nu = solver.get().solve(right);
    // Block i of the scaled G is that of G times the constants of unit and inputs.
    List<OutputSignTree.Factor> factors =
        parts.stream()
            .map(
                part ->
                    new OutputSignTree.Factor(
                        part.unit(),
                        part.sample(),
                        Rational.of(
                            part.value().multiply(nu.divisor()), problem.unitScale(part.unit()))))
            .toList();
    List<OutputSignTree.Coefficient> combination = new ArrayList<>();
    for (int n = 0; n < nu.entries().size(); n++) {
      if (nu.entries().get(n).signum() != 0) {
        combination.add(new OutputSignTree.Coefficient(n, nu.entries().get(n)));
      }
    }
    return new OutputSignTree.Empty(factors, combination);
  }

  /** Adds the factor times the input to the block of a unit. */
  private void addInput(BigInteger[] right, int unit, int sample, BigInteger factor) {
    int d = problem.inputs().rows();
    for (int j = 0; j < d; j++) {
      right[unit * d + j] =
          right[unit * d + j].add(problem.inputs().get(j, sample).multiply(factor));
    }
  }

  /** τ_n·(w_i·x⁽ⁿ⁾) in the variables. */
  private BigInteger[] preactivation(int unit, int sample) {
    IntegerMatrix inputs = problem.inputs();
    boolean plus = units.get(unit).signs().isPlus(sample);
    BigInteger[] row = new BigInteger[variables];
    Arrays.fill(row, BigInteger.ZERO);
    for (int j = 0; j < inputs.rows(); j++) {
      BigInteger x = plus ? inputs.get(j, sample) : inputs.get(j, sample).negate();
      if (x.signum() != 0) {
        BigInteger[] weight = weight(unit, j);
        for (int k = 0; k < variables; k++) {
          row[k] = row[k].add(weight[k].multiply(x));
        }
      }
    }
    return row;
  }

  /** Entry j of w_i in the variables. */
  private BigInteger[] weight(int unit, int j) {
    int index = unit * problem.inputs().rows() + j;
    BigInteger[] row = new BigInteger[variables];
    row[0] = set.particular().get(index);
    for (int k = 1; k < variables; k++) {
      row[k] = set.kernel().get(k - 1, index);
    }
    return row;
  }

  private List<Rational> weights(List<BigInteger> point) {
    List<BigInteger> numerators = new ArrayList<>();
    for (int index = 0; index < set.rows(); index++) {
      BigInteger sum = set.particular().get(index).multiply(point.get(0));
      for (int k = 1; k < variables; k++) {
        sum = sum.add(set.kernel().get(k - 1, index).multiply(point.get(k)));
      }
      numerators.add(sum);
    }
    return problem.original(numerators, set.denominator().multiply(point.get(0)));
  }

  private static BigInteger value(BigInteger[] row, List<BigInteger> point) {
    return IntegerVectors.dot(Arrays.asList(row), point);
  }

  private static List<BigInteger> negated(BigInteger[] row) {
    return Arrays.stream(row).map(BigInteger::negate).toList();
  }
}
