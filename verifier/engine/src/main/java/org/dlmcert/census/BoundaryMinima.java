package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.cells.ParallelInputs;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Progress;

/**
 * The local minima on boundaries of cells at which the loss is differentiable all the same: some
 * preactivation of a nonzero input is zero, and its kink is hidden.
 *
 * <p>With one hidden layer such a point is a minimum exactly if the gradients of all adjacent cells
 * vanish (proofs/soundness.md). All these have the same residuals e. Across the hyperplane of a
 * line of inputs x⁽ⁿ⁾ = c_n·r on which unit i is zero, its gradient changes by r times Σ
 * e_n·ε_{i,n}·|c_n|·(1-s), so these sums have to vanish, and the gradient of one adjacent cell. The
 * residuals of all stationary points of that cell are equal, so the sums are tested once; then
 * signs and zeros of the preactivations are linear conditions, decided exactly.
 *
 * <p>Every choice of a face for each unit is tried, faces that are cells among them, but not cells
 * for all units. No certificate covers these minima.
 */
public final class BoundaryMinima {
  /**
   * A loss that such minima have.
   *
   * @param faces the number of choices of a face and an output sign for each unit that hold some;
   *     units of equal noise are not ordered
   * @param first one of them; its {@link MinimumPoint#cells} are adjacent cells
   */
  public record LossCount(Rational loss, long faces, MinimumPoint first) {}

  private final CensusProblem problem;
  private final ScaledProblem scaled;
  private final UnitCells cells;
  private final List<Faces.Face> faces;
  private final ParallelInputs parallel;
  private final int[] adjacent; // a cell for each face
  private final List<UnitCells.Choice> choices;
  private final Map<List<Integer>, Stationary> stationary = new HashMap<>();
  private final TreeMap<Rational, LossCount> byLoss = new TreeMap<>();

  private record Stationary(StationarySet set, List<BigInteger> residuals, Rational loss) {}

  private BoundaryMinima(CensusProblem problem, UnitCells cells, List<Faces.Face> faces) {
    this.problem = problem;
    this.scaled = new ScaledProblem(problem);
    this.cells = cells;
    this.faces = faces;
    this.parallel = ParallelInputs.of(problem.inputs().clearColumns().matrix());
    this.adjacent = faces.stream().mapToInt(this::adjacentCell).toArray();
    this.choices = IntStream.range(0, faces.size()).mapToObj(this::choice).toList();
  }

  /**
   * Finds the losses of these minima, ascending.
   *
   * @param maxChoices the most choices of a face for each unit
   * @return empty if there are more choices
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<List<LossCount>> of(
      CensusProblem problem, UnitCells cells, int maxChoices, Progress progress)
      throws InterruptedException {
    progress.stage("faces of one unit", Progress.UNKNOWN);
    Optional<List<Faces.Face>> faces = Faces.of(problem.inputs(), maxChoices);
    if (faces.isEmpty()
        || problem.multisets(faces.get().size()).compareTo(BigInteger.valueOf(maxChoices)) > 0) {
      return Optional.empty();
    }
    BoundaryMinima search = new BoundaryMinima(problem, cells, faces.get());
    progress.stage(
        "choices of a face for each unit", problem.multisets(faces.get().size()).longValueExact());
    Choices all = new Choices(problem, faces.get().size());
    for (long done = 0; !all.isExhausted(); all.advance()) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      search.visit(all.current());
      progress.step(++done);
    }
    return Optional.of(List.copyOf(search.byLoss.values()));
  }

  private int adjacentCell(Faces.Face face) {
    for (int c = 0; c < cells.size(); c++) {
      SignVector signs = cells.cells().get(c).signs();
      boolean agrees = true;
      for (int n = 0; n < problem.samples() && agrees; n++) {
        int sign = face.signs().get(n);
        agrees = sign == 0 || signs.isPlus(n) == sign > 0;
      }
      if (agrees) {
        return c;
      }
    }
    throw new IllegalStateException("a face without a cell: " + face);
  }

  /** The conditions on a unit in a face: signs on all other lines, zero on its own. */
  private UnitCells.Choice choice(int index) {
    Faces.Face face = faces.get(index);
    return new UnitCells.Choice(
        cells.cells().get(adjacent[index]).signs(),
        IntStream.range(0, parallel.classes())
            .filter(k -> !face.lines().contains(k))
            .map(parallel::first)
            .toArray(),
        face.lines().stream().mapToInt(parallel::first).toArray());
  }

  private void visit(int[] chosen) {
    if (IntStream.of(chosen).allMatch(f -> faces.get(f).isOpenCell())) {
      return;
    }
    Stationary points =
        stationary.computeIfAbsent(
            IntStream.of(chosen).mapToObj(f -> adjacent[f]).toList(), this::solve);
    for (int i = 0; i < chosen.length; i++) {
      for (int line : faces.get(chosen[i]).lines()) {
        if (kink(i, line, points.residuals()).signum() != 0) {
          return;
        }
      }
    }
    OutputSignTree tree =
        OutputSignSearch.search(
            scaled, points.set(), IntStream.of(chosen).mapToObj(choices::get).toList(), chosen);
    ChoiceAnswer answer =
        new ChoiceAnswer(List.of(), points.loss(), Optional.empty(), Optional.of(tree));
    for (ChoiceAnswer.Minimum minimum : answer.minima(problem, chosen)) {
      byLoss.merge(
          points.loss(),
          new LossCount(points.loss(), 1, point(chosen, points.loss(), minimum)),
          (a, b) -> new LossCount(a.loss(), a.faces() + b.faces(), a.first()));
    }
  }

  private Stationary solve(List<Integer> cellIndices) {
    List<IntegerMatrix> blocks = new ArrayList<>();
    for (int i = 0; i < cellIndices.size(); i++) {
      blocks.add(scaled.block(i, cells.cells().get(cellIndices.get(i)).signs()));
    }
    StationarySet set = StationarySet.of(scaled.gradient(blocks), scaled.targets());
    return new Stationary(
        set,
        set.scaledResiduals(scaled.targets()),
        set.loss(scaled.targets(), scaled.targetScale()));
  }

  /** A positive multiple of Σ e_n·ε_{i,n}·|c_n|·(1-s). */
  private BigInteger kink(int unit, int line, List<BigInteger> residuals) {
    BigInteger sum = BigInteger.ZERO;
    for (ParallelInputs.Member member : parallel.members(line)) {
      int n = member.sample();
      BigInteger content = BigInteger.ZERO;
      for (int j = 0; j < scaled.inputs().rows(); j++) {
        content = content.gcd(scaled.inputs().get(j, n));
      }
      sum = sum.add(residuals.get(n).multiply(scaled.slopeJump(unit, n)).multiply(content));
    }
    return sum;
  }

  private MinimumPoint point(int[] chosen, Rational loss, ChoiceAnswer.Minimum minimum) {
    List<List<Rational>> idle = new ArrayList<>();
    List<Integer> indices = new ArrayList<>();
    for (int face : chosen) {
      idle.add(faces.get(face).point());
      indices.add(adjacent[face]);
    }
    return new MinimumPoint(
        loss,
        Collections.unmodifiableList(indices),
        minimum.signs(),
        MinimumPoint.weights(problem, minimum.signs(), minimum.weights(), idle));
  }
}
