package org.dlmcert.checker.pattern;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Valuation;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.BlockColumns;
import org.dlmcert.checker.network.FullRankClaim;
import org.dlmcert.checker.network.LastHiddenLayer;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.NetworkRule;

/** Every pattern, one after the other, modulo a few primes (soundness.md section 14). */
public final class TreeRule implements NetworkRule {
  private static final BigInteger MOST = BigInteger.valueOf(Long.MAX_VALUE);

  @Override
  public String kind() {
    return "tree";
  }

  @Override
  public boolean hasParts() {
    return true;
  }

  @Override
  public List<String> covers() {
    return List.of("given");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, FullRankClaim claim) {
    appliesIfHoldsIs(true, claim);
    appliesToOneLayer(network);
    appliesIfLastNoiseIsGiven(network);
    appliesIfSlopeIsNotZero(network);
    in.open();
    Reduction reduction = Reduction.read(in, network);
    in.field("primes");
    List<Integer> primes = in.primes();
    in.field("classes");
    boolean folded = in.word(List.of("scaled", "folded")).equals("folded");
    in.close();
    return steps -> {
      Work work = steps.work();
      Valuation.requireUnits(network.slope(), primes, steps);
      if (folded) {
        requireMinusOne(network.slope(), primes, steps);
      }
      SlopeClasses classes = new SlopeClasses(reduction.units().length, folded);
      int samples = reduction.samples(network);
      TreeShare share = TreeShare.of(classes, samples, steps.part());
      long rows = reduction.rows(network);
      work.add(share.choices().min(MOST).longValue(), rows, network.outputs());
      if (share.divided() > 0) {
        work.add(share.paths(), reduction.columns(network), classes.units(), rows);
      }
      LastHiddenLayer layer = new LastHiddenLayer(network, work);
      BlockColumns columns = reduction.check(layer, network, steps);
      steps.require(
          columns.size() <= columns.length(),
          "reduction",
          () -> columns.size() + " columns of length " + columns.length() + " are dependent");
      new PatternTree(columns, share, primes, network.slope(), steps)
          .requireEveryChoiceIndependent();
    };
  }

  private static void requireMinusOne(Rational slope, List<Integer> primes, Steps steps) {
    BigInteger sum = slope.numerator().add(slope.denominator());
    for (int prime : primes) {
      steps.work().add(Work.length(sum));
      steps.require(
          sum.mod(BigInteger.valueOf(prime)).signum() == 0,
          "classes",
          () -> "the slope " + slope + " is not -1 modulo " + prime);
    }
  }
}
