package org.dlmcert.checker.minima;

import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.cells.UnitCells;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/** The largest loss of differentiable minima without noise (soundness.md section 25). */
public final class WorstMinimumRule implements Rule<Network, WorstMinimumClaim> {
  @Override
  public String kind() {
    return "worst-minimum";
  }

  @Override
  public WorstMinimumClaim readClaim(CanonicalReader in) {
    return WorstMinimumClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, WorstMinimumClaim claim) {
    int rows = ChoiceMatrix.rows(in, 1, LastHiddenLayer.inputs(network), network.bias());
    in.open();
    in.field("cells");
    UnitCells cells = UnitCells.read(in, network);
    in.field("solutions");
    List<Rational[]> solutions = in.list(() -> in.row(rows));
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      List<BitSet> positive = cells.check(layer, network.samples(), steps);
      Claimed.same("cells", claim.cells(), positive.size(), steps);
      steps.require(
          solutions.size() == positive.size(),
          "solutions",
          () -> solutions.size() + " solutions for " + positive.size() + " cells");
      Rational largest = Rational.ZERO;
      Rational[][] x = ChoiceMatrix.columns(layer, network.samples());
      for (int t = 0; t < solutions.size(); t++) {
        Rational loss =
            loss(x, positive.get(t), solutions.get(t), "solutions[" + t + "]", network, steps);
        if (Vectors.minus(loss, largest, steps.work()).signum() > 0) {
          largest = loss;
        }
      }
      Claimed.same("loss", claim.loss(), largest, steps);
      Claimed.same(
          "verdict", claim.verdict(), largest.signum() == 0 ? "ALL_GLOBAL" : "BAD_MINIMA", steps);
    };
  }

  /** The squared distance of y from the row space of H, divided by 2N. */
  private static Rational loss(
      Rational[][] x, BitSet positive, Rational[] z, String place, Network network, Steps steps) {
    ChoiceMatrix h =
        new ChoiceMatrix(
            x,
            LastHiddenLayer.inputs(network),
            1,
            network.bias(),
            // Where x⁽ⁿ⁾ = 0 the slope does not matter.
            (i, n) -> positive.get(n) ? Rational.ONE : network.slope(),
            steps.work());
    Rational[] y = MinimaClaim.targets(network);
    return Vectors.loss(h.residuals(h.nearest(z, y, place, steps), y), x.length, steps.work());
  }
}
