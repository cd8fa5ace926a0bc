package org.dlmcert.numeric.descent;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.network.FloatNetwork;
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
    FloatNetwork network = descent.settings().network();
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(network.widths(), ExactDouble.of(network.slope()), false),
            descent.data().exact(),
            List.of(LayerNoise.NONE),
            Optional.of(descent.weights().exact()));
    ExactValues values = ExactValues.of(instance, KinkConvention.RIGHT);
    RationalMatrix u = values.preactivations(1);
    return new DescentEnd(
        descent,
        instance,
        values.mse().orElseThrow(),
        largest(
            values.gradient(1).orElseThrow().values(), values.gradient(2).orElseThrow().values()),
        atMost(Rational.ZERO, u),
        atMost(CLOSE, u),
        GradientRank.of(network, descent.weights(), descent.data()).ofLayer(1),
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

  private static Rational largest(RationalMatrix... matrices) {
    Rational largest = Rational.ZERO;
    for (RationalMatrix matrix : matrices) {
      for (Rational entry : InstanceArchive.entries(matrix)) {
        largest = entry.abs().compareTo(largest) > 0 ? entry.abs() : largest;
      }
    }
    return largest;
  }

  /** Whether an exact minimum with every u nonzero is close by. */
  public boolean isStrict() {
    return minimum.isPresent() && minimum.get().isStrict();
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return descent.records().get(descent.records().size() - 1).least();
  }
}
