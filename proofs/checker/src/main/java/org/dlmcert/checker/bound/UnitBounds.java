package org.dlmcert.checker.bound;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.ChoiceMatrix;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;

/** The leaves of a bound tree: what they say of each hidden unit (soundness.md section 30). */
final class UnitBounds {
  private final Network network;
  private final List<Rational[]> vectors;
  private final Steps steps;
  // X by columns, and by rows.
  private final Rational[][] x;
  private final Cleared[] rows;
  // Units of one number have equal noise.
  private final int[] noiseClass;

  UnitBounds(Network network, List<Rational[]> vectors, Steps steps) {
    this.network = network;
    this.vectors = vectors;
    this.steps = steps;
    x = ChoiceMatrix.columns(new LastHiddenLayer(network, steps.work()), network.samples());
    rows = new Cleared[LastHiddenLayer.inputs(network)];
    for (int j = 0; j < rows.length; j++) {
      int row = j;
      rows[j] = Cleared.of(Stream.of(x).map(c -> c[row]).toArray(Rational[]::new), steps.work());
    }
    int samples = network.noise(1).word().equals("none") ? 0 : network.samples();
    steps.work().add(network.width(1), samples + 1L);
    noiseClass = new int[network.width(1)];
    Map<List<Rational>, Integer> classes = new HashMap<>();
    for (int i = 0; i < noiseClass.length; i++) {
      List<Rational> row = new ArrayList<>();
      for (int n = 0; n < samples; n++) {
        row.add(network.noise(1).factor(i, n));
      }
      noiseClass[i] = classes.computeIfAbsent(row, r -> classes.size());
    }
  }

  boolean equalNoise(int unit, int other) {
    return noiseClass[unit] == noiseClass[other];
  }

  boolean isZero(int sample) {
    return Vectors.isZero(x[sample]);
  }

  /** The signs that are known of a unit contradict each other. */
  void requireEmpty(BoundNode.EmptyCell empty, UnitSigns signs, String place) {
    steps.require(!empty.lambda().isEmpty(), place, () -> "there are no factors");
    Rational[] k = new Rational[x.length];
    Arrays.fill(k, Rational.ZERO);
    for (BoundNode.Term term : empty.lambda()) {
      int n = term.sample();
      steps.require(
          term.factor().signum() > 0, place, () -> "the factor of " + n + " is not positive");
      steps.require(signs.knows(n), place, () -> "no sign of sample " + n + " is known");
      k[n] = signs.positive().get(n) ? term.factor() : negated(term.factor());
    }
    requireDependency(k, place);
  }

  private static Rational negated(Rational number) {
    return new Rational(number.numerator().negate(), number.denominator());
  }

  private void requireDependency(Rational[] k, String place) {
    steps.require(
        BoundTree.isDependency(k, rows, steps),
        place,
        () -> "the sum of k·x over the samples is not 0");
  }

  /** The loss of weights with the signs that are known is bounded by the vector. */
  void requireBound(BoundNode.Bound bound, UnitSigns[] known, String place) {
    steps.require(
        bound.vector() < vectors.size(), place, () -> "there is no vector " + bound.vector());
    Rational[] mu = vectors.get(bound.vector());
    for (int i = 0; i < known.length; i++) {
      int unit = i;
      String here = place + ".units[" + i + "]";
      steps.require(
          known[i].output() != 0,
          here,
          () -> "the sign of output weight " + unit + " is not known");
      requireNonnegative(i, mu, known[i], bound.units().get(i), here);
    }
  }

  /** The outputs of a unit have a nonnegative product with μ wherever the signs are the known. */
  private void requireNonnegative(
      int unit, Rational[] mu, UnitSigns signs, BoundNode.Factors factors, String place) {
    Rational[] given = new Rational[x.length];
    Arrays.fill(given, Rational.ZERO);
    BitSet isGiven = new BitSet();
    for (BoundNode.Term term : factors.given()) {
      given[term.sample()] = term.factor();
      isGiven.set(term.sample());
    }
    steps.work().add(x.length);
    Rational[] k = new Rational[x.length];
    for (int n = 0; n < k.length; n++) {
      int sample = n;
      boolean low = factors.low().get(n);
      steps.require(
          !low || !signs.knows(n), place, () -> "the sign of sample " + sample + " is known");
      if (isZero(n)) {
        k[n] = Rational.ZERO;
        continue;
      }
      Rational product = Vectors.times(mu[n], network.noise(1).factor(unit, n), steps.work());
      Rational high = signs.output() > 0 ? product : negated(product);
      Rational least = Vectors.times(network.slope(), high, steps.work());
      boolean below = low || signs.negative().get(n);
      k[n] = isGiven.get(n) ? given[n] : below ? least : high;
      boolean fits =
          (signs.negative().get(n) || Vectors.minus(high, k[n], steps.work()).signum() >= 0)
              && (signs.positive().get(n)
                  || Vectors.minus(k[n], least, steps.work()).signum() >= 0);
      steps.require(fits, place, () -> "the factor of sample " + sample + " is out of range");
    }
    requireDependency(k, place);
  }
}
