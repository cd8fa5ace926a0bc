package org.dlmcert.numeric.ends;

import java.util.Collections;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.InstanceArchive;
import org.dlmcert.numeric.descent.Descent;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.numeric.rank.GradientRank;
import org.dlmcert.numeric.rank.ProvenRank;
import org.dlmcert.numeric.vectors.ExactValues;
import org.dlmcert.point.Point;

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
    FloatNetwork network = descent.settings().network();
    Instance instance =
        new Instance(
            Optional.empty(),
            new Network(network.widths(), ExactDouble.of(network.slope()), false),
            descent.data().exact(),
            Collections.nCopies(network.depth() - 1, LayerNoise.NONE),
            Optional.of(descent.weights().exact()));
    ExactValues values = ExactValues.of(instance, KinkConvention.RIGHT);
    Rational largest = Rational.ZERO;
    for (int l = 1; l <= network.depth(); l++) {
      for (Rational entry : InstanceArchive.entries(values.gradient(l).orElseThrow().values())) {
        largest = entry.abs().compareTo(largest) > 0 ? entry.abs() : largest;
      }
    }
    return new DeepDescentEnd(
        descent,
        instance,
        Point.of(instance).loss(),
        largest,
        GradientRank.of(network, descent.weights(), descent.data()).full());
  }

  /** The smallest |u| at the end, as computed in double. */
  public double least() {
    return descent.records().get(descent.records().size() - 1).least();
  }

  long seed() {
    return descent.settings().seed();
  }
}
