package org.dlmcert.numeric.newton;

import java.util.Optional;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.RealMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.nearby.ZeroLossBall;

/** Left inverses of G at given weights, by normal equations in double. */
public final class BallSearch {
  private BallSearch() {}

  /**
   * A search for balls around the weights of an instance.
   *
   * @return empty if G has dependent columns, as far as double precision tells
   */
  public static Optional<ZeroLossBall> at(Instance instance) {
    FloatWeights weights =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    RealMatrix g =
        new Array2DRowRealMatrix(FloatGradient.of(weights, FloatData.of(instance)).full(), false);
    if (g.getColumnDimension() == 0 || g.getColumnDimension() > g.getRowDimension()) {
      return Optional.empty();
    }
    return GuessedMatrix.inverse(g.transpose().multiply(g).getData())
        .map(inverse -> new Array2DRowRealMatrix(inverse, false).multiply(g.transpose()).getData())
        .map(left -> new ZeroLossBall(instance, GuessedMatrix.rounded(left)));
  }
}
