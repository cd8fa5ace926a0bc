package org.dlmcert.numeric.descent;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

/**
 * An exact differentiable local minimum with MSE 0 in the cell of given weights, for one hidden
 * layer without bias: Theorem 4 of Soudry and Carmon (2016) made concrete.
 *
 * <p>In the cell the output is linear in the rows of W_1: {@code Σ_i w_{2,i} a_i (w_i·x) = y}. With
 * δ_i the change of w_{2,i}·w_i, the system {@code Σ_i a_i x·δ_i = -e} has many solutions; one
 * close to the smallest is sought in the span of the columns of A∘X, rounded to few bits, which
 * leaves N equations in N unknowns, solved exactly. Where a sign changes on the way there is no
 * answer; where none does, the slopes are the same and the outputs are the targets.
 *
 * @param instance the instance with the exact weights
 * @param largestChange the largest |change| of a weight
 */
public record ExactMinimum(Instance instance, Rational largestChange) {
  /** Bits after the point of the directions; they need not be exact. */
  private static final int BITS = 10;

  /**
   * The minimum near the weights of {@code instance}.
   *
   * @return empty if A∘X has not rank N, or the solution is outside the cell
   * @throws IllegalArgumentException unless there is one hidden layer, one output and no bias
   */
  public static Optional<ExactMinimum> near(Instance instance) {
    if (instance.network().depth() != 2
        || instance.network().outputs() != 1
        || instance.network().bias()) {
      throw new IllegalArgumentException("one hidden layer, one output and no bias expected");
    }
    ForwardPass pass = ForwardPass.of(instance);
    if (!pass.isDifferentiable()) {
      return Optional.empty();
    }
    RationalMatrix.ClearedColumns active = active(instance, pass).clearColumns();
    IntegerMatrix product = active.matrix();
    IntegerMatrix directions =
        IntegerMatrix.of(
            product.rows(),
            product.columns(),
            (r, n) -> product.get(r, n).shiftLeft(BITS).divide(active.scales().get(n)));
    RationalMatrix missing =
        RationalMatrix.of(
            1,
            instance.samples(),
            (k, n) ->
                instance
                    .dataset()
                    .targets()
                    .orElseThrow()
                    .get(n, 0)
                    .minus(pass.output(2).get(0, n))
                    .times(Rational.of(active.scales().get(n))));
    return solve(product.transpose().times(directions), missing)
        .flatMap(z -> moved(instance, pass, directions, z));
  }

  /** A∘X, d_1·d_0 × N, with zero rows for units whose output weight is 0. */
  private static RationalMatrix active(Instance instance, ForwardPass pass) {
    int inputs = instance.network().inputs();
    RationalMatrix last = instance.weights().orElseThrow().matrix(2);
    return RationalMatrix.of(
        instance.network().width(1) * inputs,
        instance.samples(),
        (r, n) ->
            last.get(0, r / inputs).isZero()
                ? Rational.ZERO
                : pass.slopes(1)
                    .get(r / inputs, n)
                    .times(instance.dataset().inputs().get(n, r % inputs)));
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
   * The instance with W_1 changed by {@code directions·z}, if no sign changes. The solution has a
   * large common denominator, so that signs are found in integers: with w_i = R/s, w_{2,i} = a/b
   * and the change C/(q·w_{2,i}), the new row is (R·q·a + C·b·s) / (s·q·a).
   */
  private static Optional<ExactMinimum> moved(
      Instance instance, ForwardPass pass, IntegerMatrix directions, RationalMatrix z) {
    RationalMatrix.ClearedColumns solution = z.clearColumns();
    BigInteger q = solution.scales().get(0);
    IntegerMatrix change = directions.times(solution.matrix());
    Weights weights = instance.weights().orElseThrow();
    RationalMatrix.ClearedColumns rows = weights.matrix(1).transpose().clearColumns();
    int units = instance.network().width(1);
    int inputs = instance.network().inputs();
    BigInteger[] denominators = new BigInteger[units];
    BigInteger[][] numerators = new BigInteger[units][inputs];
    for (int i = 0; i < units; i++) {
      Rational last = weights.matrix(2).get(0, i);
      BigInteger s = rows.scales().get(i);
      BigInteger a = last.isZero() ? BigInteger.ONE : last.numerator();
      denominators[i] = s.multiply(q).multiply(a);
      for (int j = 0; j < inputs; j++) {
        numerators[i][j] =
            rows.matrix()
                .get(j, i)
                .multiply(q)
                .multiply(a)
                .add(change.get(i * inputs + j, 0).multiply(last.denominator()).multiply(s));
      }
    }
    IntegerMatrix first = IntegerMatrix.of(units, inputs, (i, j) -> numerators[i][j]);
    IntegerMatrix preactivations =
        first.times(instance.dataset().inputs().transpose().clearColumns().matrix());
    for (int i = 0; i < units; i++) {
      for (int n = 0; n < instance.samples(); n++) {
        int sign = preactivations.get(i, n).signum() * denominators[i].signum();
        if (sign != pass.preactivation(1).get(i, n).signum()) {
          return Optional.empty();
        }
      }
    }
    RationalMatrix moved =
        RationalMatrix.of(units, inputs, (i, j) -> Rational.of(numerators[i][j], denominators[i]));
    return Optional.of(
        new ExactMinimum(
            new Instance(
                instance.name(),
                instance.network(),
                instance.dataset(),
                instance.noise(),
                Optional.of(new Weights(List.of(moved, weights.matrix(2)), Optional.empty()))),
            largestChange(weights.matrix(1), moved)));
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
