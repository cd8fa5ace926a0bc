package org.dlmcert.checker.minima;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.cells.UnitCells;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/**
 * Bounds for the largest loss of differentiable minima without noise, several outputs with held
 * weights (soundness.md section 43).
 */
public final class HeldMinimumRule implements Rule<Network, HeldMinimumClaim> {
  private static final int PRIME = Integer.MAX_VALUE;

  @Override
  public String kind() {
    return "worst-minimum-held";
  }

  @Override
  public HeldMinimumClaim readClaim(CanonicalReader in) {
    return HeldMinimumClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, HeldMinimumClaim claim) {
    int units = LastHiddenLayer.units(network);
    in.open();
    in.field("cells");
    UnitCells cells = UnitCells.read(in, network);
    in.field("lower");
    Optional<BalancedCells> lower =
        in.skip("null")
            ? Optional.empty()
            : Optional.of(BalancedCells.read(in, network, claim.cells()));
    in.field("columns");
    int[] columns = in.indexSet(units);
    int rows = rows(in, network, columns.length);
    in.field("solutions");
    List<Rational[]> solutions = in.list(() -> in.row(rows));
    in.close();
    return steps -> {
      LastHiddenLayer layer = new LastHiddenLayer(network, steps.work());
      List<BitSet> positive = cells.check(layer, network.samples(), steps);
      Claimed.same("cells", claim.cells(), positive.size(), steps);
      NearestOutputs nearest = new NearestOutputs(network, layer, positive, steps);
      Optional<Rational> from = lower.map(found -> found.loss(layer, nearest, steps));
      Rational to = largest(columns, solutions, positive.size(), layer, nearest, steps);
      Claimed.same("loss_from", text(claim.from()), text(from), steps);
      Claimed.same("loss_to", claim.to(), to, steps);
      boolean bad = from.isPresent() && from.get().signum() > 0;
      Claimed.same(
          "verdict",
          claim.verdict(),
          to.signum() == 0 ? "ALL_GLOBAL" : bad ? "BAD_MINIMA" : "DONE",
          steps);
    };
  }

  /** The length of a solution; rejects numbers of which there are no lists. */
  static int rows(CanonicalReader in, Network network, int units) {
    long biases = network.bias() ? network.outputs() : 0;
    long rows = (long) units * LastHiddenLayer.inputs(network) + biases;
    if (rows > Integer.MAX_VALUE) {
      throw in.malformed("a solution has " + rows + " entries: too many");
    }
    return (int) rows;
  }

  private static Rational largest(
      int[] columns,
      List<Rational[]> solutions,
      int count,
      LastHiddenLayer layer,
      NearestOutputs nearest,
      Steps steps) {
    steps.countIndependent(columns.length, layer.outputWeights().outputs());
    steps.independent(layer.outputWeights(), columns, PRIME, "columns");
    int[] cells = new int[columns.length];
    Rational largest = Rational.ZERO;
    int next = 0;
    boolean more = columns.length == 0 || count > 0;
    while (more) {
      int list = next++;
      steps.require(
          list < solutions.size(),
          "solutions",
          () -> "there are " + solutions.size() + " lists, fewer than choices of cells");
      Rational loss = nearest.loss(columns, cells, solutions.get(list), "solutions[" + list + "]");
      largest = Vectors.minus(loss, largest, steps.work()).signum() > 0 ? loss : largest;
      more = advance(cells, count);
    }
    int lists = next;
    steps.require(
        lists == solutions.size(),
        "solutions",
        () -> "there are " + solutions.size() + " lists for " + lists + " choices of cells");
    return largest;
  }

  /** The next choice of cells, the last changing first. */
  private static boolean advance(int[] cells, int count) {
    for (int j = cells.length - 1; j >= 0; j--) {
      if (++cells[j] < count) {
        return true;
      }
      cells[j] = 0;
    }
    return false;
  }

  private static String text(Optional<Rational> loss) {
    return loss.map(Rational::toString).orElse("null");
  }
}
