package org.dlmcert.certify.layer;

import java.math.BigInteger;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.TreeEvidence;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.certify.tree.UnitClasses;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Tries every pattern of one unit of each class of proportional noise; complete for given noise and
 * all patterns, as far as the budget reaches (proofs/soundness.md, section 14).
 */
public final class EveryPattern implements Method<GivenLayer> {
  /** So many operations are spent on refuting what is too much for the checker: seconds. */
  private static final long REFUTING = 1L << 34;

  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    UnitClasses units = UnitClasses.of(layer.family());
    Reduction whole = units.reduction(layer.family());
    GradientFamily family = whole.family(layer.family());
    BigInteger work =
        CheckerWork.tree(
            family.rows(), family.samples(), family.units(), PatternTree.plan(family).choices());
    boolean checkable = work.compareTo(CheckerWork.LIMIT) <= 0;
    long most =
        checkable || budget.chosenPatterns().isPresent()
            ? budget.maxPatterns()
            : Math.max(1, REFUTING / Math.max(1, (long) family.rows() * family.samples()));
    PatternTree.Answer answer = new PatternTree(family).search(most, budget.workers(), progress);
    if (answer instanceof PatternTree.Independent independent) {
      return new Attempt.Decided(new TreeEvidence(whole, independent));
    }
    if (answer instanceof PatternTree.Deficient deficient) {
      return deficient(layer, units.extended(deficient.pattern()));
    }
    if (answer instanceof PatternTree.Limited part) {
      return checkable || budget.chosenPatterns().isPresent()
          ? limited("--max-patterns " + part.done(), part.done(), part.needed())
          : uncheckable(part, work);
    }
    if (answer instanceof PatternTree.TooManyUnits many) {
      return limited("62 units with noise on one sample", 0, many.needed());
    }
    if (answer instanceof PatternTree.TooLarge) {
      return new Attempt.Open("the tree of patterns does not fit in memory");
    }
    PatternTree.Interrupted stopped = (PatternTree.Interrupted) answer;
    return fits(stopped.needed())
        ? new Attempt.Limited(
            "interrupted",
            progress(stopped.done(), stopped.needed()),
            "more time (a longer --timeout)")
        : limited("interrupted", stopped.done(), stopped.needed());
  }

  private static Attempt uncheckable(PatternTree.Limited part, BigInteger work) {
    return new Attempt.Limited(
        "the checker's work: " + CheckerWork.LIMIT,
        progress(part.done(), part.needed())
            + "; the check of all would take "
            + Attempt.about(work)
            + " operations, so only a deficient one was looked for",
        "nothing for certain: a larger --max-patterns looks further for a deficient pattern; "
            + Attempt.NEARBY);
  }

  private static Attempt deficient(GivenLayer layer, ActivationPattern pattern) {
    if (layer.scope() != PatternScope.ALL) {
      return new Attempt.Open(
          "some pattern has a null vector, but no point with weights need have that pattern");
    }
    return new Attempt.Decided(LayerRefutation.of(layer, pattern).orElseThrow());
  }

  private static Attempt limited(String limit, long done, BigInteger needed) {
    return new Attempt.Limited(
        limit,
        progress(done, needed),
        fits(needed)
            ? "--max-patterns " + needed + " and time for as many"
            : "no limit that can be raised: the patterns are too many; " + Attempt.NEARBY);
  }

  private static boolean fits(BigInteger patterns) {
    return patterns.compareTo(BigInteger.valueOf(Budget.DEFAULT.maxPatterns())) <= 0;
  }

  private static String progress(long done, BigInteger needed) {
    return done
        + " of "
        + Attempt.about(needed)
        + " patterns (up to symmetry) tried, none deficient";
  }
}
