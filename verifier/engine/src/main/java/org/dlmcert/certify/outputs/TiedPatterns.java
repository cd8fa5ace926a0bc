package org.dlmcert.certify.outputs;

import java.math.BigInteger;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.TiedTree;
import org.dlmcert.certify.tree.UnitClasses;
import org.dlmcert.progress.Progress;

/**
 * Every pattern, one after the other. Of units whose noise rows are multiples of each other, and
 * whose output weights are, one decides: with the same slopes the blocks of the others are
 * multiples of its block.
 *
 * <p>With several outputs of given weights (proofs/soundness.md, section 33).
 */
public final class TiedPatterns implements Method<GivenOutputs> {
  /** So many operations modulo a prime take minutes. */
  private static final BigInteger MOST_OPERATIONS = BigInteger.valueOf(20_000_000_000L);

  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(GivenOutputs all, Budget budget, Progress progress) {
    UnitClasses units = UnitClasses.of(all.columns());
    GivenOutputs layer = all.ofUnits(units.representatives());
    TiedTree tree = new TiedTree(layer);
    BigInteger choices = tree.patterns();
    int rows = Math.multiplyExact(layer.units(), layer.family().inputs().rows());
    BigInteger work =
        CheckerWork.tree(
            rows * layer.outputs(), layer.samples() * layer.outputs(), layer.units(), choices);
    boolean tooMuch = work.compareTo(MOST_OPERATIONS) > 0 && budget.chosenPatterns().isEmpty();
    PatternTree.Answer answer = tree.search(tooMuch ? 0 : budget.maxPatterns());
    if (answer instanceof PatternTree.Independent independent) {
      return new Attempt.Decided(new TreeEvidence(units.reduction(all.family()), independent));
    }
    if (answer instanceof PatternTree.Deficient deficient) {
      return new Attempt.Decided(
          OnesOfAllOutputs.refutation(all, units.extended(deficient.pattern())).orElseThrow());
    }
    return new Attempt.Limited(
        tooMuch ? "the work of trying all patterns" : "--max-patterns " + budget.maxPatterns(),
        "none of " + Attempt.about(choices) + " patterns (up to a factor of each sample) tried",
        (choices.compareTo(BigInteger.valueOf(Budget.DEFAULT.maxPatterns())) <= 0
                ? "--max-patterns " + choices + " and time for as many; "
                : "no limit that can be raised: the patterns are too many; ")
            + Attempt.NEARBY);
  }
}
