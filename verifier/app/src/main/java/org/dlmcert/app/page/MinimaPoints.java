package org.dlmcert.app.page;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;
import org.dlmcert.exact.Rational;

/**
 * Weights of minima, read from the evidence of a census (proofs/format.md, 5.26 and 5.30): some for
 * each loss. The choices of states of the units are counted as there: lexicographically, not
 * decreasing among units of equal noise.
 */
final class MinimaPoints {
  private static final int FOR_EACH_LOSS = 4;
  private static final int MOST_CHOICES = 20_000;
  private static final int MOST = 80;

  private final OneLayer network;
  private final Map<Rational, Integer> counted = new HashMap<>();
  private final List<Minimum> found = new ArrayList<>();

  private MinimaPoints(OneLayer network) {
    this.network = network;
  }

  /** The minima of a census, by increasing loss. */
  static List<Minimum> of(Accepted certificate) {
    OneLayer network = OneLayer.of(certificate.instance());
    if (network.inputs().isEmpty()) {
      return List.of();
    }
    MinimaPoints points = new MinimaPoints(network);
    Fields evidence = certificate.evidence();
    if (evidence.has("faces")) {
      points.faces(evidence);
    } else {
      points.cells(evidence);
    }
    points.found.sort((a, b) -> a.loss().compareTo(b.loss()));
    return points.found;
  }

  /** What one unit can be: a point of its cell or face, and the sign of its output weight. */
  private record State(List<Rational> point, int sign) {}

  private void cells(Fields evidence) {
    List<List<Rational>> cells = Accepted.numbers(evidence.rows("cells"));
    int[] choice = new int[network.units()];
    boolean more = !cells.isEmpty();
    List<Fields> choices = evidence.objects("choices");
    for (int k = 0; k < Math.min(MOST_CHOICES, choices.size()) && more; k++) {
      for (List<Rational> z : solutions(choices.get(k))) {
        inCells(choice, cells, z).ifPresent(this::add);
      }
      more = next(choice, cells.size());
    }
  }

  /** The solution, or the first of those with signs. */
  private static List<List<Rational>> solutions(Fields choice) {
    if (!choice.has("signs")) {
      return List.of(choice.texts("solution").stream().map(Accepted::number).toList());
    }
    return choice.list("signs").stream()
        .filter(Json.Array.class::isInstance)
        .limit(FOR_EACH_LOSS)
        .map(node -> Accepted.numbers(Fields.rows(new Json.Array(List.of(node)))).get(0))
        .toList();
  }

  private Optional<Minimum> inCells(
      int[] choice, List<List<Rational>> cells, List<Rational> solution) {
    List<State> states = new ArrayList<>();
    for (int i = 0; i < choice.length; i++) {
      Optional<Integer> sign = sign(block(solution, i), cells.get(choice[i]));
      if (sign.isEmpty()) {
        return Optional.empty();
      }
      states.add(new State(cells.get(choice[i]), sign.get()));
    }
    return Optional.of(minimum(states, solution));
  }

  /** The sign q with q·z in the cell of a point, 0 for z = 0. */
  private Optional<Integer> sign(List<Rational> z, List<Rational> cell) {
    if (z.stream().allMatch(Rational::isZero)) {
      return Optional.of(0);
    }
    int sign = 0;
    for (List<Rational> x : network.inputs()) {
      int inside = OneLayer.product(cell, x).signum();
      if (inside != 0) {
        int s = inside * OneLayer.product(z, x).signum();
        if (s == 0 || (sign != 0 && s != sign)) {
          return Optional.empty();
        }
        sign = s;
      }
    }
    return Optional.of(sign == 0 ? 1 : sign);
  }

  private void faces(Fields evidence) {
    List<State> states = new ArrayList<>();
    for (List<Rational> point : Accepted.numbers(evidence.rows("faces"))) {
      states.add(new State(point, 1));
      if (network.inputs().stream()
          .noneMatch(
              x -> OneLayer.product(point, x).isZero() && !x.stream().allMatch(Rational::isZero))) {
        states.add(new State(point, 0));
      }
      states.add(new State(point, -1));
    }
    int[] choice = new int[network.units()];
    boolean more = !states.isEmpty();
    List<Fields> choices = evidence.objects("choices");
    for (int k = 0; k < Math.min(MOST_CHOICES, choices.size()) && more; k++) {
      if (choices.get(k).has("point")) {
        List<State> chosen = new ArrayList<>();
        for (int t : choice) {
          chosen.add(states.get(t));
        }
        add(minimum(chosen, choices.get(k).texts("point").stream().map(Accepted::number).toList()));
      }
      more = next(choice, states.size());
    }
  }

  private Minimum minimum(List<State> states, List<Rational> solution) {
    List<List<Rational>> units = new ArrayList<>();
    List<Rational> outputs = new ArrayList<>();
    for (int i = 0; i < states.size(); i++) {
      int sign = states.get(i).sign();
      List<Rational> z = block(solution, i);
      units.add(
          sign == 0
              ? states.get(i).point()
              : sign > 0 ? z : z.stream().map(Rational::negate).toList());
      outputs.add(Rational.of(sign));
    }
    Rational bias = network.bias() ? solution.get(solution.size() - 1) : Rational.ZERO;
    return new Minimum(network.loss(units, outputs, bias), units, outputs, bias);
  }

  private List<Rational> block(List<Rational> solution, int unit) {
    return solution.subList(unit * network.dimension(), (unit + 1) * network.dimension());
  }

  private void add(Minimum minimum) {
    int before = counted.merge(minimum.loss(), 1, Integer::sum);
    if (before <= FOR_EACH_LOSS && found.size() < MOST) {
      found.add(minimum);
    }
  }

  /** The next choice in order; false after the last. */
  private boolean next(int[] choice, int states) {
    for (int i = choice.length - 1; i >= 0; i--) {
      if (choice[i] + 1 < states) {
        choice[i]++;
        for (int j = i + 1; j < choice.length; j++) {
          int twin = network.twin(j);
          choice[j] = twin < 0 ? 0 : choice[twin];
        }
        return true;
      }
    }
    return false;
  }

  /** Weights that a certificate gives as the least. */
  static List<Minimum> ofWeights(Accepted certificate, Fields weights) {
    OneLayer network = OneLayer.of(certificate.instance());
    List<List<List<String>>> tables = weights.tables("weights");
    List<List<Rational>> units = new ArrayList<>();
    List<List<Rational>> biases =
        weights.has("biases") ? Accepted.numbers(weights.rows("biases")) : List.of();
    List<List<Rational>> rows = Accepted.numbers(tables.get(0));
    for (int i = 0; i < rows.size(); i++) {
      List<Rational> unit = new ArrayList<>(rows.get(i));
      if (!biases.isEmpty()) {
        unit.add(biases.get(0).get(i));
      }
      units.add(unit);
    }
    List<Rational> outputs = Accepted.numbers(tables.get(1)).get(0);
    Rational bias = biases.isEmpty() ? Rational.ZERO : biases.get(1).get(0);
    if (units.size() != network.units() || network.inputs().isEmpty()) {
      return List.of();
    }
    return List.of(new Minimum(network.loss(units, outputs, bias), units, outputs, bias));
  }
}
