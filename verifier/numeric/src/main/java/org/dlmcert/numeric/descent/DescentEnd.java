package org.dlmcert.numeric.descent;

import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.rank.GradientRank;
import org.dlmcert.numeric.rank.ProvenRank;
import org.dlmcert.numeric.vectors.ExactValues;

/**
 * The end of a descent, exactly: its weights and inputs are doubles, hence rationals.
 *
 * @param instance the instance with the final weights
 * @param loss the exact MSE
 * @param largestGradient the largest |entry| of the exact gradient (with slope 1 where u is 0)
 * @param zeros preactivations that are exactly 0
 * @param tiny preactivations of at most {@link #CLOSE}
 * @param rank the exact rank of G_1
 * @param minimum the exact minimum close by, where there is one; it has u = 0 where u is tiny
 */
public record DescentEnd(
    Descent descent,
    Instance instance,
    Rational loss,
    Rational largestGradient,
    int zeros,
    int tiny,
    ProvenRank rank,
    Optional<ExactMinimum> minimum) {
  /** 10⁻¹²: far above rounding errors and far below what |u| is where it stays away from 0. */
  public static final Rational CLOSE = Rational.of(1, 1_000_000_000_000L);

  /** Looks at the end of a descent. */
  public static DescentEnd of(Descent descent) {
    Instance instance = descent.instance();
    ExactValues values = ExactValues.of(instance, KinkConvention.RIGHT);
    RationalMatrix u = values.preactivations(1);
    return new DescentEnd(
        descent,
        instance,
        values.mse().orElseThrow(),
        values.largestGradient(),
        atMost(Rational.ZERO, u),
        atMost(CLOSE, u),
        GradientRank.of(descent.settings().network(), descent.weights(), descent.data()).ofLayer(1),
        ExactMinimum.near(instance, CLOSE));
  }

  private static int atMost(Rational limit, RationalMatrix u) {
    int count = 0;
    for (int n = 0; n < u.rows(); n++) {
      for (int i = 0; i < u.columns(); i++) {
        count += u.get(n, i).abs().compareTo(limit) <= 0 ? 1 : 0;
      }
    }
    return count;
  }

  /** Whether an exact minimum with every u nonzero is close by. */
  public boolean isStrict() {
    return minimum.isPresent() && minimum.get().isStrict();
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return descent.least();
  }
}
