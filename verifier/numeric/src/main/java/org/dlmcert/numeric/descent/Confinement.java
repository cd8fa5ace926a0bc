package org.dlmcert.numeric.descent;

import java.math.BigInteger;
import java.util.Optional;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.LinearSystem;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Instance;

/**
 * A proof that gradient descent on W_1, with the output weights fixed, stays in its open cell for
 * ever and tends to a minimum with MSE 0.
 *
 * <p>Let G = G_1 have rank N and e be the residuals at the start. As long as the cell is not left,
 * e_t = (I - r·GᵀG)ᵗ e, and W_1 has moved by -G (GᵀG)⁻¹ (I - (I - r·GᵀG)ᵗ) e. Where r times the
 * largest eigenvalue of GᵀG is at most 1, the factors 1 - (1 - r·λ)ᵗ are from 0 to 1, so that this
 * is never longer than the limit -G (GᵀG)⁻¹ e, whose length is √(eᵀ (GᵀG)⁻¹ e). No row of W_1 moves
 * further, and no preactivation w_i·x more than that length times ‖x‖. If this is less than |u|
 * everywhere, the cell is not left in the first step, hence (by induction) not in any.
 *
 * @param squaredLength eᵀ (GᵀG)⁻¹ e, exactly: the square of the distance to the limit
 */
public record Confinement(Rational squaredLength) {

  /**
   * The proof, by exact arithmetic.
   *
   * @return empty if the rank of G_1 is not N, or the bound is too weak
   * @throws IllegalArgumentException if the instance has no weights or no targets, or not one
   *     hidden layer with one output
   */
  public static Optional<Confinement> of(Instance instance) {
    if (instance.network().depth() != 2 || instance.network().outputs() != 1) {
      throw new IllegalArgumentException("one hidden layer and one output expected");
    }
    ForwardPass pass = ForwardPass.of(instance);
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    RationalMatrix.ClearedColumns g = Gradient.at(instance, pass).layer(1).clearColumns();
    // With G = M·diag(1/s): eᵀ (GᵀG)⁻¹ e = fᵀ (MᵀM)⁻¹ f, f = diag(s)·e.
    RationalMatrix f =
        RationalMatrix.of(
            1,
            instance.samples(),
            (k, n) -> pass.output(2).get(0, n).minus(targets.get(n, 0)).times(scale(g, n)));
    RationalMatrix.ClearedColumns cleared = f.transpose().clearColumns();
    if (instance.samples() == 0) {
      return Optional.of(new Confinement(Rational.ZERO));
    }
    IntegerMatrix right = cleared.matrix();
    BigInteger denominator = cleared.scales().get(0);
    LinearSystem.Solution solution =
        LinearSystem.solve(g.matrix().transpose().times(g.matrix()), right);
    if (!(solution instanceof LinearSystem.Unique unique)) {
      return Optional.empty();
    }
    Rational squaredLength = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      squaredLength = squaredLength.plus(unique.solution().get(n, 0).times(f.get(0, n)));
    }
    Confinement result = new Confinement(squaredLength.dividedBy(Rational.of(denominator)));
    return result.holds(instance, pass) ? Optional.of(result) : Optional.empty();
  }

  private static Rational scale(RationalMatrix.ClearedColumns cleared, int column) {
    return Rational.of(cleared.scales().get(column));
  }

  private boolean holds(Instance instance, ForwardPass pass) {
    RationalMatrix x = instance.dataset().inputs();
    for (int n = 0; n < instance.samples(); n++) {
      Rational square = Rational.ZERO;
      for (Rational entry : x.row(n)) {
        square = square.plus(entry.times(entry));
      }
      Rational most = square.times(squaredLength);
      for (int i = 0; i < instance.network().width(1) && !square.isZero(); i++) {
        Rational u = pass.preactivation(1).get(i, n);
        if (u.times(u).compareTo(most) <= 0) {
          return false;
        }
      }
    }
    return true;
  }
}
