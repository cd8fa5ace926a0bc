package org.dlmcert.census.held;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.SignVector;
import org.dlmcert.census.UnitCells;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Interruption;
import org.dlmcert.progress.Progress;

/**
 * Without noise, with several outputs whose weights are held: bounds for the largest loss of a
 * differentiable local minimum, and a minimum that has the lower one (proofs/format.md, 5.48).
 *
 * <p>With the slopes of a cell for each unit the outputs are a linear space; the residual of a
 * minimum is orthogonal to it, so its loss is at most that of the outputs of some independent units
 * alone, in their worst cells: T^m least-squares problems for T cells and m units. Where a positive
 * combination of the output weights of the units of each cell is zero, weights can be moved far
 * into the cell without changing the outputs, so the nearest outputs are those of a minimum.
 */
public final class HeldWorstMinimum {
  private final HeldProblem problem;
  private final UnitCells cells;
  private final List<Integer> columns;
  private final List<HeldProblem.Fit> fits;
  private final Optional<Lower> lower;

  /** A minimum: per unit its cell and its balance, and the nearest outputs. */
  private record Lower(List<Integer> cells, List<Rational> balance, HeldProblem.Fit fit) {}

  private HeldWorstMinimum(
      HeldProblem problem,
      UnitCells cells,
      List<Integer> columns,
      List<HeldProblem.Fit> fits,
      Optional<Lower> lower) {
    this.problem = problem;
    this.cells = cells;
    this.columns = List.copyOf(columns);
    this.fits = List.copyOf(fits);
    this.lower = lower;
  }

  /**
   * Finds the bounds.
   *
   * @param limit the most cells of one unit, and the most choices of cells
   * @return empty if one unit has more cells
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<HeldWorstMinimum> of(HeldProblem problem, int limit, Progress progress)
      throws InterruptedException {
    progress.stage("cells of one unit", Progress.UNKNOWN);
    Optional<UnitCells> found = UnitCells.of(problem.inputs(), limit, progress::step);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    UnitCells cells = found.get();
    List<SignVector> signs = cells.cells().stream().map(cell -> cell.signs()).toList();
    List<Integer> columns = columns(problem, cells.size(), limit);
    progress.stage("least squares in every choice of cells", Progress.UNKNOWN);
    List<HeldProblem.Fit> fits = new ArrayList<>();
    int[] choice = new int[columns.size()];
    do {
      Interruption.check();
      fits.add(problem.nearest(columns, chosen(signs, choice)));
      progress.step(fits.size());
    } while (advance(choice, signs.size()));
    return Optional.of(
        new HeldWorstMinimum(
            problem, cells, columns, fits, lower(problem, signs, limit, progress)));
  }

  private static List<SignVector> chosen(List<SignVector> signs, int[] choice) {
    return Arrays.stream(choice).mapToObj(signs::get).toList();
  }

  /** The next choice, the last entry changing first. */
  private static boolean advance(int[] choice, int count) {
    for (int j = choice.length - 1; j >= 0; j--) {
      if (++choice[j] < count) {
        return true;
      }
      choice[j] = 0;
    }
    return false;
  }

  /** Independent units, as many as leave few enough choices. */
  private static List<Integer> columns(HeldProblem problem, int cells, int limit) {
    int[] independent =
        ModularMatrix.of(PrimeField.largest(), problem.outputWeights().clearColumns().matrix())
            .rankProfile()
            .columnIndices();
    List<Integer> columns = new ArrayList<>();
    BigInteger choices = BigInteger.ONE;
    for (int i : independent) {
      choices = choices.multiply(BigInteger.valueOf(cells));
      if (choices.compareTo(BigInteger.valueOf(Math.max(limit, cells))) > 0) {
        break;
      }
      columns.add(i);
    }
    Collections.sort(columns);
    return columns;
  }

  private static Optional<Lower> lower(
      HeldProblem problem, List<SignVector> signs, int limit, Progress progress) {
    Optional<CancellingUnits> units = CancellingUnits.of(problem);
    if (units.isEmpty()) {
      return Optional.empty();
    }
    List<List<Integer>> blocks = units.get().blocks();
    BigInteger choices = BigInteger.valueOf(signs.size()).pow(blocks.size());
    if (choices.compareTo(BigInteger.valueOf(Math.max(limit, signs.size()))) > 0) {
      blocks = List.of(IntStream.range(0, problem.units()).boxed().toList());
    }
    progress.stage("minima in cells of units that cancel", Progress.UNKNOWN);
    List<Integer> all = IntStream.range(0, problem.units()).boxed().toList();
    int[] choice = new int[blocks.size()];
    Optional<Lower> worst = Optional.empty();
    do {
      Interruption.check();
      Integer[] cellOf = new Integer[problem.units()];
      for (int b = 0; b < choice.length; b++) {
        for (int i : blocks.get(b)) {
          cellOf[i] = choice[b];
        }
      }
      HeldProblem.Fit fit = problem.nearest(all, Arrays.stream(cellOf).map(signs::get).toList());
      if (worst.isEmpty() || fit.loss().compareTo(worst.get().fit().loss()) > 0) {
        worst = Optional.of(new Lower(List.of(cellOf), units.get().balance(), fit));
      }
    } while (advance(choice, signs.size()));
    return worst;
  }

  public HeldProblem problem() {
    return problem;
  }

  /** The cells of one unit. */
  public UnitCells cells() {
    return cells;
  }

  /** No differentiable local minimum has a larger loss. */
  public Rational atMost() {
    return fits.stream().map(HeldProblem.Fit::loss).max(Rational::compareTo).orElseThrow();
  }

  /** Some local minimum has this loss; empty if none was found. */
  public Optional<Rational> attained() {
    return lower.map(found -> found.fit().loss());
  }

  /** A minimum with that loss. */
  public Optional<Weights> minimum() {
    return lower.map(this::weights);
  }

  /** The verdict in the claim. */
  public String verdict() {
    if (atMost().isZero()) {
      return "ALL_GLOBAL";
    }
    return attained().filter(loss -> loss.signum() > 0).isPresent() ? "BAD_MINIMA" : "DONE";
  }

  private Weights weights(Lower found) {
    int d = problem.inputs().rows();
    Rational steps = Rational.ONE;
    while (true) {
      List<List<Rational>> rows = new ArrayList<>();
      boolean inside = true;
      for (int i = 0; i < problem.units(); i++) {
        int cell = found.cells().get(i);
        List<Rational> point = cells.cells().get(cell).point();
        Rational factor = steps.times(found.balance().get(i));
        List<Rational> fitted = found.fit().weights().subList(i * d, (i + 1) * d);
        List<Rational> row =
            IntStream.range(0, d)
                .mapToObj(j -> fitted.get(j).plus(factor.times(point.get(j))))
                .toList();
        inside &= isInside(row, cell);
        rows.add(row);
      }
      if (inside) {
        return weights(
            rows, found.fit().weights().subList(problem.units() * d, found.fit().weights().size()));
      }
      steps = steps.plus(steps);
    }
  }

  private Weights weights(List<List<Rational>> rows, List<Rational> biases) {
    int inputs = problem.instance().network().inputs();
    return new Weights(
        List.of(
            RationalMatrix.ofRows(
                inputs, rows.stream().map(row -> row.subList(0, inputs)).toList()),
            problem.outputWeights()),
        problem.bias()
            ? Optional.of(List.of(rows.stream().map(row -> row.get(inputs)).toList(), biases))
            : Optional.empty());
  }

  private boolean isInside(List<Rational> row, int cell) {
    UnitCells.Choice choice = cells.choice(cell);
    return Arrays.stream(choice.boundingSamples())
        .allMatch(
            n -> problem.inputs().dot(row, n).signum() == (choice.signs().isPlus(n) ? 1 : -1));
  }

  /** The certificate of kind {@code worst-minimum-held}. */
  public Certificate certificate() {
    return Certificate.of(problem.instance(), this::writeClaim, new Evidence());
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("worst-minimum-held");
    json.field("verdict").string(verdict());
    NetworkSetting.of(problem.instance()).write(json);
    json.field("cells").integer(cells.size());
    json.field("loss_from");
    attained().ifPresentOrElse(json::rational, json::absent);
    json.field("loss_to").rational(atMost());
  }

  private final class Evidence implements Proof {
    @Override
    public String kind() {
      return "worst-minimum-held";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("cells").value(cells);
      json.field("lower");
      lower.ifPresentOrElse(
          found ->
              json.object(
                  fields -> {
                    fields.field("cells").integers(found.cells());
                    fields.field("balance").rationals(found.balance());
                    fields.field("solution").rationals(found.fit().weights());
                  }),
          json::absent);
      json.field("columns").integers(columns);
      json.field("solutions").list(fits, fit -> json.rationals(fit.weights()));
    }
  }
}
