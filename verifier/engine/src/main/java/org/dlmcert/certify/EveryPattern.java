package org.dlmcert.certify;

import java.math.BigInteger;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Tries every pattern of one unit of each class of proportional noise; complete for given noise and
 * all patterns, as far as the budget reaches (proofs/soundness.md, section 14).
 */
final class EveryPattern implements Method {
  /** So many operations are spent on refuting what is too much for the checker: seconds. */
  private static final long REFUTING = 1L << 34;

  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (!(problem instanceof FullRankProblem.OneLayer layer)
        || layer.hasGenericNoise()
        || layer.slope().isZero()) {
      return Attempt.INAPPLICABLE;
    }
    UnitClasses units = UnitClasses.of(layer);
    Reduction whole = units.reduction(layer);
    GradientFamily family = whole.family(layer);
    BigInteger work = CheckerWork.tree(family, PatternTree.plan(family));
    boolean checkable = work.compareTo(CheckerWork.LIMIT) <= 0;
    long most =
        checkable || budget.chosenPatterns().isPresent()
            ? budget.maxPatterns()
            : Math.max(1, REFUTING / Math.max(1, (long) family.rows() * family.samples()));
    PatternTree.Answer answer = new PatternTree(family).search(most, budget.threads(), progress);
    if (answer instanceof PatternTree.Independent independent) {
      return new Attempt.Decided(TreeEvidence.of(whole, independent));
    }
    if (answer instanceof PatternTree.Deficient deficient) {
      return deficient(layer, units.extended(deficient.pattern()), scope);
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
    return limited("interrupted", stopped.done(), stopped.needed());
  }

  private static Attempt uncheckable(PatternTree.Limited part, BigInteger work) {
    return new Attempt.Limited(
        "the checker's work: " + CheckerWork.LIMIT,
        progress(part.done(), part.needed())
            + "; the check of all would take "
            + about(work)
            + " operations, so only a deficient one was looked for",
        "nothing for certain: a larger --max-patterns looks further for a deficient pattern; "
            + FullRankDecision.NEARBY);
  }

  private static Attempt deficient(
      FullRankProblem.OneLayer layer, ActivationPattern pattern, PatternScope scope) {
    if (scope != PatternScope.ALL) {
      return new Attempt.Open(
          "some pattern has a null vector, but no point with weights need have that pattern");
    }
    return NullVectors.find(
            KhatriRao.product(pattern.slopes(layer.noise(), layer.slope()), layer.inputs()))
        .<Attempt>map(v -> new Attempt.Decided(new Evidence.NullVector(pattern, v)))
        .orElseThrow();
  }

  private static Attempt limited(String limit, long done, BigInteger needed) {
    return new Attempt.Limited(
        limit,
        progress(done, needed),
        needed.compareTo(BigInteger.valueOf(Budget.DEFAULT.maxPatterns())) <= 0
            ? "--max-patterns " + needed + " and time for as many"
            : "no limit that can be raised: the patterns are too many; " + FullRankDecision.NEARBY);
  }

  private static String progress(long done, BigInteger needed) {
    return done + " of " + about(needed) + " patterns (up to symmetry) tried, none deficient";
  }

  private static String about(BigInteger count) {
    return count.bitLength() <= 50 ? count.toString() : "about 2^" + (count.bitLength() - 1);
  }
}
