package org.dlmcert.paper.tool;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Contradictory;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * Whether some weights of one hidden layer give the outputs on all samples prescribed signs,
 * decided exactly: in the cell of sign vectors τ_i and output signs q_i this is a system of strict
 * linear inequalities in w̃_i = q_i w_i. As the outputs are continuous in the weights, it is enough
 * to look into open cells. Every answer of the linear program is verified here: weights by a
 * forward pass, contradictions by adding up the inequalities.
 */
public final class Dichotomy {
  private final RationalMatrix inputs;
  private final RationalMatrix noise;
  private final Rational slope;
  private final List<RationalMatrix> cells; // of W_1

  /** The dichotomies of these inputs, which are in general position. */
  public Dichotomy(RationalMatrix inputs, RationalMatrix noise, Rational slope) {
    this.inputs = inputs;
    this.noise = noise;
    this.slope = slope;
    this.cells = CellMinima.points(inputs, noise.rows());
  }

  /** How many of the 2^N dichotomies no weights implement. */
  public int impossible() {
    int count = 0;
    for (int labels = 0; labels < 1 << inputs.columns() - 1; labels++) {
      count += weights(labels).isEmpty() ? 2 : 0; // with the opposite labels, by -w_2
    }
    return count;
  }

  /** A network whose output is positive exactly on the samples of the bits; empty if none is. */
  public Optional<Setting> weights(int labels) {
    int d1 = noise.rows();
    for (RationalMatrix cell : cells) {
      RationalMatrix u = cell.times(inputs);
      for (int negative = 0; negative < 1 << d1; negative++) {
        List<Inequality> system = system(u, negative, labels);
        HomogeneousInequalities.Answer answer =
            HomogeneousInequalities.decide(d1 * inputs.rows(), system);
        if (answer instanceof Solvable solvable) {
          return Optional.of(verified(solvable.point(), negative, labels));
        }
        verify(system, ((Contradictory) answer).multipliers());
      }
    }
    return Optional.empty();
  }

  private List<Inequality> system(RationalMatrix u, int negative, int labels) {
    int d0 = inputs.rows();
    int d1 = noise.rows();
    List<Inequality> system = new ArrayList<>();
    for (int n = 0; n < inputs.columns(); n++) {
      List<Rational> output = new ArrayList<>();
      for (int i = 0; i < d1; i++) {
        int tau = u.get(i, n).signum();
        Rational a = tau > 0 ? noise.get(i, n) : noise.get(i, n).times(slope);
        int q = (negative >> i & 1) == 0 ? 1 : -1;
        List<Rational> side = new ArrayList<>(Collections.nCopies(d1 * d0, Rational.ZERO));
        for (int j = 0; j < d0; j++) {
          side.set(i * d0 + j, inputs.get(j, n).times(Rational.of(q * tau)));
          output.add(a.times(inputs.get(j, n)).times(Rational.of((labels >> n & 1) == 1 ? 1 : -1)));
        }
        system.add(positive(side));
      }
      system.add(positive(output));
    }
    return system;
  }

  /** coefficients·w̃ > 0, in integers. */
  private static Inequality positive(List<Rational> coefficients) {
    BigInteger scale =
        coefficients.stream()
            .map(Rational::denominator)
            .reduce(BigInteger.ONE, BigInteger::multiply);
    return new Inequality(
        coefficients.stream().map(c -> c.times(Rational.of(scale)).numerator()).toList(), true);
  }

  private Setting verified(List<BigInteger> point, int negative, int labels) {
    RationalMatrix q =
        RationalMatrix.of(
            1, noise.rows(), (o, i) -> Rational.of((negative >> i & 1) == 0 ? 1 : -1));
    RationalMatrix w =
        RationalMatrix.of(
            noise.rows(),
            inputs.rows(),
            (i, j) -> Rational.of(point.get(i * inputs.rows() + j)).times(q.get(0, i)));
    RationalMatrix y =
        RationalMatrix.of(
            1, inputs.columns(), (o, n) -> Rational.of((labels >> n & 1) == 1 ? 1 : -1));
    Setting setting = new Setting(inputs, List.of(noise), slope, List.of(w, q), y);
    if (!separates(setting)) {
      throw new IllegalStateException("weights " + w + " do not give the labels " + y);
    }
    return setting;
  }

  /** Whether every output has the sign of its target. */
  public static boolean separates(Setting setting) {
    RationalMatrix v = setting.outputs();
    for (int n = 0; n < setting.samples(); n++) {
      if (v.get(0, n).signum() != setting.targets().get(0, n).signum()) {
        return false;
      }
    }
    return true;
  }

  /** The multipliers are nonnegative, not all zero, and add the left sides up to zero. */
  private static void verify(List<Inequality> system, List<BigInteger> multipliers) {
    int variables = system.get(0).coefficients().size();
    boolean valid = multipliers.stream().anyMatch(m -> m.signum() > 0);
    for (int j = 0; j < variables; j++) {
      BigInteger sum = BigInteger.ZERO;
      for (int k = 0; k < system.size(); k++) {
        sum = sum.add(multipliers.get(k).multiply(system.get(k).coefficients().get(j)));
      }
      valid &= sum.signum() == 0;
    }
    if (!valid || multipliers.stream().anyMatch(m -> m.signum() < 0)) {
      throw new IllegalStateException("no contradiction: " + multipliers + " of " + system);
    }
  }
}
