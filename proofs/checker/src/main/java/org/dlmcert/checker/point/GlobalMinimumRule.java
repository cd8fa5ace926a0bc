package org.dlmcert.checker.point;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.bound.BoundTree;
import org.dlmcert.checker.cells.UnitCells;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.ChoiceMatrix;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.minima.UnitChoices;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/** A point of the least loss (soundness.md section 23). */
public final class GlobalMinimumRule implements PointClaimRule {
  @Override
  public String kind() {
    return "global-minimum";
  }

  @Override
  public List<String> verdicts() {
    return List.of("GLOBAL_MINIMUM");
  }

  /** All cells of one unit, and a least-squares solution for every choice of them. */
  private record Choices(UnitCells cells, List<Rational[]> solutions) {}

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    in.open();
    Optional<Choices> choices =
        in.optionalField("cells") ? Optional.of(readChoices(in, network)) : Optional.empty();
    Optional<BoundTree> tree =
        choices.isEmpty() && in.optionalField("vectors")
            ? Optional.of(readTree(in, network))
            : Optional.empty();
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      Claimed.same("spurious", claim.spurious(), false, steps);
      if (choices.isPresent()) {
        requireLeast(network, choices.get(), claim.loss(), steps);
      } else if (tree.isPresent()) {
        tree.get().check(network, claim.loss(), steps);
      } else if (claim.loss().signum() != 0) {
        Claimed.require(
            network.layers() == 2, "verdict", () -> "the loss is not 0 and L is not 2", steps);
        Balance balance = Balance.everywhere(network, steps);
        new PathSums(network, point, balance, steps).require();
      }
    };
  }

  private void requireOneOutput(Network network, String part) {
    applies(
        network.layers() == 2 && network.width(2) == 1 && network.loss().squared(),
        () -> "to one hidden layer, one output and squared losses, if there " + part);
  }

  private BoundTree readTree(CanonicalReader in, Network network) {
    requireOneOutput(network, "is a tree");
    return BoundTree.read(in, network);
  }

  private Choices readChoices(CanonicalReader in, Network network) {
    requireOneOutput(network, "are cells");
    int d = LastHiddenLayer.inputs(network);
    int rows = ChoiceMatrix.rows(in, network.width(1), d, network.bias());
    UnitCells cells = UnitCells.read(in, network);
    in.field("choices");
    return new Choices(cells, in.list(() -> readSolution(in, rows)));
  }

  private static Rational[] readSolution(CanonicalReader in, int rows) {
    in.open();
    in.field("solution");
    Rational[] solution = in.row(rows);
    in.close();
    return solution;
  }

  /** No choice of cells has a smaller loss, wherever its solution lies. */
  private static void requireLeast(Network network, Choices choices, Rational loss, Steps steps) {
    LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
    List<BitSet> cells = choices.cells().check(layer, network.samples(), steps);
    Rational[][] x = ChoiceMatrix.columns(layer, network.samples());
    Rational[] y = MinimaClaim.targets(network);
    UnitChoices choice = new UnitChoices(network, cells.size());
    choice.decide(
        choices.solutions(),
        (solution, place) -> {
          List<BitSet> positive =
              IntStream.range(0, choice.units()).mapToObj(i -> cells.get(choice.cell(i))).toList();
          ChoiceMatrix g = ChoiceMatrix.of(network, x, positive, steps.work());
          Rational[] outputs = g.nearest(solution, y, place + ".solution", steps);
          Rational least = Vectors.loss(g.residuals(outputs, y), x.length, steps.work());
          steps.require(
              Vectors.minus(least, loss, steps.work()).signum() >= 0,
              place,
              () -> "the loss " + least + " of the choice is smaller than " + loss);
        },
        steps);
  }
}
