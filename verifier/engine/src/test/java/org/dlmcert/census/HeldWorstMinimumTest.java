package org.dlmcert.census;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.cells.HomogeneousInequalities.Solvable;
import org.dlmcert.cells.SignVector;
import org.dlmcert.census.held.HeldProblem;
import org.dlmcert.census.held.HeldWorstMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;
import org.dlmcert.testkit.Cases;
import org.junit.jupiter.api.Test;

/** Bounds for the worst minimum with held output weights, against all choices of cells. */
class HeldWorstMinimumTest {
  @Test
  void boundsEncloseTheWorstOfAllChoices() throws InterruptedException {
    int exact = 0;
    int between = 0;
    int onlyAbove = 0;
    for (long seed = 0; seed < Cases.count(150, 2000); seed++) {
      HeldProblem problem = HeldProblem.of(instance(seed));
      HeldWorstMinimum found = HeldWorstMinimum.of(problem, 1000, Progress.NONE).orElseThrow();
      Optional<Rational> worst = worst(problem, found.cells());
      String place = "seed " + seed + ": " + problem.instance();
      assertThat(worst.isEmpty() || worst.get().compareTo(found.atMost()) <= 0).as(place).isTrue();
      if (found.attained().isPresent()) {
        Rational from = found.attained().get();
        assertThat(from).as(place).isLessThanOrEqualTo(worst.orElseThrow());
        assertMinimum(problem, found.minimum().orElseThrow(), from, place);
        exact += from.equals(found.atMost()) ? 1 : 0;
        between += from.equals(found.atMost()) ? 0 : 1;
      } else {
        onlyAbove++;
      }
    }
    assertThat(List.of(exact, between, onlyAbove)).as("exact, between, above").doesNotContain(0);
  }

  /** Output weights 1 and -1 for each output: the outputs are networks of one output each. */
  @Test
  void outputsWithTheirOwnUnitsAddUp() throws InterruptedException {
    for (long seed = 0; seed < 20; seed++) {
      Instance one = instance(seed);
      Network network =
          new Network(
              List.of(one.network().inputs(), 4, 2), Rational.of(1, 2), one.network().bias());
      Instance own =
          new Instance(
              Optional.empty(),
              network,
              one.dataset(),
              List.of(LayerNoise.NONE),
              Optional.of(weights(network, new long[][] {{1, 0, -2, 0}, {0, 1, 0, -1}})));
      HeldWorstMinimum found =
          HeldWorstMinimum.of(HeldProblem.of(own), 1000, Progress.NONE).orElseThrow();
      Rational sum = Rational.ZERO;
      for (int c = 0; c < 2; c++) {
        Instance single =
            new Instance(
                Optional.empty(),
                new Network(List.of(network.inputs(), 2, 1), network.slope(), network.bias()),
                new Dataset(
                    one.dataset().inputs(),
                    Optional.of(one.dataset().targets().orElseThrow().columns(new int[] {c}))),
                List.of(LayerNoise.NONE),
                Optional.empty());
        sum =
            sum.plus(
                WorstMinimum.of(CensusProblem.of(single), 1000, 1, Progress.NONE)
                    .orElseThrow()
                    .loss());
      }
      assertThat(found.attained()).as("seed %d", seed).contains(sum);
      assertThat(found.atMost()).as("seed %d", seed).isEqualTo(sum);
    }
  }

  @Test
  void whatIsMissingIsSaid() {
    Instance full = instance(1);
    Instance bare =
        new Instance(
            Optional.empty(), full.network(), full.dataset(), full.noise(), Optional.empty());
    assertThatThrownBy(() -> HeldProblem.of(bare)).hasMessageContaining("weights: expected");
  }

  private static Instance instance(long seed) {
    Random random = Cases.random(seed);
    int d = random.nextInt(3) == 0 ? 1 : 2;
    int units = 2 + random.nextInt(d == 1 ? 3 : 2);
    int samples = 1 + random.nextInt(3);
    boolean bias = d == 1 && random.nextBoolean();
    Network network =
        new Network(List.of(d, units, 2), Rational.of(1, 2 + random.nextInt(2)), bias);
    long[][] w = new long[2][units];
    boolean line = random.nextInt(3) == 0;
    for (int i = 0; i < units; i++) {
      w[0][i] = random.nextInt(5) - 2;
      w[1][i] = line ? w[0][i] : random.nextInt(5) - 2;
    }
    return new Instance(
        Optional.empty(),
        network,
        new Dataset(
            RationalMatrix.of(samples, d, (n, j) -> Rational.of(random.nextInt(5) - 2)),
            Optional.of(
                RationalMatrix.of(samples, 2, (n, c) -> Rational.of(random.nextInt(7) - 3)))),
        List.of(LayerNoise.NONE),
        Optional.of(weights(network, w)));
  }

  private static Weights weights(Network network, long[][] outputs) {
    int units = network.width(1);
    return new Weights(
        List.of(
            RationalMatrix.of(units, network.inputs(), (i, j) -> Rational.ZERO),
            RationalMatrix.of(outputs)),
        network.bias()
            ? Optional.of(
                List.of(
                    Collections.nCopies(units, Rational.ZERO),
                    Collections.nCopies(2, Rational.ZERO)))
            : Optional.empty());
  }

  /** Whatever the search does: every choice of cells, and a linear program for a minimum in it. */
  private static Optional<Rational> worst(HeldProblem problem, UnitCells cells) {
    Optional<Rational> worst = Optional.empty();
    int units = problem.units();
    long choices = Math.round(Math.pow(cells.size(), units));
    for (long choice = 0; choice < choices; choice++) {
      List<SignVector> signs = new ArrayList<>();
      long rest = choice;
      for (int i = 0; i < units; i++) {
        signs.add(cells.cells().get((int) (rest % cells.size())).signs());
        rest /= cells.size();
      }
      Optional<Rational> loss = minimum(problem, signs);
      if (loss.isPresent() && (worst.isEmpty() || loss.get().compareTo(worst.get()) > 0)) {
        worst = loss;
      }
    }
    return worst;
  }

  /** The loss of the minima in a choice of cells, if there are any. */
  private static Optional<Rational> minimum(HeldProblem problem, List<SignVector> signs) {
    int d = problem.inputs().rows();
    int k = problem.outputs();
    int hidden = problem.units() * d;
    int samples = problem.instance().samples();
    int rows = hidden + (problem.bias() ? k : 0);
    RationalMatrix g =
        RationalMatrix.of(
            rows,
            samples * k,
            (row, m) ->
                row >= hidden
                    ? Rational.of(row - hidden == m % k ? 1 : 0)
                    : problem
                        .outputWeights()
                        .get(m % k, row / d)
                        .times(problem.inputs().get(row % d, m / k))
                        .times(
                            signs.get(row / d).isPlus(m / k)
                                ? Rational.ONE
                                : problem.instance().network().slope()));
    RationalMatrix y =
        RationalMatrix.of(
            samples * k,
            1,
            (m, j) -> problem.instance().dataset().targets().orElseThrow().get(m / k, m % k));
    RationalMatrix gram = g.times(g.transpose());
    RationalMatrix right = g.times(y);
    List<Inequality> system = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      int r = row;
      List<Rational> equation =
          new ArrayList<>(IntStream.range(0, rows).mapToObj(j -> gram.get(r, j)).toList());
      equation.add(right.get(r, 0).negate());
      system.add(new Inequality(integers(equation, 1), false));
      system.add(new Inequality(integers(equation, -1), false));
    }
    List<Rational> positive = new ArrayList<>(Collections.nCopies(rows, Rational.ZERO));
    positive.add(Rational.ONE);
    system.add(new Inequality(integers(positive, 1), true));
    for (int i = 0; i < problem.units(); i++) {
      for (int n = 0; n < samples; n++) {
        int sample = n;
        if (IntStream.range(0, d).allMatch(j -> problem.inputs().get(j, sample).isZero())) {
          continue;
        }
        List<Rational> side = new ArrayList<>(Collections.nCopies(rows + 1, Rational.ZERO));
        for (int j = 0; j < d; j++) {
          side.set(i * d + j, problem.inputs().get(j, n));
        }
        system.add(new Inequality(integers(side, signs.get(i).isPlus(n) ? 1 : -1), true));
      }
    }
    if (!(HomogeneousInequalities.decide(rows + 1, system) instanceof Solvable solved)) {
      return Optional.empty();
    }
    Rational scale = Rational.of(solved.point().get(rows), BigInteger.ONE);
    RationalMatrix z =
        RationalMatrix.of(
            rows,
            1,
            (row, j) -> Rational.of(solved.point().get(row), BigInteger.ONE).dividedBy(scale));
    RationalMatrix f = g.transpose().times(z);
    Rational squares = Rational.ZERO;
    for (int m = 0; m < samples * k; m++) {
      Rational e = f.get(m, 0).minus(y.get(m, 0));
      squares = squares.plus(e.times(e));
    }
    return Optional.of(squares.dividedBy(Rational.of(2L * samples)));
  }

  private static List<BigInteger> integers(List<Rational> row, int sign) {
    return RationalMatrix.ofRows(row.size(), List.of(row)).clear().matrix().row(0).stream()
        .map(entry -> sign > 0 ? entry : entry.negate())
        .toList();
  }

  /** The point has this loss, no preactivation 0, and no derivative that is not 0. */
  private static void assertMinimum(
      HeldProblem problem, Weights weights, Rational loss, String place) {
    Instance bare = problem.instance();
    ForwardPass pass =
        ForwardPass.of(
            new Instance(
                bare.name(), bare.network(), bare.dataset(), bare.noise(), Optional.of(weights)));
    RationalMatrix f = pass.output(2);
    RationalMatrix y = bare.dataset().targets().orElseThrow();
    Rational squares = Rational.ZERO;
    for (int n = 0; n < bare.samples(); n++) {
      for (int c = 0; c < 2; c++) {
        Rational e = f.get(c, n).minus(y.get(n, c));
        squares = squares.plus(e.times(e));
      }
    }
    assertThat(squares.dividedBy(Rational.of(2L * bare.samples()))).as(place).isEqualTo(loss);
    for (int i = 0; i < problem.units(); i++) {
      for (int j = 0; j < problem.inputs().rows(); j++) {
        Rational sum = Rational.ZERO;
        for (int n = 0; n < bare.samples(); n++) {
          Rational u = pass.preactivation(1).get(i, n);
          Rational slope = u.signum() > 0 ? Rational.ONE : bare.network().slope();
          for (int c = 0; c < 2; c++) {
            Rational e = f.get(c, n).minus(y.get(n, c));
            sum =
                sum.plus(
                    e.times(problem.outputWeights().get(c, i))
                        .times(slope)
                        .times(problem.inputs().get(j, n)));
          }
          int sample = n;
          boolean zero =
              IntStream.range(0, problem.inputs().rows())
                  .allMatch(r -> problem.inputs().get(r, sample).isZero());
          assertThat(zero || !u.isZero()).as(place).isTrue();
        }
        assertThat(sum).as(place).isEqualTo(Rational.ZERO);
      }
    }
  }
}
