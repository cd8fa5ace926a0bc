package org.dlmcert.numeric.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.CholeskyDecomposition;
import org.apache.commons.math3.linear.NonPositiveDefiniteMatrixException;
import org.apache.commons.math3.linear.RealMatrix;
import org.apache.commons.math3.linear.RealVector;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatGradient;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.nearby.Coordinate;
import org.dlmcert.point.nearby.ZeroGuess;
import org.dlmcert.progress.Interruption;

/**
 * Weights of almost no loss near given ones, by damped least-norm Newton steps in double (Levenberg
 * 1944, Marquardt 1963), and a well-conditioned choice of parameters to solve for.
 */
public final class ZeroSearch {
  private static final int MOST_STEPS = 300;
  private static final int MOST_REJECTED = 40;
  private static final double SMALL = 1e-26;
  static final double REACHED = 1e-12;
  private static final double INDEPENDENT = 1e-13;
  private static final double NEAR = 1e-9;
  private static final double LEAST_SHAKE = 1e-5;
  private static final int MOST_SHAKES = 8;
  private static final long SEED = 1969;
  private static final double START = 1e-3;
  private static final double FACTOR = 4;

  private final FloatData data;
  private final List<Coordinate> coordinates;
  private final Random random = new Random(SEED);
  private FloatWeights weights;
  private FloatGradient at;

  private ZeroSearch(Instance instance) {
    data = FloatData.of(instance);
    coordinates = Coordinate.all(instance.network());
    weights =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    at = FloatGradient.of(weights, data);
  }

  /**
   * Whether there are as many parameters as equations, beside the scalings of hidden units: else no
   * point of loss 0 has an invertible Jacobian.
   */
  public static boolean isPossible(Network network, int samples) {
    return (long) samples * network.outputs() <= mostEquations(network);
  }

  /** How many equations there may be. */
  static long mostEquations(Network network) {
    return Coordinate.all(network).size() - (long) network.hiddenUnits();
  }

  /** Where the search ended. */
  public sealed interface End {}

  /** At almost no loss, with an independent choice of parameters. */
  public record Guessed(ZeroGuess guess) implements End {}

  /**
   * At almost no loss, where no choice of parameters is independent.
   *
   * @param distance of the last one that was chosen from the span of those before, as a share of
   *     that of the first
   */
  public record Dependent(double distance) implements End {
    String words() {
      return String.format(
          Locale.ROOT,
          "the last one is at %.2g of the length of the first from the span of the others, instead"
              + " of more than %.0e",
          distance,
          INDEPENDENT);
    }
  }

  /**
   * Elsewhere.
   *
   * @param loss about the loss there, a decimal
   */
  public record Stuck(String loss) implements End {}

  /**
   * Searches from the weights of an instance.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static End near(Instance instance) throws InterruptedException {
    ZeroSearch search = new ZeroSearch(instance);
    search.descend();
    for (int t = 0; t < MOST_SHAKES && search.at.mse() < REACHED && search.isAtKink(); t++) {
      search.shake(Math.scalb(LEAST_SHAKE, t));
      search.descend();
    }
    if (!(search.at.mse() < REACHED)) {
      return new Stuck(String.format(Locale.ROOT, "%.3g", search.at.mse()));
    }
    return search.guess();
  }

  private void descend() throws InterruptedException {
    double damping = START;
    int rejected = 0;
    for (int s = 0; s < MOST_STEPS && rejected < MOST_REJECTED && at.mse() > SMALL; s++) {
      Interruption.check();
      Optional<FloatWeights> next = step(damping);
      FloatGradient there = next.isEmpty() ? at : FloatGradient.of(next.get(), data);
      if (there.mse() < at.mse()) {
        weights = next.orElseThrow();
        at = there;
        damping /= FACTOR;
        rejected = 0;
      } else {
        damping *= FACTOR;
        rejected++;
      }
    }
  }

  /** Steps that cross a kink to and fro may end on it, though zeros of the loss are beside it. */
  private boolean isAtKink() {
    for (int l = 1; l < weights.network().depth(); l++) {
      for (int n = 0; n < data.samples(); n++) {
        for (int i = 0; i < weights.network().width(l); i++) {
          double u = Math.abs(at.preactivation(l, i, n));
          if (u < NEAR && u > 0) {
            return true;
          }
        }
      }
    }
    return false;
  }

  private void shake(double size) {
    for (Coordinate c : coordinates) {
      double w = weights.get(c.layer(), c.unit(), c.input());
      weights.set(c.layer(), c.unit(), c.input(), w + size * random.nextGaussian());
    }
    at = FloatGradient.of(weights, data);
  }

  /** w - G(GᵀG + μI)⁻¹e. */
  private Optional<FloatWeights> step(double damping) {
    RealMatrix g = new Array2DRowRealMatrix(at.full(), false);
    RealMatrix normal = g.transpose().multiply(g);
    double scale = normal.getTrace() / normal.getRowDimension();
    for (int c = 0; c < normal.getRowDimension(); c++) {
      normal.addToEntry(c, c, damping * scale);
    }
    double[] t;
    try {
      t =
          new CholeskyDecomposition(normal, 1e-6, 0)
              .getSolver()
              .solve(vector(at.residuals()))
              .toArray();
    } catch (NonPositiveDefiniteMatrixException singular) {
      return Optional.empty();
    }
    double[] change = g.operate(t);
    FloatWeights next = weights.copy();
    for (int p = 0; p < change.length; p++) {
      Coordinate c = coordinates.get(p);
      next.set(
          c.layer(), c.unit(), c.input(), weights.get(c.layer(), c.unit(), c.input()) - change[p]);
    }
    return Optional.of(next);
  }

  private static RealVector vector(double[] values) {
    return new ArrayRealVector(values, false);
  }

  private End guess() {
    double[][] g = at.full();
    int equations = g[0].length;
    double[] equal = new double[g.length];
    Arrays.fill(equal, 1);
    IndependentRows.Choice choice = IndependentRows.choose(g, equal, equations);
    int[] moving = choice.rows();
    double[][] jacobian = new double[equations][equations];
    for (int row = 0; row < equations; row++) {
      for (int c = 0; c < equations; c++) {
        jacobian[row][c] = g[moving[c]][row];
      }
    }
    if (!(choice.lastShare() > INDEPENDENT)) {
      return new Dependent(choice.lastShare());
    }
    return GuessedMatrix.inverse(jacobian)
        .<End>map(
            inverse ->
                new Guessed(
                    new ZeroGuess(
                        exact(),
                        Arrays.stream(moving).boxed().toList(),
                        GuessedMatrix.rounded(inverse))))
        .orElseGet(() -> new Dependent(choice.lastShare()));
  }

  private List<Rational> exact() {
    List<Rational> values = new ArrayList<>();
    for (Coordinate c : coordinates) {
      values.add(ExactDouble.of(weights.get(c.layer(), c.unit(), c.input())));
    }
    return values;
  }
}
