package org.dlmcert.certify.deep;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.each.EveryPatternSearch;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.EveryPatternEvidence;
import org.dlmcert.certify.refutation.DeepNullVectorEvidence;
import org.dlmcert.certify.tree.PatternTree;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.pattern.NetworkFamily;
import org.dlmcert.progress.Progress;

/**
 * Looks for a deficient pattern of all hidden layers: for some patterns of the layers below, a tree
 * over those of the last hidden layer. The patterns below are the constant ones, those that the
 * weights have, and then all of them if they are few, and otherwise some drawn with a fixed seed.
 *
 * <p>Where all of them were tried and none is deficient, a prime modulo which every pattern has
 * full column rank is the proof, if they are few enough to be tried again ({@link
 * EveryPatternSearch}).
 */
public final class AllLayersPatterns implements Method<FullRankProblem.AllLayers> {
  /** So many patterns below are few. */
  private static final int FEW_BITS = 12;

  private static final int DRAWS = 64;

  /** The most patterns tried unless a limit is chosen: seconds. */
  private static final long SEARCHED = 1L << 26;

  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(FullRankProblem.AllLayers layers, Budget budget, Progress progress) {
    return new Search(layers.family(), budget, progress).run();
  }

  private static final class Search {
    private final NetworkFamily family;
    private final Budget budget;
    private final Progress progress;
    private final long most;
    private final int bits; // of the patterns below
    private long tried;
    private boolean complete = true; // every tree so far came to its end

    Search(NetworkFamily family, Budget budget, Progress progress) {
      this.family = family;
      this.budget = budget;
      this.progress = progress;
      most = budget.chosenPatterns().orElse(SEARCHED);
      long units = 0;
      for (int l = 1; l < family.last(); l++) {
        units += family.instance().network().width(l);
      }
      bits = (int) Math.min(Integer.MAX_VALUE, units * family.samples());
    }

    Attempt run() {
      List<List<ActivationPattern>> likely =
          List.of(
              family.allActive(family.last() - 1),
              family.allInactive(family.last() - 1),
              family.determined());
      boolean few = bits <= FEW_BITS;
      long share = few ? most : Math.max(1, most / (DRAWS + likely.size()));
      if (!few) {
        complete = false;
        for (List<ActivationPattern> lower : likely) {
          Optional<Attempt> answer = below(lower, share);
          if (answer.isPresent()) {
            return answer.get();
          }
        }
      }
      Random random = new Random(family.samples());
      long count = few ? 1L << bits : DRAWS;
      for (long k = count - 1; k >= 0; k--) { // the pattern of ones first
        if (tried >= most || Thread.currentThread().isInterrupted()) {
          complete = false;
          break;
        }
        long number = k;
        Bits next = few ? new Counted(number) : random::nextBoolean;
        Optional<Attempt> answer = below(lower(next), Math.min(share, most - tried));
        if (answer.isPresent()) {
          return answer.get();
        }
      }
      return open();
    }

    /** Slopes one after the other. */
    private interface Bits {
      boolean next();
    }

    /** The binary digits of a number. */
    private static final class Counted implements Bits {
      private long left;

      Counted(long number) {
        left = number;
      }

      @Override
      public boolean next() {
        boolean bit = (left & 1) == 1;
        left >>= 1;
        return bit;
      }
    }

    private List<ActivationPattern> lower(Bits bits) {
      List<ActivationPattern> patterns = new ArrayList<>();
      for (int l = 1; l < family.last(); l++) {
        patterns.add(
            ActivationPattern.of(
                family.samples(), family.instance().network().width(l), (n, i) -> bits.next()));
      }
      return patterns;
    }

    private Optional<Attempt> below(List<ActivationPattern> lower, long share) {
      GradientFamily above = family.above(lower);
      PatternTree.Answer answer = new PatternTree(above).search(share, budget.workers(), progress);
      if (answer instanceof PatternTree.Deficient deficient) {
        return Optional.of(refuted(lower, above, deficient.pattern()));
      }
      if (answer instanceof PatternTree.Independent all) {
        tried += all.tried().longValueExact();
      } else {
        complete = false;
        tried += answer instanceof PatternTree.Limited part ? part.done() : 0;
      }
      return Optional.empty();
    }

    private Attempt refuted(
        List<ActivationPattern> lower, GradientFamily above, ActivationPattern last) {
      List<ActivationPattern> patterns = new ArrayList<>(lower);
      patterns.add(last);
      return NullVectors.find(above.matrix(last))
          .<Attempt>map(v -> new Attempt.Decided(new DeepNullVectorEvidence(patterns, v)))
          .orElseThrow();
    }

    private Attempt open() {
      if (complete) {
        EveryPatternSearch search = new EveryPatternSearch(family.instance(), 0);
        Optional<EveryPatternEvidence> proof =
            search.bits() <= EveryPatternSearch.MOST_BITS ? search.search() : Optional.empty();
        if (proof.isPresent()) {
          return new Attempt.Decided(proof.get());
        }
      }
      String decide =
          "nothing for certain; --patterns all asks about the patterns of the last hidden layer"
              + " alone";
      return complete
          ? new Attempt.Limited(
              "a certificate of every pattern is made for up to 2^"
                  + EveryPatternSearch.MOST_BITS
                  + " patterns",
              "all patterns of all layers were tried ("
                  + tried
                  + ", up to symmetry of the last), and none is deficient",
              decide)
          : new Attempt.Limited(
              budget.chosenPatterns().isPresent()
                  ? "--max-patterns " + budget.maxPatterns()
                  : "patterns of all layers are only searched for a deficient one",
              tried + " patterns of all layers tried, none deficient",
              decide);
    }
  }
}
