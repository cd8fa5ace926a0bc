package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.census.OutputSignTree;
import org.dlmcert.census.ScaledProblem;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;

/**
 * The system of one choice of states: its solutions are the local minima of the choice with output
 * weights 1, 0 and -1 (proofs/soundness.md, 27).
 *
 * <p>Unknown are the rows z_i of the units with q_i ≠ 0, times q_i, the output's bias, and t &gt;
 * 0, by which all is divided in the end. The signs of the preactivations are strict inequalities
 * and equations; the residuals are linear in the unknowns, and so are the conditions of {@link
 * StateDerivatives} on them. Multipliers of a contradiction are directions, weighted.
 */
final class FaceProgram {
  private final ScaledProblem problem;
  private final List<FaceDecision.Unit> units;
  private final int d;
  private final int samples;
  private final int[] offset; // of a unit's block of unknowns; -1 without one
  private final int variables;
  private final List<Inequality> system = new ArrayList<>();
  private final List<Source> sources = new ArrayList<>();

  /** Where an inequality comes from, and with which sign it stands there. */
  private sealed interface Source {}

  private record Positive() implements Source {}

  private record Side(int unit, int sample, int sign) implements Source {}

  private record Derivative(int unit, BigInteger[] direction, int sign) implements Source {}

  private record Sum(int sign) implements Source {}

  FaceProgram(ScaledProblem problem, List<FaceDecision.Unit> units) {
    this.problem = problem;
    this.units = units;
    d = problem.inputs().rows();
    samples = problem.inputs().columns();
    offset = new int[units.size()];
    int next = 0;
    for (FaceDecision.Unit unit : units) {
      offset[unit.index()] = unit.sign() == 0 ? -1 : next;
      next += unit.sign() == 0 ? 0 : d;
    }
    variables = next + (problem.problem().bias() ? 2 : 1);
  }

  FaceAnswer decide() {
    BigInteger[] t = zeros();
    t[variables - 1] = BigInteger.ONE;
    addPositive(t, new Positive());
    for (FaceDecision.Unit unit : units) {
      if (unit.sign() != 0) {
        for (int n : unit.bounding()) {
          addPositive(
              side(unit, n, unit.sign() * unit.face().signs().get(n)),
              new Side(unit.index(), n, 1));
        }
        for (int n : unit.zero()) {
          BigInteger[] row = side(unit, n, 1);
          addNonnegative(row, new Side(unit.index(), n, 1));
          addNonnegative(negated(row), new Side(unit.index(), n, -1));
        }
      }
      for (StateDerivatives.Condition condition : unit.derivatives().conditions()) {
        BigInteger[] row = residuals(condition.derivative());
        addNonnegative(row, new Derivative(unit.index(), condition.direction(), 1));
        if (condition.equation()) {
          addNonnegative(negated(row), new Derivative(unit.index(), condition.direction(), -1));
        }
      }
    }
    if (problem.problem().bias()) {
      BigInteger[] ones = new BigInteger[samples];
      Arrays.fill(ones, BigInteger.ONE);
      BigInteger[] row = residuals(ones);
      addNonnegative(row, new Sum(1));
      addNonnegative(negated(row), new Sum(-1));
    }
    HomogeneousInequalities.Answer answer = HomogeneousInequalities.decide(variables, system);
    return answer instanceof Solvable solvable
        ? minimum(solvable.point())
        : empty(((Contradictory) answer).multipliers());
  }

  private BigInteger[] zeros() {
    BigInteger[] row = new BigInteger[variables];
    Arrays.fill(row, BigInteger.ZERO);
    return row;
  }

  private void addPositive(BigInteger[] row, Source source) {
    system.add(new Inequality(List.of(row), true));
    sources.add(source);
  }

  private void addNonnegative(BigInteger[] row, Source source) {
    system.add(new Inequality(List.of(row), false));
    sources.add(source);
  }

  private static BigInteger[] negated(BigInteger[] row) {
    return Arrays.stream(row).map(BigInteger::negate).toArray(BigInteger[]::new);
  }

  /** sign·(z_i·x⁽ⁿ⁾). */
  private BigInteger[] side(FaceDecision.Unit unit, int sample, int sign) {
    BigInteger[] row = zeros();
    for (int j = 0; j < d; j++) {
      BigInteger x = problem.inputs().get(j, sample);
      row[offset[unit.index()] + j] = sign > 0 ? x : x.negate();
    }
    return row;
  }

  /** g·(f - t·y). */
  private BigInteger[] residuals(BigInteger[] g) {
    BigInteger[] row = zeros();
    for (int n = 0; n < samples; n++) {
      if (g[n].signum() == 0) {
        continue;
      }
      for (FaceDecision.Unit unit : units) {
        BigInteger slope = unit.derivatives().slopes()[n];
        if (unit.sign() != 0 && slope.signum() != 0) {
          BigInteger factor = g[n].multiply(slope);
          int at = offset[unit.index()];
          for (int j = 0; j < d; j++) {
            row[at + j] = row[at + j].add(factor.multiply(problem.inputs().get(j, n)));
          }
        }
      }
      if (problem.problem().bias()) {
        row[variables - 2] = row[variables - 2].add(g[n]);
      }
      row[variables - 1] = row[variables - 1].subtract(g[n].multiply(problem.targets().get(n)));
    }
    return row;
  }

  private FaceAnswer minimum(List<BigInteger> point) {
    BigInteger t = point.get(variables - 1);
    List<BigInteger> numerators = new ArrayList<>();
    BigInteger squares = BigInteger.ZERO;
    for (FaceDecision.Unit unit : units) {
      int at = offset[unit.index()];
      for (int j = 0; j < d; j++) {
        numerators.add(at < 0 ? BigInteger.ZERO : point.get(at + j));
      }
    }
    if (problem.problem().bias()) {
      numerators.add(point.get(variables - 2));
    }
    BigInteger[] one = new BigInteger[samples];
    Arrays.fill(one, BigInteger.ZERO);
    for (int n = 0; n < samples; n++) {
      one[n] = BigInteger.ONE;
      BigInteger[] row = residuals(one);
      one[n] = BigInteger.ZERO;
      BigInteger e = IntegerVectors.dot(Arrays.asList(row), point);
      squares = squares.add(e.multiply(e));
    }
    BigInteger scale = t.multiply(problem.targetScale());
    Rational loss =
        samples == 0
            ? Rational.ZERO
            : Rational.of(
                squares, scale.multiply(scale).multiply(BigInteger.valueOf(2L * samples)));
    return new FaceAnswer.Minimum(loss, problem.original(numerators, t));
  }

  /**
   * In the constants of the scaled problem a derivative has the factor of its unit and that of the
   * inputs, a preactivation that of the inputs: they go into directions and factors.
   */
  private FaceAnswer empty(List<BigInteger> multipliers) {
    List<FaceAnswer.Direction> directions = new ArrayList<>();
    TreeMap<Integer, BigInteger[]> linear = new TreeMap<>();
    TreeMap<List<Integer>, BigInteger> sides =
        new TreeMap<>(
            (a, b) -> a.get(0).equals(b.get(0)) ? a.get(1) - b.get(1) : a.get(0) - b.get(0));
    BigInteger sum = BigInteger.ZERO;
    for (int k = 0; k < multipliers.size(); k++) {
      BigInteger factor = multipliers.get(k);
      if (factor.signum() == 0) {
        continue;
      }
      Source source = sources.get(k);
      if (source instanceof Side side) {
        sides.merge(
            List.of(side.unit(), side.sample()),
            side.sign() > 0 ? factor : factor.negate(),
            BigInteger::add);
      } else if (source instanceof Sum ones) {
        sum = ones.sign() > 0 ? sum.add(factor) : sum.subtract(factor);
      } else if (source instanceof Derivative derivative) {
        FaceDecision.Unit unit = units.get(derivative.unit());
        if (unit.zero().length == 0) {
          BigInteger[] v =
              linear.computeIfAbsent(
                  derivative.unit(),
                  i -> {
                    BigInteger[] start = new BigInteger[d];
                    Arrays.fill(start, BigInteger.ZERO);
                    return start;
                  });
          FaceDecision.add(
              v, derivative.sign() > 0 ? factor : factor.negate(), derivative.direction());
        } else {
          BigInteger signed = derivative.sign() > 0 ? factor : factor.negate();
          directions.add(direction(derivative.unit(), derivative.direction(), signed));
        }
      }
    }
    linear.forEach((i, v) -> directions.add(direction(i, v, BigInteger.ONE)));
    List<OutputSignTree.Factor> factors = new ArrayList<>();
    sides.forEach(
        (at, value) -> {
          if (value.signum() != 0) {
            factors.add(
                new OutputSignTree.Factor(
                    at.get(0), at.get(1), Rational.of(value, problem.unitScale(at.get(0)))));
          }
        });
    return new FaceAnswer.Empty(
        directions, Rational.of(sum), Collections.unmodifiableList(factors));
  }

  private FaceAnswer.Direction direction(int unit, BigInteger[] v, BigInteger factor) {
    BigInteger scale = factor.multiply(problem.unitScale(unit)).multiply(problem.inputScale());
    return new FaceAnswer.Direction(
        unit, Arrays.stream(v).map(entry -> Rational.of(entry.multiply(scale))).toList());
  }
}
