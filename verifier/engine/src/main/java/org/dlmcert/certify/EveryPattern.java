package org.dlmcert.certify;

import java.math.BigInteger;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.gradient.KhatriRao;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Tries every pattern, up to symmetry; complete for given noise and all patterns, as far as the
 * budget reaches (proofs/soundness.md, section 14).
 */
final class EveryPattern implements Method {
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
    Reduction whole = Reduction.none(layer);
    PatternTree.Answer answer =
        new PatternTree(whole.family(layer))
            .search(budget.maxPatterns(), budget.threads(), progress);
    if (answer instanceof PatternTree.Independent independent) {
      return new Attempt.Decided(TreeEvidence.of(whole, independent));
    }
    if (answer instanceof PatternTree.Deficient deficient) {
      return deficient(layer, deficient.pattern(), scope);
    }
    if (answer instanceof PatternTree.Limited part) {
      return limited("--max-patterns " + part.done(), part.done(), part.needed());
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
    String count =
        needed.bitLength() <= 50 ? needed.toString() : "about 2^" + (needed.bitLength() - 1);
    return new Attempt.Limited(
        limit,
        done + " of " + count + " patterns (up to symmetry) tried, none deficient",
        needed.bitLength() <= 62
            ? "--max-patterns " + needed + " and time for as many"
            : "noise for which collapse, archimedean or lift applies, or fewer samples");
  }
}
