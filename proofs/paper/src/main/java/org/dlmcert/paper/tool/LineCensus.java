package org.dlmcert.paper.tool;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;

/**
 * All local minima of one hidden layer with one input, kinks included, by going through what a unit
 * can be: w_i below, at or above 0 with w_{2,i} of either sign, or w_i ≠ 0 with w_{2,i} = 0. The
 * units with w_i ≠ 0 ≠ w_{2,i} alone make the outputs, and their rows of G are orthogonal to the
 * residual at a local minimum: so these outputs are the projection of y, and what the other units
 * ask for is looked up. (At w_i = 0 = w_{2,i} the conditions are those of both sides of 0.)
 *
 * @param found the minima, with output weights 0 and ±1
 * @param choices the number of choices looked at
 */
public record LineCensus(List<Setting> found, int choices) {
  /** Sign of w_i and of w_{2,i}. */
  private record State(int side, int output) {}

  private static final List<State> STATES =
      List.of(
          new State(-1, -1),
          new State(-1, 0),
          new State(-1, 1),
          new State(0, -1),
          new State(0, 1),
          new State(1, -1),
          new State(1, 0),
          new State(1, 1));

  public LineCensus {
    found = List.copyOf(found);
  }

  /**
   * The minima.
   *
   * @param inputs X, 1×N, without a zero
   * @param noise E_1, d_1×N, with G of independent rows under every pattern
   * @param targets y, 1×N
   */
  public static LineCensus of(
      RationalMatrix inputs, RationalMatrix noise, Rational slope, RationalMatrix targets) {
    int units = noise.rows();
    int choices = 1;
    for (int i = 0; i < units; i++) {
      choices *= STATES.size();
    }
    List<Setting> found = new ArrayList<>();
    for (int choice = 0; choice < choices; choice++) {
      List<State> states = new ArrayList<>();
      for (int i = 0, rest = choice; i < units; i++, rest /= STATES.size()) {
        states.add(STATES.get(rest % STATES.size()));
      }
      point(states, inputs, noise, slope, targets)
          .filter(point -> new KinkConditions(point).hold())
          .ifPresent(found::add);
    }
    return new LineCensus(found, choices);
  }

  /** The point of a choice whose outputs are the projection of y; empty if it is not in it. */
  private static Optional<Setting> point(
      List<State> states,
      RationalMatrix inputs,
      RationalMatrix noise,
      Rational slope,
      RationalMatrix targets) {
    RationalMatrix sides =
        RationalMatrix.of(states.size(), 1, (i, j) -> Rational.of(states.get(i).side()));
    RationalMatrix u = sides.times(inputs);
    RationalMatrix rows =
        KhatriRao.product(
            RationalMatrix.of(
                noise.rows(),
                noise.columns(),
                (i, n) ->
                    u.get(i, n).signum() < 0 ? noise.get(i, n).times(slope) : noise.get(i, n)),
            inputs);
    int[] active =
        IntStream.range(0, states.size())
            .filter(i -> states.get(i).side() != 0 && states.get(i).output() != 0)
            .toArray();
    RationalMatrix chosen =
        RationalMatrix.of(active.length, inputs.columns(), (k, n) -> rows.get(active[k], n));
    RationalMatrix products = RowSpace.of(chosen).coefficients(targets);
    Rational[] w = new Rational[states.size()];
    for (int i = 0; i < w.length; i++) {
      w[i] = sides.get(i, 0);
    }
    for (int k = 0; k < active.length; k++) {
      State state = states.get(active[k]);
      w[active[k]] = products.get(0, k).times(Rational.of(state.output()));
      if (w[active[k]].signum() != state.side()) {
        return Optional.empty();
      }
    }
    return Optional.of(
        new Setting(
            inputs,
            List.of(noise),
            slope,
            List.of(
                RationalMatrix.of(w.length, 1, (i, j) -> w[i]),
                RationalMatrix.of(1, w.length, (o, i) -> Rational.of(states.get(i).output()))),
            targets));
  }
}
