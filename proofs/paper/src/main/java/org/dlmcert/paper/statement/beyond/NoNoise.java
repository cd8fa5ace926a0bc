package org.dlmcert.paper.statement.beyond;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.paper.Extent;
import org.dlmcert.paper.Heading;
import org.dlmcert.paper.Statement;
import org.dlmcert.paper.Transcript;
import org.dlmcert.paper.tool.BadMinimum;
import org.dlmcert.paper.tool.CellMinima;
import org.dlmcert.paper.tool.Determinant;
import org.dlmcert.paper.tool.Draws;
import org.dlmcert.paper.tool.EveryPattern;
import org.dlmcert.paper.tool.GeneralPosition;
import org.dlmcert.paper.tool.RowSpace;
import org.dlmcert.paper.tool.SampleSets;
import org.dlmcert.paper.tool.Setting;
import org.dlmcert.paper.tool.UnitCells;

/** Without noise every data set has bad minima, for the targets that it has. */
public final class NoNoise implements Statement {
  private static final long SEED = 310;
  private static final Rational SLOPE = Rational.of(1, 4);

  @Override
  public Heading heading() {
    return new Heading(
        "no-noise",
        "Bad minima without noise",
        "beyond the paper: why Theorem 4 needs its noise",
        "L = 2, E = 1, d_1 ≥ 2, any y; inputs in general position for the list of cells.",
        "Every open cell of one unit, of slopes a, has a differentiable local minimum of"
            + " loss dist²(y, row(X diag a))/2N. At every minimum and for every set J of units,"
            + " 2N·MSE ≤ dist²(y, row G_J); so the worst has the loss of the worst cell of one"
            + " unit.",
        List.of("2N·MSE = dist²(y, row(X diag a)) > 0 for N > d_0 and almost every y"),
        "How often training ends at these minima.");
  }

  @Override
  public void replay(Transcript transcript, Extent extent) {
    transcript.heading("d_0 = 2 or 3, d_1 = 3, random inputs and targets, seed " + SEED);
    Draws draws = new Draws(SEED, 9);
    int datasets = extent.of(2, 10, 100);
    boolean minima = true;
    boolean loss = true;
    int cellsSeen = 0;
    for (int k = 0; k < datasets; k++) {
      int dimensions = 2 + k % 2;
      RationalMatrix inputs = GeneralPosition.draw(draws, dimensions, dimensions + 2);
      RationalMatrix targets = draws.matrix(1, dimensions + 2);
      for (RationalMatrix cell : UnitCells.of(inputs)) {
        BadMinimum minimum = BadMinimum.withoutNoise(inputs, SLOPE, targets, cell, 3);
        Rational distance = distance(inputs, targets, List.of(cell));
        if (distance.isZero()) {
          continue;
        }
        minima &= minimum.isOne(draws);
        loss &=
            minimum.setting().loss().equals(distance.dividedBy(Rational.of(2L * inputs.columns())))
                && distance.equals(byGramDeterminants(inputs, targets, cell));
        if (cellsSeen++ == 0) {
          show(transcript, minimum);
        }
      }
    }
    transcript.check(cellsSeen + " cells: a differentiable minimum with MSE > 0 for each", minima);
    transcript.check(
        "its loss is dist²(y, row(X diag a))/2N, by projection and by Gram determinants", loss);
    int listed = listed(transcript, draws, extent.of(1, 4, 30));
    paired(transcript, draws);
    oneUnit(transcript, draws);
    noise(transcript, draws);
    transcript.conclude(
        String.format(
            Locale.ROOT,
            "%d bad minima for given targets, one for every cell of %d data sets, all with N ≤ d_0·d_1; of %d minima listed with units in two cells none is worse",
            cellsSeen,
            datasets,
            listed));
  }

  private static void show(Transcript transcript, BadMinimum minimum) {
    Setting point = minimum.setting();
    transcript.show("X", point.inputs());
    transcript.show("y", point.targets());
    transcript.show("W_1", point.weight(1));
    transcript.show("W_2", point.weight(2));
    transcript.show("e", point.residuals());
    transcript.say("MSE = " + point.loss());
  }

  /** dist²(y, row of the stacked X diag(a), one block for each cell). */
  private static Rational distance(
      RationalMatrix inputs, RationalMatrix targets, List<RationalMatrix> cells) {
    List<List<Rational>> slopes =
        cells.stream().map(cell -> UnitCells.slopes(cell, inputs, SLOPE).row(0)).toList();
    RationalMatrix stacked = RationalMatrix.ofRows(inputs.columns(), slopes);
    return RowSpace.of(KhatriRao.product(stacked, inputs)).distanceSquared(targets);
  }

  /** dist² = det Gram(rows, y)/det Gram(rows), for independent rows. */
  private static Rational byGramDeterminants(
      RationalMatrix inputs, RationalMatrix targets, RationalMatrix cell) {
    RationalMatrix rows = KhatriRao.product(UnitCells.slopes(cell, inputs, SLOPE), inputs);
    List<List<Rational>> all = new ArrayList<>();
    for (int i = 0; i < rows.rows(); i++) {
      all.add(rows.row(i));
    }
    all.add(targets.row(0));
    RationalMatrix extended = RationalMatrix.ofRows(rows.columns(), all);
    return Determinant.of(extended.times(extended.transpose()))
        .dividedBy(Determinant.of(rows.times(rows.transpose())));
  }

  /** 2N·MSE ≤ dist²(y, row G_J) for every set J of units. */
  private static boolean isBounded(BadMinimum minimum) {
    Setting point = minimum.setting();
    RationalMatrix a = point.slopes().get(0);
    Rational squares = RowSpace.squaredNorm(point.residuals());
    for (int set = 0; set < 1 << a.rows(); set++) {
      RationalMatrix chosen = SampleSets.columns(a.transpose(), set).transpose();
      RowSpace rows = RowSpace.of(KhatriRao.product(chosen, point.inputs()));
      if (squares.compareTo(rows.distanceSquared(point.targets())) > 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * All minima of two units, cell by cell: those of the list that have their units in different
   * cells, where nothing in their construction bounds the loss.
   */
  private static int listed(Transcript transcript, Draws draws, int datasets) {
    transcript.heading("All minima of two units with w_2 ≠ 0, d_0 = d_1 = 2, N = 5");
    RationalMatrix ones = RationalMatrix.of(2, 5, (i, n) -> Rational.ONE);
    int twoCells = 0;
    int better = 0;
    int above = 0;
    boolean bounded = true;
    boolean minima = true;
    for (int k = 0; k < datasets; k++) {
      RationalMatrix inputs = GeneralPosition.draw(draws, 2, 5);
      RationalMatrix targets = draws.nonzero(1, 5);
      Rational worst =
          UnitCells.of(inputs).stream()
              .map(cell -> distance(inputs, targets, List.of(cell)))
              .max(Rational::compareTo)
              .orElseThrow();
      for (Setting point : CellMinima.of(inputs, ones, SLOPE, targets).found()) {
        RationalMatrix a = point.slopes().get(0);
        if (a.row(0).equals(a.row(1))) {
          continue;
        }
        twoCells++;
        minima &= CellMinima.isMinimum(point);
        bounded &= isBounded(new BadMinimum(point));
        better += RowSpace.squaredNorm(point.residuals()).compareTo(worst) < 0 ? 1 : 0;
        Setting elsewhere = point.withWeights(List.of(tripled(point.weight(1)), point.weight(2)));
        above += isBounded(new BadMinimum(elsewhere)) ? 0 : 1;
      }
    }
    transcript.check(
        String.format(
            Locale.ROOT,
            "%d minima with their units in two cells: 2N·MSE ≤ dist²(y, row G_J) for every set J of units",
            twoCells),
        minima && bounded && twoCells > 0);
    transcript.check(
        "each loses less than the worst cell of one unit: " + better, better == twoCells);
    transcript.control(
        String.format(
            Locale.ROOT,
            "without being a minimum: three times W_1, in the same cell, breaks a bound at %d of them",
            above),
        above > 0);
    return twoCells;
  }

  /** Four units in two cells: the stacked least-squares solution, each half between two units. */
  private static void paired(Transcript transcript, Draws draws) {
    transcript.heading("Pairs of units: d_1 = 4, two cells, N = 5");
    RationalMatrix inputs = GeneralPosition.draw(draws, 2, 5);
    RationalMatrix targets = draws.matrix(1, 5);
    List<RationalMatrix> cells = UnitCells.of(inputs);
    RationalMatrix one = cells.get(0);
    RationalMatrix two = cells.get(1);
    RationalMatrix slopes =
        RationalMatrix.ofRows(
            5,
            List.of(
                UnitCells.slopes(one, inputs, SLOPE).row(0),
                UnitCells.slopes(two, inputs, SLOPE).row(0)));
    RationalMatrix best = RowSpace.of(KhatriRao.product(slopes, inputs)).coefficients(targets);
    Rational t = Rational.of(1_000_000_000);
    RationalMatrix w1 =
        RationalMatrix.of(
            4,
            2,
            (i, j) -> {
              Rational far = t.times((i < 2 ? one : two).get(0, j));
              return i % 2 == 0 ? far.plus(best.get(0, i / 2 * 2 + j)) : far;
            });
    BadMinimum minimum =
        new BadMinimum(
            new Setting(
                inputs,
                List.of(RationalMatrix.of(4, 5, (i, n) -> Rational.ONE)),
                SLOPE,
                List.of(w1, RationalMatrix.of(new long[][] {{1, -1, 1, -1}})),
                targets));
    transcript.check(
        "a differentiable minimum at the stacked least-squares loss " + minimum.setting().loss(),
        minimum
                .setting()
                .loss()
                .equals(distance(inputs, targets, List.of(one, two)).dividedBy(Rational.of(10)))
            && minimum.isOne(draws));
    spurious(transcript, draws);
  }

  /** N = 4: where two cells stack to rank 4, their four units have a minimum of zero loss. */
  private static void spurious(Transcript transcript, Draws draws) {
    RationalMatrix inputs = GeneralPosition.draw(draws, 2, 4);
    RationalMatrix targets = draws.nonzero(1, 4);
    List<RationalMatrix> cells = UnitCells.of(inputs);
    Rational least = Rational.ONE;
    for (RationalMatrix first : cells) {
      for (RationalMatrix second : cells) {
        Rational distance = distance(inputs, targets, List.of(first, second));
        least = distance.compareTo(least) < 0 ? distance : least;
      }
    }
    BadMinimum bad = BadMinimum.withoutNoise(inputs, SLOPE, targets, cells.get(0), 4);
    transcript.check(
        String.format(
            Locale.ROOT,
            "N = 4: two cells reach every y, so zero loss is possible and the minimum of loss %s in one cell is spurious",
            bad.setting().loss()),
        least.isZero() && bad.isOne(draws));
  }

  /** One unit carries w̃ = w_2·w_1 alone: the solution has to lie in the cell or opposite to it. */
  private static void oneUnit(Transcript transcript, Draws draws) {
    RationalMatrix inputs = GeneralPosition.draw(draws, 2, 4);
    RationalMatrix targets = draws.nonzero(1, 4);
    List<RationalMatrix> cells = UnitCells.of(inputs);
    long outside =
        cells.stream()
            .filter(
                cell -> {
                  RationalMatrix slopes = UnitCells.slopes(cell, inputs, SLOPE);
                  RationalMatrix best =
                      RowSpace.of(KhatriRao.product(slopes, inputs)).coefficients(targets);
                  RationalMatrix opposite =
                      RationalMatrix.of(1, 2, (i, j) -> best.get(0, j).negate());
                  return !UnitCells.slopes(best, inputs, SLOPE).equals(slopes)
                      && !UnitCells.slopes(opposite, inputs, SLOPE).equals(slopes);
                })
            .count();
    transcript.control(
        String.format(
            Locale.ROOT,
            "d_1 = 1 in place of d_1 ≥ 2: the least-squares solutions of %d of %d cells lie outside them",
            outside,
            cells.size()),
        outside > 0);
  }

  private static void noise(Transcript transcript, Draws draws) {
    RationalMatrix inputs = GeneralPosition.draw(draws, 2, 4);
    RationalMatrix noise = new Draws(SEED + 1, 1000).nonzero(2, 4);
    transcript.control(
        "with noise, N = 4 = d_0·d_1: every pattern has rank N, and no cell has a bad minimum",
        EveryPattern.of(inputs, noise, SLOPE).allFull());
  }

  private static RationalMatrix tripled(RationalMatrix w) {
    return RationalMatrix.of(w.rows(), w.columns(), (i, j) -> w.get(i, j).times(Rational.of(3)));
  }
}
