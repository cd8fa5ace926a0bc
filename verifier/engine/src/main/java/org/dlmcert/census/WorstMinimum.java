package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.progress.Progress;
import org.dlmcert.progress.Tasks;

/**
 * Without noise and with two hidden units at least: the largest loss of a differentiable local
 * minimum, from the cells of single units (proofs/format.md, 5.27).
 *
 * <p>Let a be the slopes of a unit in an open cell, H = X diag(a), with biases with a row of ones
 * below, and ŵ a least-squares solution of Hᵀw = y. With c a point of the cell and t large, the
 * rows ŵ + tc (output weight 1) and tc (output weight -1), all others in the same cell with output
 * weight 0, are a minimum of loss |Hᵀŵ - y|²/2N. At every minimum e is orthogonal to the rows of
 * the H of its first unit, so no loss is larger than the largest of these. One elimination of d + 1
 * columns for each of the at most 2·Σ_{k&lt;d} C(N-1, k) cells: polynomial in N for fixed d.
 */
public final class WorstMinimum {
  private final CensusProblem problem;
  private final UnitCells cells;
  private final List<List<Rational>> solutions;
  private final Rational loss;
  private final int cell;

  private WorstMinimum(
      CensusProblem problem,
      UnitCells cells,
      List<List<Rational>> solutions,
      Rational loss,
      int cell) {
    this.problem = problem;
    this.cells = cells;
    this.solutions = List.copyOf(solutions);
    this.loss = loss;
    this.cell = cell;
  }

  /**
   * Finds the worst minimum.
   *
   * @param limit the most cells of one unit
   * @return empty if there are more cells than the limit
   * @throws IllegalArgumentException with a message for people, if there is noise or only one unit
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<WorstMinimum> of(
      CensusProblem problem, int limit, int threads, Progress progress)
      throws InterruptedException {
    if (!problem.noiseWord().equals("none")) {
      throw new IllegalArgumentException(
          "noise: \"none\" expected for the worst minimum of single-unit cells");
    }
    if (problem.units() < 2) {
      throw new IllegalArgumentException(
          "widths: at least two hidden units expected for the worst minimum of single-unit cells,"
              + " got "
              + problem.instance().network().widths());
    }
    progress.stage("cells of one unit", Progress.UNKNOWN);
    Optional<UnitCells> found = UnitCells.of(problem.inputs(), limit, progress::step);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    UnitCells cells = found.get();
    progress.stage("least squares in every cell", cells.size());
    ScaledProblem scaled = new ScaledProblem(problem);
    List<Fit> fits = fits(scaled, cells, threads, progress);
    int worst = 0;
    for (int c = 1; c < fits.size(); c++) {
      worst = fits.get(c).loss().compareTo(fits.get(worst).loss()) > 0 ? c : worst;
    }
    return Optional.of(
        new WorstMinimum(
            problem,
            cells,
            fits.stream().map(Fit::solution).toList(),
            fits.get(worst).loss(),
            worst));
  }

  private static List<Fit> fits(
      ScaledProblem scaled, UnitCells cells, int threads, Progress progress)
      throws InterruptedException {
    return Tasks.run(
        threads,
        IntStream.range(0, cells.size())
            .<Callable<Fit>>mapToObj(c -> () -> fit(scaled, cells, c))
            .toList(),
        progress);
  }

  private record Fit(List<Rational> solution, Rational loss) {}

  private static Fit fit(ScaledProblem scaled, UnitCells cells, int cell) {
    IntegerMatrix block = scaled.block(0, cells.cells().get(cell).signs());
    StationarySet set = StationarySet.of(scaled.gradient(List.of(block)), scaled.targets());
    // as if the first unit were the only one
    List<BigInteger> all = set.particular();
    int d = scaled.inputs().rows();
    List<Rational> solution =
        new ArrayList<>(scaled.original(all.subList(0, d), set.denominator()));
    if (all.size() > d) {
      solution.add(Rational.of(all.get(d), set.denominator().multiply(scaled.targetScale())));
    }
    return new Fit(solution, set.loss(scaled.targets(), scaled.targetScale()));
  }

  public CensusProblem problem() {
    return problem;
  }

  /** The cells of one unit. */
  public UnitCells cells() {
    return cells;
  }

  /** The largest loss of a differentiable local minimum. */
  public Rational loss() {
    return loss;
  }

  /** A minimum with the largest loss. */
  public MinimumPoint minimum() {
    int d = problem.dimensions();
    List<Rational> inside = cells.cells().get(cell).point();
    List<Rational> fitted = solutions.get(cell);
    Rational steps = Rational.ONE;
    while (!isInside(moved(fitted, inside, steps))) {
      steps = steps.plus(steps);
    }
    List<Rational> first = moved(fitted, inside, steps);
    Rational t = steps;
    List<Rational> products = new ArrayList<>(first);
    products.addAll(inside.stream().map(c -> c.times(t).negate()).toList());
    List<Integer> signs = new ArrayList<>(List.of(1, -1));
    for (int i = 2; i < problem.units(); i++) {
      products.addAll(Collections.nCopies(d, Rational.ZERO));
      signs.add(0);
    }
    if (problem.bias()) {
      products.add(fitted.get(d));
    }
    return new MinimumPoint(
        loss,
        Collections.nCopies(problem.units(), cell),
        signs,
        MinimumPoint.weights(
            problem, signs, products, Collections.nCopies(problem.units(), inside)));
  }

  private List<Rational> moved(List<Rational> fitted, List<Rational> inside, Rational steps) {
    return IntStream.range(0, inside.size())
        .mapToObj(j -> fitted.get(j).plus(steps.times(inside.get(j))))
        .toList();
  }

  private boolean isInside(List<Rational> point) {
    UnitCells.Choice choice = cells.choice(cell);
    return Arrays.stream(choice.boundingSamples())
        .allMatch(
            n -> problem.inputs().dot(point, n).signum() == (choice.signs().isPlus(n) ? 1 : -1));
  }

  /** The certificate of kind {@code worst-minimum}. */
  public Certificate certificate() {
    return Certificate.of(problem.instance(), this::writeClaim, new WorstMinimumEvidence());
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("worst-minimum");
    json.field("verdict").string(loss.isZero() ? "ALL_GLOBAL" : "BAD_MINIMA");
    NetworkSetting.of(problem.instance()).write(json);
    json.field("cells").integer(cells.size());
    json.field("loss").rational(loss);
  }

  private final class WorstMinimumEvidence implements Proof {
    @Override
    public String kind() {
      return "worst-minimum";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("cells").value(cells);
      json.field("solutions").list(solutions, json::rationals);
    }
  }
}
