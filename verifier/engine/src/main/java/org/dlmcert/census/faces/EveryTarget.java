package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.ScaledProblem;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;

/**
 * Whether for given inputs, noise and slope every local minimum, at kinks or not, has loss 0
 * <em>whatever the targets</em>: one hidden layer, one output, squared losses, any slope.
 *
 * <p>It is so exactly if for every choice of a face and an output weight's sign for each unit, 0 is
 * the only vector of residuals that fulfils the conditions of a local minimum, which do not depend
 * on the targets (proofs/soundness.md, section 28). Exact: cones of residuals are cut unit by unit,
 * and whether one is {0} is a matter of at most 2N linear programs in N unknowns. With F faces of
 * one unit there are (2F)^D choices; a partial choice whose cone is {0} is not continued.
 */
public final class EveryTarget {
  private final CensusProblem problem;
  private final ScaledProblem scaled;
  private final UnitFaces faces;
  private final List<UnitFaces.State> states;
  private final Map<List<Integer>, StateDerivatives> derivatives = new ConcurrentHashMap<>();

  /** What is the case. */
  public sealed interface Answer {}

  /**
   * Every local minimum has loss 0, for all targets.
   *
   * @param cones how many choices, partial ones among them, were found to leave 0 alone
   */
  public record AllGlobal(long cones) implements Answer {}

  /**
   * A local minimum with a positive loss, for targets of its own.
   *
   * @param instance the instance with these targets, and with the weights
   * @param residuals outputs minus targets, N entries, not all 0
   */
  public record BadMinimum(Instance instance, List<Rational> residuals) implements Answer {
    public BadMinimum {
      residuals = List.copyOf(residuals);
    }
  }

  private EveryTarget(CensusProblem problem, UnitFaces faces) {
    this.problem = problem;
    this.faces = faces;
    this.scaled = new ScaledProblem(problem);
    this.states = faces.states().stream().filter(state -> state.sign() != 0).toList();
  }

  /**
   * Decides the question.
   *
   * @param instance L = 2, one output, noise that is not generic; its targets and weights play no
   *     part
   * @param maxFaces the most faces of one unit
   * @return empty if one unit has more faces
   * @throws IllegalArgumentException with a message for people, if the instance is another one
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<Answer> decide(Instance instance, int maxFaces)
      throws InterruptedException {
    RationalMatrix zeros = RationalMatrix.of(instance.samples(), 1, (n, k) -> Rational.ZERO);
    CensusProblem problem = CensusProblem.of(withTargets(instance, zeros, Optional.empty()));
    Optional<UnitFaces> faces = UnitFaces.of(problem, maxFaces);
    return faces.map(found -> new EveryTarget(problem, found).answer());
  }

  private static Instance withTargets(
      Instance instance, RationalMatrix targets, Optional<Weights> weights) {
    return new Instance(
        instance.name(),
        instance.network(),
        new Dataset(instance.dataset().inputs(), Optional.of(targets)),
        instance.noise(),
        weights);
  }

  private Answer answer() {
    List<Inequality> system = new ArrayList<>();
    if (problem.bias()) {
      BigInteger[] ones = new BigInteger[problem.samples()];
      Arrays.fill(ones, BigInteger.ONE);
      addEquation(system, ones);
    }
    Search search = new Search();
    return search
        .extend(new int[0], system, Optional.empty())
        .<Answer>map(choice -> bad(choice.states(), choice.residuals()))
        .orElseGet(() -> new AllGlobal(search.cones));
  }

  private static void addNonnegative(List<Inequality> system, BigInteger[] row) {
    system.add(new Inequality(List.of(row), false));
  }

  private static void addEquation(List<Inequality> system, BigInteger[] row) {
    addNonnegative(system, row);
    system.add(new Inequality(Arrays.stream(row).map(BigInteger::negate).toList(), false));
  }

  /** States of all units, and residuals other than 0 that fulfil their conditions. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Choice(int[] states, List<BigInteger> residuals) {}

  /** Depth first over the units. */
  private final class Search {
    private long cones;

    /**
     * Continues the states of the first units to a choice of residuals other than 0, if they can
     * be.
     *
     * @param known residuals that fulfil the conditions of all but the last of these units
     */
    Optional<Choice> extend(
        int[] prefix, List<Inequality> system, Optional<List<BigInteger>> known) {
      Interruption.check();
      Optional<List<BigInteger>> found =
          known.filter(e -> fulfils(e, system)).or(() -> nonzero(system));
      if (found.isEmpty()) {
        cones++;
        return Optional.empty();
      }
      if (prefix.length == problem.units()) {
        return Optional.of(new Choice(prefix, found.get()));
      }
      int unit = prefix.length;
      int before = problem.equalBefore(unit);
      int[] next = Arrays.copyOf(prefix, unit + 1);
      for (int state = before < 0 ? 0 : prefix[before]; state < states.size(); state++) {
        next[unit] = state;
        List<Inequality> more = new ArrayList<>(system);
        for (StateDerivatives.Condition condition : derivatives(unit, state).conditions()) {
          if (condition.equation()) {
            addEquation(more, condition.derivative());
          } else {
            addNonnegative(more, condition.derivative());
          }
        }
        Optional<Choice> choice = extend(next.clone(), more, found);
        if (choice.isPresent()) {
          return choice;
        }
      }
      return Optional.empty();
    }
  }

  private StateDerivatives derivatives(int unit, int state) {
    UnitFaces.State chosen = states.get(state);
    Faces.Face face = faces.faces().get(chosen.face());
    return derivatives.computeIfAbsent(
        List.of(unit, state), key -> StateDerivatives.of(scaled, unit, face, chosen.sign()));
  }

  private static boolean fulfils(List<BigInteger> e, List<Inequality> system) {
    return system.stream().allMatch(row -> IntegerVectors.dot(row.coefficients(), e).signum() >= 0);
  }

  /** A solution other than 0. */
  private Optional<List<BigInteger>> nonzero(List<Inequality> system) {
    int samples = problem.samples();
    for (int n = 0; n < samples; n++) {
      for (BigInteger sign : List.of(BigInteger.ONE, BigInteger.ONE.negate())) {
        int place = n;
        List<Inequality> strict = new ArrayList<>(system);
        strict.add(
            new Inequality(
                IntStream.range(0, samples)
                    .mapToObj(k -> k == place ? sign : BigInteger.ZERO)
                    .toList(),
                true));
        if (HomogeneousInequalities.decide(samples, strict)
            instanceof HomogeneousInequalities.Solvable solvable) {
          return Optional.of(solvable.point());
        }
      }
    }
    return Optional.empty();
  }

  /** The point of these faces with output weights ±1 and output bias 0, and its targets. */
  private BadMinimum bad(int[] chosen, List<BigInteger> residuals) {
    int units = problem.units();
    int inputs = problem.dimensions() - (problem.bias() ? 1 : 0);
    List<List<Rational>> rows =
        IntStream.range(0, units)
            .mapToObj(i -> faces.faces().get(states.get(chosen[i]).face()).point())
            .toList();
    List<Rational> targets = new ArrayList<>();
    List<Rational> e = residuals.stream().map(Rational::of).toList();
    for (int n = 0; n < problem.samples(); n++) {
      Rational output = Rational.ZERO;
      for (int i = 0; i < units; i++) {
        Rational u = problem.inputs().dot(rows.get(i), n);
        Rational slope = u.signum() < 0 ? problem.slope() : Rational.ONE;
        output =
            output.plus(
                u.times(slope)
                    .times(problem.noise().get(i, n))
                    .times(Rational.of(states.get(chosen[i]).sign())));
      }
      targets.add(output.minus(e.get(n)));
    }
    RationalMatrix first = RationalMatrix.of(units, inputs, (i, j) -> rows.get(i).get(j));
    RationalMatrix second =
        RationalMatrix.of(1, units, (k, i) -> Rational.of(states.get(chosen[i]).sign()));
    Optional<List<List<Rational>>> biases =
        problem.bias()
            ? Optional.of(
                List.of(rows.stream().map(row -> row.get(inputs)).toList(), List.of(Rational.ZERO)))
            : Optional.empty();
    return new BadMinimum(
        withTargets(
            problem.instance(),
            RationalMatrix.of(targets.size(), 1, (n, k) -> targets.get(n)),
            Optional.of(new Weights(List.of(first, second), biases))),
        e);
  }
}
