package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Rank;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.UnitCells;

/** The exact characterization of Theorem 4 for one data set, noise and slope. */
public final class RealizablePatterns implements Statement {
  private static final long SEED = 39;
  private static final Rational SLOPE = Rational.of(1, 2);

  @Override
  public Heading heading() {
    return new Heading(
        "realizable-patterns",
        "Realizable patterns",
        "beyond the paper: Theorem 4 for fixed X, E and s",
        "L = 2; X, E and s given; inputs in general position for the list of cells.",
        "Every differentiable local minimum has MSE = 0 for every target vector, exactly"
            + " if the pattern of every open cell of W_1 has rank N. For a deficient cell there"
            + " are explicit weights and targets with MSE > 0.",
        List.of("open cell deficient: (A_1∘X)e = 0, e ≠ 0, y = v - e"),
        "Anything about weights with some u = 0: their patterns may belong to no open" + " cell.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("d_0 = d_1 = 2, N = 4, s = 1/2, noise from 1 to 3, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int datasets = extent.of(6, 40, 400);
    int certified = 0;
    int refuted = 0;
    int onlyRealizable = 0;
    boolean minima = true;
    boolean kernels = true;
    boolean complete = true;
    long expected = UnitCells.count(4, 2) * UnitCells.count(4, 2);
    for (int k = 0; k < datasets || onlyRealizable == 0 && k < 1000; k++) {
      RationalMatrix inputs = GeneralPosition.draw(draws, 2, 4);
      RationalMatrix noise = RationalMatrix.of(2, 4, (i, n) -> Rational.of(draws.between(1, 3)));
      List<RationalMatrix> cells = pairs(UnitCells.of(inputs));
      Optional<RationalMatrix> deficient = deficient(cells, inputs, noise);
      if (deficient.isPresent()) {
        BadMinimum minimum = BadMinimum.at(inputs, noise, SLOPE, deficient.get()).orElseThrow();
        minima &= minimum.isOne(draws);
        if (refuted++ == 0) {
          show(transcript, minimum);
        }
        continue;
      }
      certified++;
      Set<List<Integer>> looked = withoutResidual(cells, inputs, noise);
      complete &= looked.size() == expected;
      kernels &= looked.size() == cells.size();
      Optional<Integer> other = EveryPattern.of(inputs, noise, SLOPE).deficient();
      if (other.isPresent() && onlyRealizable++ == 0) {
        transcript.heading("All open cells of rank N, another pattern deficient");
        transcript.show("X", inputs);
        transcript.show("E_1", noise);
        transcript.show(
            "a deficient pattern of no open cell",
            EveryPattern.of(inputs, noise, SLOPE).slopes(other.get()));
      }
    }
    transcript.check(
        refuted + " data sets refuted: a differentiable minimum with MSE > 0 for each",
        minima && refuted > 0);
    transcript.check(
        certified + " certified: in no cell is there a residual e ≠ 0 with G e = 0",
        kernels && certified > 0);
    transcript.check(
        "for each of these "
            + expected
            + " cells of different signs were looked at, (2·Σ_{k<d_0} C(N-1, k))² as there are",
        complete);
    transcript.control(
        "every pattern in place of the open cells: "
            + onlyRealizable
            + " certified data sets have a deficient pattern, of no open cell",
        onlyRealizable > 0);
    boundaries(transcript);
    controls(transcript, draws);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "all %d data sets decided by their %d cells: %d with an explicit bad minimum, %d without any",
            refuted + certified,
            expected,
            refuted,
            certified));
  }

  /** A unit at w = 0 has slope 1 everywhere, a pattern that may belong to no open cell. */
  private static void boundaries(Transcript transcript) {
    transcript.heading("All open cells of rank N, but not the weights w_1 = 0 of one unit");
    RationalMatrix inputs = RationalMatrix.of(new long[][] {{-1, -3, -6, 8}, {-1, -2, 6, 6}});
    RationalMatrix noise = RationalMatrix.of(new long[][] {{1, 2, 2, 3}, {1, 1, 3, 1}});
    transcript.show("X", inputs);
    transcript.show("E_1", noise);
    List<RationalMatrix> cells = UnitCells.of(inputs);
    transcript.check(
        String.format(
            Locale.ROOT, "all %d pairs of open cells have rank 4", cells.size() * cells.size()),
        deficient(pairs(cells), inputs, noise).isEmpty());
    RationalMatrix atZero =
        cells.stream()
            .map(cell -> withZero(cell, inputs, noise))
            .min(Comparator.comparingInt(slopes -> Rank.of(gradient(slopes, inputs))))
            .orElseThrow();
    transcript.show("A_1 for w_1 = 0 and w_2 in some cell", atZero);
    int rank = Rank.of(gradient(atZero, inputs));
    transcript.control(
        "every W_1, as in Lemma 3, in place of those with all u ≠ 0: the rank is " + rank,
        rank < 4);
  }

  /** The slopes of w_1 = 0 and of a second unit in a cell. */
  private static RationalMatrix withZero(
      RationalMatrix cell, RationalMatrix inputs, RationalMatrix noise) {
    RationalMatrix second = UnitCells.slopes(cell, inputs, SLOPE);
    return RationalMatrix.of(
        2,
        inputs.columns(),
        (i, n) -> i == 0 ? noise.get(0, n) : noise.get(1, n).times(second.get(0, n)));
  }

  private static void controls(Transcript transcript, Draws draws) {
    transcript.heading("N = d_0·d_1 + 1 = 5 and s = 1/2, every noise");
    RationalMatrix inputs = GeneralPosition.draw(draws, 2, 5);
    RationalMatrix noise = new Draws(SEED + 1, 1_000_000).nonzero(2, 5);
    int bad = 0;
    List<RationalMatrix> cells = pairs(UnitCells.of(inputs));
    for (RationalMatrix cell : cells) {
      Optional<BadMinimum> minimum = BadMinimum.at(inputs, noise, SLOPE, cell);
      bad += minimum.filter(m -> m.isOne(draws)).isPresent() ? 1 : 0;
    }
    transcript.control(
        "without N ≤ d_0·d_1: " + bad + " of " + cells.size() + " cells have bad minima",
        bad == cells.size() && bad == UnitCells.count(5, 2) * UnitCells.count(5, 2));
  }

  private static void show(Transcript transcript, BadMinimum minimum) {
    Setting point = minimum.setting();
    transcript.heading("A refuted data set");
    transcript.show("X", point.inputs());
    transcript.show("E_1", point.noise().get(0));
    transcript.show("W_1", point.weight(1));
    transcript.show("G = A_1∘X", gradient(point.slopes().get(0), point.inputs()));
    transcript.show("e", point.residuals());
    transcript.show("y", point.targets());
    transcript.say("W_2 = (1, 1); MSE = " + point.loss());
  }

  private static Optional<RationalMatrix> deficient(
      List<RationalMatrix> cells, RationalMatrix inputs, RationalMatrix noise) {
    return cells.stream()
        .filter(cell -> Rank.of(gradient(slopes(cell, inputs, noise), inputs)) < inputs.columns())
        .findFirst();
  }

  /** The signs of the cells in which no e ≠ 0 has G e = 0. */
  private static Set<List<Integer>> withoutResidual(
      List<RationalMatrix> cells, RationalMatrix inputs, RationalMatrix noise) {
    Set<List<Integer>> signs = new HashSet<>();
    for (RationalMatrix cell : cells) {
      RationalMatrix u = cell.times(inputs);
      if (RowSpace.of(gradient(slopes(cell, inputs, noise), inputs)).nullVector().isEmpty()) {
        signs.add(
            Stream.of(u.row(0), u.row(1)).flatMap(List::stream).map(Rational::signum).toList());
      }
    }
    return signs;
  }

  private static RationalMatrix slopes(
      RationalMatrix weights, RationalMatrix inputs, RationalMatrix noise) {
    RationalMatrix u = weights.times(inputs);
    return RationalMatrix.of(
        u.rows(),
        u.columns(),
        (i, n) -> u.get(i, n).signum() > 0 ? noise.get(i, n) : noise.get(i, n).times(SLOPE));
  }

  private static RationalMatrix gradient(RationalMatrix slopes, RationalMatrix inputs) {
    return KhatriRao.product(slopes, inputs);
  }

  /** W_1 for every pair of cells of two units. */
  private static List<RationalMatrix> pairs(List<RationalMatrix> cells) {
    List<RationalMatrix> pairs = new ArrayList<>();
    for (RationalMatrix first : cells) {
      for (RationalMatrix second : cells) {
        pairs.add(RationalMatrix.ofRows(first.columns(), List.of(first.row(0), second.row(0))));
      }
    }
    return pairs;
  }
}
