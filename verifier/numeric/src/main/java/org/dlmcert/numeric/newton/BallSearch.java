package org.dlmcert.numeric.newton;

import java.util.Optional;
import org.apache.commons.math3.exception.MathArithmeticException;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.nearby.FlowByModes;
import org.dlmcert.point.nearby.ZeroLossBall;

/** Left inverses of G at given weights, by normal equations, and its modes, in double. */
public final class BallSearch {
  private BallSearch() {}

  /**
   * A search for balls around the weights of an instance.
   *
   * @return empty if G has dependent columns, as far as double precision tells
   */
  public static Optional<ZeroLossBall> at(Instance instance) {
    return derivatives(instance)
        .flatMap(
            g ->
                GuessedMatrix.inverse(g.transpose().multiply(g).getData())
                    .map(
                        inverse -> new Array2DRowRealMatrix(inverse, false).multiply(g.transpose()))
                    .map(
                        left -> new ZeroLossBall(instance, GuessedMatrix.rounded(left.getData()))));
  }

  /**
   * A search for gradient flow that is followed in the eigenvectors of GᵀG.
   *
   * @return empty if G has more columns than rows, or no eigenvectors are found
   */
  public static Optional<FlowByModes> modes(Instance instance) {
    return derivatives(instance)
        .flatMap(g -> eigenvectors(g.transpose().multiply(g)))
        .map(
            q ->
                new FlowByModes(
                    instance,
                    GuessedMatrix.nearest(q.getData(), FlowByModes.BITS),
                    GuessedMatrix.nearest(q.transpose().getData(), FlowByModes.BITS)));
  }

  private static Optional<RealMatrix> eigenvectors(RealMatrix symmetric) {
    try {
      return Optional.of(new EigenDecomposition(symmetric).getV());
    } catch (MathIllegalStateException | MathArithmeticException noConvergence) {
      return Optional.empty();
    }
  }

  private static Optional<RealMatrix> derivatives(Instance instance) {
    FloatWeights weights =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    RealMatrix g =
        new Array2DRowRealMatrix(FloatGradient.of(weights, FloatData.of(instance)).full(), false);
    return g.getColumnDimension() == 0 || g.getColumnDimension() > g.getRowDimension()
        ? Optional.empty()
        : Optional.of(g);
  }
}
