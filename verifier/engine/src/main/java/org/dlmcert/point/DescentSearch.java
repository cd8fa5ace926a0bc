package org.dlmcert.point;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.exact.Rational;
import org.dlmcert.kink.DirectionalDerivative;
import org.dlmcert.kink.Nonnegativity;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;

/**
 * Directions in which the loss has a negative one-sided derivative.
 *
 * <p>With a gradient the answer is its sign. With kinks in the first hidden layer it is exact too:
 * the derivative is a sum of a linear part and of one {@link DirectionalDerivative} for each unit
 * with kinks, in separate variables; for one hidden layer that is always so. With kinks in layers
 * above, the rows of the topmost such layer are decided exactly, and seeded directions are tried
 * for the rest.
 */
final class DescentSearch {
  private static final int RANDOM_DIRECTIONS = 48;
  private static final long SEED = 1605_08361L;

  private final Point point;
  private final FirstOrder first;
  private final ParameterLayout layout;

  DescentSearch(Point point, FirstOrder first) {
    this.point = point;
    this.first = first;
    this.layout = new ParameterLayout(point.network());
  }

  /**
   * What came of it.
   *
   * @param descent a descent of first order, if one was found
   * @param isComplete whether no descent found means that there is none of first order
   * @param kinkFound whether a direction was seen whose derivative is not minus that of the
   *     opposite one
   * @param evidence why the units with kinks have no descent, ascending; after a complete search
   * @param undecided the first unit that is beyond the limits, if there is one
   */
  record Answer(
      Optional<Descent> descent,
      boolean isComplete,
      boolean kinkFound,
      List<UnitKinks> evidence,
      Optional<Undecided> undecided) {
    Answer {
      evidence = List.copyOf(evidence);
    }
  }

  /** A unit whose derivative has too many kinks. */
  record Undecided(int unit, Nonnegativity.TooMany many) {}

  /** Looks for a descent of first order. */
  Answer find() {
    List<Rational> known = layout.vector(first.known());
    if (known.stream().anyMatch(v -> !v.isZero())) {
      List<Rational> down = Descent.rounded(known.stream().map(Rational::negate).toList());
      Rational slope = Rational.dot(known, down);
      Descent descent = Descent.withStep(point, layout.weights(down), 1, slope);
      return new Answer(Optional.of(descent), true, false, List.of(), Optional.empty());
    }
    List<UnitKinks> evidence = new ArrayList<>();
    Optional<Undecided> undecided = Optional.empty();
    for (FirstOrder.UnitForm unit : first.forms()) {
      Interruption.check();
      Nonnegativity.Answer sign = Nonnegativity.decide(unit.form(), Nonnegativity.Limits.DEFAULT);
      if (sign instanceof Nonnegativity.Negative negative) {
        Optional<Descent> descent =
            Descent.along(
                point, layout.ofRow(unit.layer(), unit.unit(), shortened(unit.form(), negative)));
        return new Answer(descent, undecided.isEmpty(), false, evidence, undecided);
      }
      if (sign instanceof Nonnegativity.TooMany many) {
        undecided = undecided.or(() -> Optional.of(new Undecided(unit.unit(), many)));
      } else if (sign instanceof Nonnegativity.Nowhere nowhere && !unit.form().isLinear()) {
        evidence.add(new UnitKinks(unit.unit(), nowhere.evidence()));
      }
    }
    if (first.kinkLayer() <= 1) {
      return new Answer(Optional.empty(), undecided.isEmpty(), false, evidence, undecided);
    }
    Tries tries = random();
    return new Answer(tries.descent, false, tries.kinkFound, evidence, undecided);
  }

  /** The direction in few digits, if it is still one of descent. */
  private static List<Rational> shortened(
      DirectionalDerivative form, Nonnegativity.Negative negative) {
    List<Rational> rounded = Descent.rounded(negative.direction());
    return form.at(rounded).signum() < 0 ? rounded : negative.direction();
  }

  /** What came of the seeded directions. */
  private record Tries(Optional<Descent> descent, boolean kinkFound) {}

  private Tries random() {
    Random random = new Random(SEED);
    boolean kinkFound = false;
    for (int k = 0; k < RANDOM_DIRECTIONS; k++) {
      Interruption.check();
      Weights direction = randomDirection(layout, random);
      Weights opposite =
          layout.weights(layout.vector(direction).stream().map(Rational::negate).toList());
      Rational forward = LossPath.along(point, direction).derivative();
      Rational backward = LossPath.along(point, opposite).derivative();
      kinkFound |= !forward.plus(backward).isZero();
      if (forward.signum() < 0 || backward.signum() < 0) {
        return new Tries(
            Descent.along(point, forward.signum() < 0 ? direction : opposite), kinkFound);
      }
    }
    return new Tries(Optional.empty(), kinkFound);
  }

  static Weights randomDirection(ParameterLayout layout, Random random) {
    return layout.weights(
        layout.zeros().stream().map(zero -> Rational.of(random.nextInt(7) - 3)).toList());
  }
}
