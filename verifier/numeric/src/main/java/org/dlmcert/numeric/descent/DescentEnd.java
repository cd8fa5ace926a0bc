package org.dlmcert.numeric.descent;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.rank.GradientRank;
import org.dlmcert.numeric.rank.ProvenRank;

/**
 * The end of a descent, exactly: its weights and inputs are doubles, hence rationals.
 *
 * @param instance the instance with the final weights
 * @param loss the exact MSE
 * @param zeros preactivations that are exactly 0
 * @param rank the exact rank of G_1
 * @param minimum the exact minimum in the same cell, where there is one
 */
public record DescentEnd(
    Descent descent,
    Instance instance,
    Rational loss,
    int zeros,
    ProvenRank rank,
    Optional<ExactMinimum> minimum) {

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
    ForwardPass pass = ForwardPass.of(instance);
    RationalMatrix targets = instance.dataset().targets().orElseThrow();
    Rational squares = Rational.ZERO;
    for (int n = 0; n < instance.samples(); n++) {
      Rational e = pass.output(2).get(0, n).minus(targets.get(n, 0));
      squares = squares.plus(e.times(e));
    }
    return new DescentEnd(
        descent,
        instance,
        squares.dividedBy(Rational.of(2L * instance.samples())),
        zeros(pass.preactivation(1)),
        GradientRank.of(network, descent.weights(), descent.data()).ofLayer(1),
        ExactMinimum.near(instance));
  }

  private static int zeros(RationalMatrix u) {
    int zeros = 0;
    for (int i = 0; i < u.rows(); i++) {
      for (int n = 0; n < u.columns(); n++) {
        zeros += u.get(i, n).isZero() ? 1 : 0;
      }
    }
    return zeros;
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return descent.records().get(descent.records().size() - 1).least();
  }
}
