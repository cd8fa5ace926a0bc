package org.dlmcert.numeric.newton;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.commons.math3.exception.MathIllegalStateException;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.point.Point;
import org.dlmcert.point.nearby.Coordinate;
import org.dlmcert.point.nearby.CriticalGuess;
import org.dlmcert.point.nearby.Kink;
import org.dlmcert.progress.Interruption;
import org.jspecify.annotations.Nullable;

/**
 * Critical points of the loss near given weights, in double: descent with a decaying step shows
 * which preactivations tend to 0, and Newton's method solves for the point on these kinks. Those
 * with the least |u| are tried first none, then one, and so on.
 */
final class CriticalSearch {
  private static final int MOST_KINKS = 20;
  private static final int MOST_RELEASES = 6;
  private static final int MOST_NEWTON_STEPS = 60;
  private static final double MOST_MOVE = 0.2;
  private static final double CONVERGED = 1e-11;
  private static final double SINGULAR = 1e-13;
  private static final double NOT_ZERO = 1e-10;
  private static final int DESCENT_STEPS = 12_000;
  private static final int RESTARTS = 6;
  private static final int RESTART_STEPS = 2500;
  private static final double RESTART_RATE = 3e-2;
  private static final double MARGIN = 1e-6;
  private static final long SEED = 2015;
  private static final double FIRST_RATE = 1e-2;
  private static final int CONGRUENCE_BITS = 30;

  private final Instance instance;
  private final FloatData data;
  private final List<Coordinate> all;
  private final NewtonMisses misses = new NewtonMisses();
  private @Nullable End restarted; // what the restarts come to, once they have been made

  private record End(FloatWeights weights, double loss) {}

  CriticalSearch(Instance instance) {
    this.instance = instance;
    data = FloatData.of(instance);
    all = Coordinate.all(instance.network());
  }

  /** What is converged, and whether it is a minimum as far as double precision tells. */
  record Candidate(CriticalGuess guess, boolean minimum, double loss) {}

  /**
   * Why no isolated critical point of positive loss can exist; empty if it may (soundness.md 37).
   */
  static Optional<String> impossible(Network network, int samples) {
    long equations = (long) samples * network.outputs();
    int bias = network.bias() ? 1 : 0;
    for (int l = 1; l < network.depth(); l++) {
      long moving = (long) network.width(l) * (network.width(l - 1) + bias - 1);
      if (equations + MOST_KINKS < moving) {
        return Optional.of(
            "no critical point of positive loss can be isolated: "
                + moving
                + " weights of layer "
                + l
                + " move, beside one of each unit, more than the "
                + equations
                + " outputs on samples and the "
                + MOST_KINKS
                + " kinks that are tried");
      }
    }
    int last = network.width(network.depth() - 1) + bias;
    return samples < last
        ? Optional.of(
            "no critical point of positive loss can be isolated: each output has "
                + last
                + " weights, more than the "
                + samples
                + " samples")
        : Optional.empty();
  }

  /** Descends from the weights of the instance. */
  FloatWeights descended() throws InterruptedException {
    FloatWeights weights =
        FloatWeights.of(FloatNetwork.of(instance.network()), instance.weights().orElseThrow());
    return new AdamDescent(FIRST_RATE, DESCENT_STEPS).from(weights, data);
  }

  /** Weights of a smaller loss, from other starts: the least of a few, if it is smaller. */
  Optional<BetterPoint> better(double loss) throws InterruptedException {
    End end = restarted == null ? leastOfRestarts() : restarted;
    restarted = end;
    if (!(end.loss() < loss * (1 - MARGIN))) {
      return Optional.empty();
    }
    Weights weights = end.weights().exact();
    return Optional.of(
        new BetterPoint(weights, Point.of(instance).lossAt(weights), BetterPoint.Source.DESCENT));
  }

  private End leastOfRestarts() throws InterruptedException {
    Random random = new Random(SEED);
    End least =
        new End(FloatWeights.zero(FloatNetwork.of(instance.network())), Double.POSITIVE_INFINITY);
    for (int t = 0; t < RESTARTS; t++) {
      FloatWeights start = FloatWeights.zero(FloatNetwork.of(instance.network()));
      for (Coordinate c : all) {
        double size = Math.sqrt(2.0 / start.network().fanIn(c.layer()));
        start.set(c.layer(), c.unit(), c.input(), size * random.nextGaussian());
      }
      FloatWeights end = new AdamDescent(RESTART_RATE, RESTART_STEPS).from(start, data);
      double reached = new FloatLagrangian(end, data, List.of()).loss();
      least = reached < least.loss() ? new End(end, reached) : least;
    }
    return least;
  }

  /** Candidates on more and more kinks. */
  List<Candidate> candidates(FloatWeights weights) throws InterruptedException {
    List<Kink> nearest = nearestKinks(weights);
    List<Candidate> candidates = new ArrayList<>();
    for (int m = 0; m <= Math.min(MOST_KINKS, nearest.size()); m++) {
      Interruption.check();
      List<Kink> kinks = nearest.subList(0, m).stream().sorted().toList();
      newton(weights.copy(), kinks, MOST_RELEASES).ifPresent(candidates::add);
    }
    candidates.sort(Comparator.comparing(c -> !c.minimum()));
    return candidates;
  }

  private List<Kink> nearestKinks(FloatWeights weights) {
    FloatLagrangian at = new FloatLagrangian(weights, data, List.of());
    record Distance(Kink kink, double size) {}
    List<Distance> distances = new ArrayList<>();
    for (int l = 1; l < weights.network().depth(); l++) {
      for (int n = 0; n < data.samples(); n++) {
        for (int i = 0; i < weights.network().width(l); i++) {
          if (data.noise(l, n, i) != 0 && weights.network().slope() != 1) {
            double size = 1e-3;
            for (int j = 0; j < weights.network().fanIn(l); j++) {
              size += Math.abs(weights.get(l, i, j) * at.output(l - 1, j, n));
            }
            distances.add(
                new Distance(new Kink(l, i, n), Math.abs(at.preactivation(l, i, n)) / size));
          }
        }
      }
    }
    return distances.stream()
        .sorted(Comparator.comparingDouble(Distance::size))
        .limit(MOST_KINKS)
        .map(Distance::kink)
        .toList();
  }

  /** Why attempts gave no candidate. */
  String misses() {
    return misses.words();
  }

  private Optional<Candidate> missed(NewtonMisses.Cause cause, double number) {
    misses.add(cause, number);
    return Optional.empty();
  }

  private Optional<Candidate> newton(FloatWeights weights, List<Kink> kinks, int releases) {
    FloatLagrangian at = new FloatLagrangian(weights, data, kinks);
    Optional<GuessedGauge> gauge = GuessedGauge.of(weights, data, at, kinks);
    double[] multipliers = new double[kinks.size()];
    double last = Double.POSITIVE_INFINITY;
    for (int t = 0; t < MOST_NEWTON_STEPS && gauge.isPresent(); t++) {
      if (!Double.isFinite(at.loss())) {
        return missed(NewtonMisses.Cause.NOT_FINITE, 0);
      }
      List<Coordinate> moving = gauge.get().coordinates(all);
      double[][] h = at.hessian(moving, multipliers);
      if (h.length == 0) {
        return missed(NewtonMisses.Cause.SINGULAR, 0);
      }
      if (last < CONVERGED) {
        List<Kink> strict = at.strict(multipliers);
        if (strict.size() < kinks.size()) {
          return releases == 0
              ? missed(NewtonMisses.Cause.NOT_STRICT, at.largestDecrease(multipliers))
              : newton(weights, strict, releases - 1);
        }
        return judged(weights, kinks, multipliers, gauge.get(), at, h);
      }
      Optional<double[][]> inverse = GuessedMatrix.inverse(h);
      if (inverse.isEmpty()) {
        return missed(NewtonMisses.Cause.SINGULAR, 0);
      }
      double[] step =
          new Array2DRowRealMatrix(inverse.get(), false).operate(at.gradient(moving, multipliers));
      last = 0;
      for (int p = 0; p < moving.size(); p++) {
        last = Math.max(last, Math.abs(step[p]));
      }
      double factor = Math.min(1, MOST_MOVE / last);
      for (int p = 0; p < moving.size(); p++) {
        Coordinate c = moving.get(p);
        double w = weights.get(c.layer(), c.unit(), c.input());
        weights.set(c.layer(), c.unit(), c.input(), w - factor * step[p]);
      }
      for (int k = 0; k < multipliers.length; k++) {
        multipliers[k] -= factor * step[moving.size() + k];
      }
      at = new FloatLagrangian(weights, data, kinks);
      gauge = GuessedGauge.of(weights, data, at, kinks);
    }
    return gauge.isEmpty()
        ? missed(NewtonMisses.Cause.GAUGE, 0)
        : missed(NewtonMisses.Cause.NO_CONVERGENCE, last);
  }

  private Optional<Candidate> judged(
      FloatWeights weights,
      List<Kink> kinks,
      double[] multipliers,
      GuessedGauge gauge,
      FloatLagrangian at,
      double[][] h) {
    Optional<double[][]> inverse = GuessedMatrix.inverse(h);
    if (inverse.isEmpty()) {
      return missed(NewtonMisses.Cause.SINGULAR, 0);
    }
    double nearest = nearestOtherKink(weights, kinks, at);
    if (nearest < NOT_ZERO) {
      return missed(NewtonMisses.Cause.OTHER_KINK, nearest);
    }
    EigenDecomposition eigen;
    try {
      eigen = new EigenDecomposition(new Array2DRowRealMatrix(h, false));
    } catch (MathIllegalStateException noConvergence) {
      return missed(NewtonMisses.Cause.SINGULAR, 0);
    }
    double[] values = eigen.getRealEigenvalues();
    double largest = Arrays.stream(values).map(Math::abs).max().orElse(0);
    double least = Arrays.stream(values).map(Math::abs).min().orElse(0);
    if (!(least > SINGULAR * largest)) {
      return missed(NewtonMisses.Cause.SINGULAR, largest == 0 ? 0 : least / largest);
    }
    int negative = 0;
    List<List<BigInteger>> congruence = new ArrayList<>();
    for (int p = 0; p < h.length; p++) {
      double value = values[p];
      negative += value < 0 ? 1 : 0;
      double factor = Math.scalb(1 / Math.sqrt(Math.abs(value)), CONGRUENCE_BITS);
      congruence.add(
          Arrays.stream(eigen.getEigenvector(p).toArray())
              .mapToObj(x -> GuessedMatrix.nearest(factor * x, 0))
              .toList());
    }
    List<Rational> exact = new ArrayList<>();
    all.forEach(c -> exact.add(ExactDouble.of(weights.get(c.layer(), c.unit(), c.input()))));
    return Optional.of(
        new Candidate(
            new CriticalGuess(
                exact,
                kinks,
                Arrays.stream(multipliers).mapToObj(ExactDouble::of).toList(),
                gauge.groups(),
                gauge.moving(),
                GuessedMatrix.rounded(inverse.get()),
                congruence),
            negative == kinks.size(),
            at.loss()));
  }

  /** The least |u| beside the kinks that is not 0. */
  private double nearestOtherKink(FloatWeights weights, List<Kink> kinks, FloatLagrangian at) {
    double nearest = Double.POSITIVE_INFINITY;
    for (int l = 1; l < weights.network().depth(); l++) {
      for (int n = 0; n < data.samples(); n++) {
        for (int i = 0; i < weights.network().width(l); i++) {
          double u = Math.abs(at.preactivation(l, i, n));
          if (u > 0 && u < nearest && !kinks.contains(new Kink(l, i, n))) {
            nearest = Math.min(nearest, u);
          }
        }
      }
    }
    return nearest;
  }
}
