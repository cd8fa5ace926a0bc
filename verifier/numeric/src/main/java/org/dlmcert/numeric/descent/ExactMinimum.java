package org.dlmcert.numeric.descent;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

/**
 * An exact differentiable local minimum with MSE 0 near given weights, for one hidden layer without
 * bias: Theorem 4 of Soudry and Carmon (2016) made concrete.
 *
 * <p>In a cell the output is linear in the rows of W_1: {@code Σ_i w_{2,i} a_i (w_i·x) = y}. With
 * δ_i the change of w_{2,i}·w_i, the system {@code Σ_i a_i x·δ_i = -e} has many solutions; one
 * close to the smallest is sought in the span of the columns of A∘X, rounded to few bits, which
 * leaves N equations in N unknowns, solved exactly. Where a sign changes on the way there is no
 * answer; where none does, the slopes are the same and the outputs are the targets.
 *
 * <p>Descent can slide along a kink: some preactivations u shrink together with the residuals, and
 * its limit has u = 0 there. {@link #near(Instance, Rational)} moves such weights onto the kinks,
 * with an equation x·δ_i = -w_{2,i} u for each. With all residuals 0 the loss is differentiable
 * there too, and least.
 *
 * @param instance the instance with the exact weights
 * @param largestChange the largest |change| of a weight
 * @param kinks preactivations that are 0, on samples that are not
 */
public record ExactMinimum(Instance instance, Rational largestChange, int kinks) {
  /** Bits after the point of the directions; they need not be exact. */
  private static final int BITS = 10;

  /**
   * The minimum at which every preactivation that is at most {@code close} now is 0, and the others
   * keep their signs.
   *
   * @return empty if the equations are not independent, or another sign would change
   * @throws IllegalArgumentException unless there is one hidden layer, one output and no bias
   */
  public static Optional<ExactMinimum> near(Instance instance, Rational close) {
    if (instance.network().depth() != 2
        || instance.network().outputs() != 1
        || instance.network().bias()) {
      throw new IllegalArgumentException("one hidden layer, one output and no bias expected");
    }
    return new Search(instance, close).run();
  }

  /** Whether every preactivation is nonzero: a strict minimum in an open cell. */
  public boolean isStrict() {
    return kinks == 0;
  }

  /** A preactivation of a unit with a nonzero output weight that is to be 0. */
  private record Kink(int unit, int sample) {}

  private static final class Search {
    private final Instance instance;
    private final RationalMatrix last; // W_2
    private final ForwardPass pass;
    private final List<Kink> kinks = new ArrayList<>();
    private int unheard; // zero preactivations of units with the output weight 0

    Search(Instance instance, Rational close) {
      this.instance = instance;
      this.last = instance.weights().orElseThrow().matrix(2);
      this.pass = ForwardPass.of(instance);
      RationalMatrix u = pass.preactivation(1);
      for (int i = 0; i < u.rows(); i++) {
        for (int n = 0; n < u.columns(); n++) {
          if (isZeroSample(n)) {
            continue; // u = 0 there whatever the weights are
          }
          if (last.get(0, i).isZero()) {
            unheard += u.get(i, n).isZero() ? 1 : 0; // such a unit stays as it is
          } else if (u.get(i, n).abs().compareTo(close) <= 0) {
            kinks.add(new Kink(i, n));
          }
        }
      }
    }

    private boolean isZeroSample(int sample) {
      return instance.dataset().inputs().row(sample).stream().allMatch(Rational::isZero);
    }

    Optional<ExactMinimum> run() {
      RationalMatrix.ClearedColumns equations = equations().clearColumns();
      IntegerMatrix left = equations.matrix();
      IntegerMatrix directions =
          IntegerMatrix.of(
              left.rows(),
              left.columns(),
              (r, c) -> left.get(r, c).shiftLeft(BITS).divide(equations.scales().get(c)));
      RationalMatrix right =
          RationalMatrix.of(
              1,
              left.columns(),
              (k, c) -> missing(c).times(Rational.of(equations.scales().get(c))));
      return solve(left.transpose().times(directions), right).flatMap(z -> moved(directions, z));
    }

    /** A column of A∘X for every sample, and e_i ⊗ x for every kink; d_1·d_0 rows. */
    private RationalMatrix equations() {
      int inputs = instance.network().inputs();
      int samples = instance.samples();
      RationalMatrix x = instance.dataset().inputs();
      return RationalMatrix.of(
          instance.network().width(1) * inputs,
          samples + kinks.size(),
          (r, c) -> {
            int unit = r / inputs;
            if (c >= samples) {
              Kink kink = kinks.get(c - samples);
              return unit == kink.unit ? x.get(kink.sample, r % inputs) : Rational.ZERO;
            }
            return last.get(0, unit).isZero()
                ? Rational.ZERO
                : pass.slopes(1).get(unit, c).times(x.get(c, r % inputs));
          });
    }

    /** What the changes have to add up to: -e, or -w_{2,i}·u. */
    private Rational missing(int column) {
      if (column < instance.samples()) {
        RationalMatrix targets = instance.dataset().targets().orElseThrow();
        return targets.get(column, 0).minus(pass.output(2).get(0, column));
      }
      Kink kink = kinks.get(column - instance.samples());
      return pass.preactivation(1)
          .get(kink.unit, kink.sample)
          .times(last.get(0, kink.unit))
          .negate();
    }

    /** The solution z of a square system {@code matrix·z = rightᵀ}, if it is regular. */
    private static Optional<RationalMatrix> solve(IntegerMatrix matrix, RationalMatrix right) {
      // Each equation by the denominator of its right side.
      RationalMatrix.ClearedColumns cleared = right.clearColumns();
      IntegerMatrix left =
          IntegerMatrix.of(
              matrix.rows(),
              matrix.columns(),
              (i, j) -> matrix.get(i, j).multiply(cleared.scales().get(i)));
      LinearSystem.Solution solution = LinearSystem.solve(left, cleared.matrix().transpose());
      return solution instanceof LinearSystem.Unique unique
          ? Optional.of(unique.solution())
          : Optional.empty();
    }

    /**
     * The instance with W_1 changed by {@code directions·z}, if signs are as they should be. The
     * solution has a large common denominator, so that signs are found in integers: with w_i = R/s,
     * w_{2,i} = a/b and the change C/(q·w_{2,i}), the new row is (R·q·a + C·b·s) / (s·q·a).
     */
    private Optional<ExactMinimum> moved(IntegerMatrix directions, RationalMatrix z) {
      RationalMatrix.ClearedColumns solution = z.clearColumns();
      BigInteger q = solution.scales().get(0);
      IntegerMatrix change = directions.times(solution.matrix());
      RationalMatrix before = instance.weights().orElseThrow().matrix(1);
      RationalMatrix.ClearedColumns rows = before.transpose().clearColumns();
      int units = instance.network().width(1);
      int inputs = instance.network().inputs();
      BigInteger[] denominators = new BigInteger[units];
      BigInteger[][] numerators = new BigInteger[units][inputs];
      for (int i = 0; i < units; i++) {
        Rational w = last.get(0, i);
        BigInteger s = rows.scales().get(i);
        BigInteger a = w.isZero() ? BigInteger.ONE : w.numerator();
        denominators[i] = s.multiply(q).multiply(a);
        for (int j = 0; j < inputs; j++) {
          BigInteger kept = rows.matrix().get(j, i).multiply(q).multiply(a);
          BigInteger added = change.get(i * inputs + j, 0).multiply(w.denominator()).multiply(s);
          numerators[i][j] = kept.add(added);
        }
      }
      IntegerMatrix first = IntegerMatrix.of(units, inputs, (i, j) -> numerators[i][j]);
      if (!signsAreRight(first, denominators)) {
        return Optional.empty();
      }
      RationalMatrix after =
          RationalMatrix.of(
              units, inputs, (i, j) -> Rational.of(numerators[i][j], denominators[i]));
      return Optional.of(
          new ExactMinimum(with(after), largestChange(before, after), kinks.size() + unheard));
    }

    private boolean signsAreRight(IntegerMatrix first, BigInteger[] denominators) {
      IntegerMatrix u =
          first.times(instance.dataset().inputs().transpose().clearColumns().matrix());
      Set<Kink> zeros = Set.copyOf(kinks);
      for (int i = 0; i < denominators.length; i++) {
        for (int n = 0; n < instance.samples(); n++) {
          int wanted =
              zeros.contains(new Kink(i, n)) ? 0 : pass.preactivation(1).get(i, n).signum();
          if (u.get(i, n).signum() * denominators[i].signum() != wanted) {
            return false;
          }
        }
      }
      return true;
    }

    private Instance with(RationalMatrix first) {
      return new Instance(
          instance.name(),
          instance.network(),
          instance.dataset(),
          instance.noise(),
          Optional.of(new Weights(List.of(first, last), Optional.empty())));
    }
  }

  private static Rational largestChange(RationalMatrix before, RationalMatrix after) {
    Rational largest = Rational.ZERO;
    for (int i = 0; i < before.rows(); i++) {
      for (int j = 0; j < before.columns(); j++) {
        Rational change = after.get(i, j).minus(before.get(i, j)).abs();
        largest = change.compareTo(largest) > 0 ? change : largest;
      }
    }
    return largest;
  }
}
