package org.dlmcert.checker.faces;

import java.util.Arrays;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;

/** One choice of a face and a sign of the output weight for each unit (format.md 5.30). */
record FaceChoice(Network network, Rational[][] x, List<State> states, Steps steps, String place) {

  /** A face of one unit, by its number, and the sign q of the output weight. */
  record State(int index, UnitFaces.Face signs, int q) {
    int face() {
      return index;
    }
  }

  private int dimensions() {
    return network.width(0) + (network.bias() ? 1 : 0);
  }

  /** Rejects z unless every unit has its signs, and z_i = 0 where q_i = 0. */
  void requireInside(Rational[] z) {
    int d = dimensions();
    for (int i = 0; i < states.size(); i++) {
      State state = states.get(i);
      Rational[] own = Arrays.copyOfRange(z, i * d, (i + 1) * d);
      int unit = i;
      for (int n = 0; n < x.length && state.q() != 0; n++) {
        int sample = n;
        int sign = Vectors.dot(own, x[n], steps.work()).signum();
        steps.require(
            Vectors.isZero(x[n]) || sign == state.q() * state.signs().sign(n),
            place + ".point",
            () -> "unit " + unit + " has another sign on sample " + sample);
      }
      steps.require(
          state.q() != 0 || Vectors.isZero(own),
          place + ".point",
          () -> "unit " + unit + " is not zero, but its output weight is");
    }
  }

  /** Rejects the evidence unless it excludes every minimum. */
  void requireContradiction(LocalMinimaRule.Nothing nothing) {
    steps.work().add(states.size() + nothing.directions().size(), x.length, dimensions());
    Rational[] nu = new Rational[x.length];
    Arrays.fill(nu, nothing.sum());
    for (LocalMinimaRule.Direction direction : nothing.directions()) {
      addDerivative(nu, direction);
    }
    Rational[][] blocks = blocks(nu);
    boolean strict = addTerms(blocks, nothing.lambda());
    for (int i = 0; i < blocks.length; i++) {
      int unit = i;
      steps.require(
          states.get(i).q() == 0 || Vectors.isZero(blocks[i]),
          place + ".lambda",
          () -> "block " + unit + " is not zero");
    }
    Rational[] ones = new Rational[x.length];
    Arrays.fill(ones, Rational.ONE);
    steps.require(
        !network.bias() || Vectors.dot(nu, ones, steps.work()).signum() == 0,
        place + ".sum",
        () -> "the sum over the samples is not zero");
    int sign = Vectors.dot(nu, MinimaClaim.targets(network), steps.work()).signum();
    steps.require(
        sign > 0 || sign == 0 && strict,
        place + ".directions",
        () -> "the directions do not contradict each other");
  }

  /** Adds q·ε_n·ψ_n(v), or ε_n·ψ_n(v) if q = 0. */
  private void addDerivative(Rational[] nu, LocalMinimaRule.Direction direction) {
    State state = states.get(direction.unit());
    for (int n = 0; n < nu.length; n++) {
      Rational u = Vectors.dot(x[n], direction.move(), steps.work());
      int sign = state.signs().sign(n) == 0 ? u.signum() : state.signs().sign(n);
      Rational slope = sign < 0 ? network.slope() : Rational.ONE;
      Rational noise = network.noise(1).factor(direction.unit(), n);
      Rational factor = Vectors.times(noise, slope, steps.work());
      Rational term = Vectors.times(factor, u, steps.work());
      nu[n] =
          state.q() < 0
              ? Vectors.minus(nu[n], term, steps.work())
              : Vectors.plus(nu[n], term, steps.work());
    }
  }

  /** Σ ν_n·a_{i,n}·x⁽ⁿ⁾ for every unit with q ≠ 0. */
  private Rational[][] blocks(Rational[] nu) {
    Rational[][] blocks = new Rational[states.size()][dimensions()];
    for (int i = 0; i < blocks.length; i++) {
      Arrays.fill(blocks[i], Rational.ZERO);
      for (int n = 0; n < nu.length && states.get(i).q() != 0; n++) {
        int sign = states.get(i).signs().sign(n);
        if (sign != 0) {
          Rational slope = sign < 0 ? network.slope() : Rational.ONE;
          Rational a = Vectors.times(network.noise(1).factor(i, n), slope, steps.work());
          addInput(blocks[i], n, Vectors.times(nu[n], a, steps.work()));
        }
      }
    }
    return blocks;
  }

  private void addInput(Rational[] block, int sample, Rational factor) {
    for (int j = 0; j < block.length && factor.signum() != 0; j++) {
      Rational term = Vectors.times(x[sample][j], factor, steps.work());
      block[j] = Vectors.plus(block[j], term, steps.work());
    }
  }

  /** Adds the terms of λ; returns whether one of them is at a sign that is not 0. */
  private boolean addTerms(Rational[][] blocks, List<LocalMinimaRule.Term> lambda) {
    boolean strict = false;
    long last = -1;
    for (int k = 0; k < lambda.size(); k++) {
      LocalMinimaRule.Term term = lambda.get(k);
      State state = states.get(term.unit());
      int sign = state.signs().sign(term.sample());
      long at = (long) term.unit() * x.length + term.sample();
      boolean allowed = term.factor().signum() > 0 || sign == 0 && term.factor().signum() < 0;
      steps.require(
          at > last && allowed && state.q() != 0 && !Vectors.isZero(x[term.sample()]),
          place + ".lambda[" + k + "]",
          () -> "the factor is not allowed here");
      last = at;
      strict |= sign != 0;
      boolean minus = sign * state.q() < 0;
      Rational factor = term.factor();
      addInput(
          blocks[term.unit()],
          term.sample(),
          minus ? new Rational(factor.numerator().negate(), factor.denominator()) : factor);
    }
    return strict;
  }
}
