package org.dlmcert.point;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.exact.LeastSquares;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Weights with a smaller loss than that of a local minimum, anywhere.
 *
 * <p>Two sources, the first that helps, and the best it has: pairs of units that act as linear maps
 * (one hidden layer without noise, theory of the bad minima of every data set); random hidden
 * weights with the last layer fitted by least squares. Everything is seeded, and losses are exact.
 */
final class BetterPointSearch {
  private static final long SEED = 1605_08361L;
  private static final int ATTEMPTS = 24;
  private static final int FEW_PARAMETERS = 60;

  /** Unknowns of a least-squares fit. */
  private static final int MOST_UNKNOWNS = 400;

  private final Point point;
  private final Progress progress;

  BetterPointSearch(Point point, Progress progress) {
    this.point = point;
    this.progress = progress;
  }

  /**
   * Weights with a smaller loss, if some are found.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  Optional<BetterPoint> find() throws InterruptedException {
    progress.stage("weights with a smaller loss", Progress.UNKNOWN);
    Optional<BetterPoint> found = best(this::pairedUnits, BetterPoint.Source.PAIRED_UNITS);
    if (found.isEmpty()) {
      found = best(this::lastLayerFit, BetterPoint.Source.LAST_LAYER_FIT);
    }
    return found;
  }

  private interface Attempt {
    Optional<Weights> weights(Random random, int range);
  }

  /** The best of some attempts; of fewer, where each of them is expensive. */
  private Optional<BetterPoint> best(Attempt attempt, BetterPoint.Source source) {
    Random random = new Random(SEED);
    int attempts = new ParameterLayout(point.network()).size() <= FEW_PARAMETERS ? ATTEMPTS : 2;
    Optional<BetterPoint> best = Optional.empty();
    for (int k = 0; k < attempts; k++) {
      Interruption.check();
      Optional<BetterPoint> found = better(attempt.weights(random, 3 + k), source);
      if (found.isPresent()
          && (best.isEmpty() || found.get().loss().compareTo(best.get().loss()) < 0)) {
        best = found;
      }
      if (best.isPresent() && best.get().loss().isZero()) {
        break;
      }
    }
    return best;
  }

  private Optional<BetterPoint> better(Optional<Weights> weights, BetterPoint.Source source) {
    return weights
        .map(w -> new BetterPoint(w, point.lossAt(w), source))
        .filter(found -> found.loss().compareTo(point.loss()) < 0);
  }

  /** Units 2j and 2j+1 have rows ŵ_j + t·c_j and t·c_j with output weights 1 and -1. */
  private Optional<Weights> pairedUnits(Random random, int range) {
    Network network = point.network();
    int pairs = network.width(1) / 2;
    RationalMatrix inputs = point.below(1);
    int d = inputs.rows();
    if (network.depth() != 2
        || network.outputs() != 1
        || !(point.instance().noise(1) instanceof LayerNoise.None)
        || pairs == 0
        || pairs * d > MOST_UNKNOWNS) {
      return Optional.empty();
    }
    RationalMatrix cells =
        RationalMatrix.of(pairs, d, (i, j) -> Rational.of(random.nextInt(2 * range + 1) - range));
    RationalMatrix u = cells.times(inputs);
    for (int i = 0; i < pairs; i++) {
      for (int n = 0; n < inputs.columns(); n++) {
        if (u.get(i, n).isZero() && !point.isVoid(1, n)) {
          return Optional.empty();
        }
      }
    }
    RationalMatrix features =
        RationalMatrix.of(
            pairs * d,
            inputs.columns(),
            (r, n) ->
                u.get(r / d, n).signum() < 0
                    ? inputs.get(r % d, n).times(network.slope())
                    : inputs.get(r % d, n));
    RationalMatrix fit =
        LeastSquares.solve(Gradient.withOnes(features, network.bias()), point.targets());
    RationalMatrix fitted = RationalMatrix.of(pairs, d, (i, j) -> fit.get(i * d + j, 0));
    Rational t = factor(fitted.times(inputs), u);
    List<Rational> rows = new ArrayList<>();
    for (int i = 0; i < network.width(1); i++) {
      int pair = i / 2;
      for (int j = 0; j < d; j++) {
        Rational c = pair < pairs ? cells.get(pair, j).times(t) : cells.get(0, j);
        rows.add(pair < pairs && i % 2 == 0 ? c.plus(fitted.get(pair, j)) : c);
      }
    }
    for (int i = 0; i < network.width(1); i++) {
      rows.add(i / 2 < pairs ? Rational.of(i % 2 == 0 ? 1 : -1) : Rational.ZERO);
    }
    if (network.bias()) {
      rows.add(fit.get(pairs * d, 0));
    }
    return Optional.of(new ParameterLayout(network).weights(rows));
  }

  /** A t so large that fitted + t·c has the signs of c. */
  private static Rational factor(RationalMatrix fitted, RationalMatrix u) {
    Rational t = Rational.ONE;
    for (int i = 0; i < u.rows(); i++) {
      for (int n = 0; n < u.columns(); n++) {
        if (!u.get(i, n).isZero()) {
          Rational ratio = fitted.get(i, n).abs().dividedBy(u.get(i, n).abs());
          Rational above =
              Rational.of(ratio.numerator().divide(ratio.denominator()).add(BigInteger.ONE));
          t = above.compareTo(t) > 0 ? above : t;
        }
      }
    }
    return t;
  }

  private Optional<Weights> lastLayerFit(Random random, int range) {
    Network network = point.network();
    int depth = network.depth();
    if (network.width(depth - 1) > MOST_UNKNOWNS) {
      return Optional.empty();
    }
    ParameterLayout layout = new ParameterLayout(network);
    List<Rational> vector =
        new ArrayList<>(
            IntStream.range(0, layout.size())
                .mapToObj(k -> Rational.of(random.nextInt(2 * range + 1) - range))
                .toList());
    RationalMatrix features =
        Gradient.withOnes(
            ForwardPass.through(point.at(layout.weights(vector)), depth - 1).output(depth - 1),
            network.bias());
    RationalMatrix fit = LeastSquares.solve(features, point.targets());
    for (int k = 0; k < network.outputs(); k++) {
      int offset = layout.offset(depth, k);
      for (int j = 0; j < fit.rows(); j++) {
        vector.set(offset + j, fit.get(j, k));
      }
    }
    return Optional.of(layout.weights(vector));
  }
}
