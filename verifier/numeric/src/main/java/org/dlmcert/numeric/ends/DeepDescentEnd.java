package org.dlmcert.numeric.ends;

import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.rank.GradientRank;
import org.dlmcert.numeric.rank.ProvenRank;
import org.dlmcert.numeric.vectors.ExactValues;

/**
 * The end of a descent of any depth, exactly: its weights and inputs are doubles, hence rationals.
 *
 * @param loss the exact MSE
 * @param largestGradient the largest |entry| of the exact gradient (with slope 1 where u is 0)
 * @param rank the exact rank of the full G
 */
public record DeepDescentEnd(
    Descent descent, Instance instance, Rational loss, Rational largestGradient, ProvenRank rank) {

  /** Looks at the end of a descent. */
  public static DeepDescentEnd of(Descent descent) {
    Instance instance = descent.instance();
    ExactValues values = ExactValues.of(instance, KinkConvention.RIGHT);
    return new DeepDescentEnd(
        descent,
        instance,
        values.mse().orElseThrow(),
        values.largestGradient(),
        GradientRank.of(descent.settings().network(), descent.weights(), descent.data()).full());
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return descent.least();
  }

  long seed() {
    return descent.settings().seed();
  }
}
