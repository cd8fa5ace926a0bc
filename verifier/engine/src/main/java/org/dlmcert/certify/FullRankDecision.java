package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.progress.Progress;

/**
 * Decides a {@link FullRankClaim} by trying methods in order.
 *
 * <p>To add a method: implement {@link Method}, permit it there, put it in {@link #METHODS} before
 * what is slower, and give it a kind of {@link Evidence} that the checker knows.
 */
public final class FullRankDecision {
  /**
   * All methods, cheap and decisive ones first. The partition comes before the pattern of ones,
   * whose deficiency it explains on fewer samples.
   */
  private static final List<Method> METHODS =
      List.of(
          new SlopeZero(),
          new SingleEntries(),
          new NoNoise(),
          new IndependentInputs(),
          new GenericLayerCount(),
          new LayerMatching(),
          new DominatedNoise(),
          new InputPartition(),
          new NoiseSupport(),
          new AllOnesPattern(),
          new SlopeCollapse(),
          new SlopesNearOne(),
          new RealizableCells(),
          new ReducedProblems(),
          new EveryPattern(),
          new AllLayersPatterns());

  private FullRankDecision() {}

  /** What came of it. */
  public sealed interface Outcome {
    /** What each method said that did not decide, one line a method. */
    List<String> tried();
  }

  /**
   * The claim is decided, subject to the checker's consent.
   *
   * @param patternCount the number of patterns in the scope, if they were counted
   */
  public record Decided(
      MethodName method, Evidence evidence, Optional<BigInteger> patternCount, List<String> tried)
      implements Outcome {
    public Decided {
      tried = List.copyOf(tried);
    }
  }

  /** No method decides the claim. */
  public record Undecided(String limit, List<String> tried, String wouldDecide) implements Outcome {
    public Undecided {
      tried = List.copyOf(tried);
    }
  }

  /** Tries all methods, with the default budget. */
  public static Outcome decide(FullRankClaim claim, Progress progress) {
    return decide(claim, Budget.DEFAULT, progress);
  }

  /** Tries all methods. */
  public static Outcome decide(FullRankClaim claim, Budget budget, Progress progress) {
    return decide(claim, METHODS, "no method at hand decides this", budget, progress);
  }

  /** Tries the methods of one name only. */
  public static Outcome decide(
      FullRankClaim claim, MethodName only, Budget budget, Progress progress) {
    List<Method> chosen = METHODS.stream().filter(m -> m.name() == only).toList();
    String limit =
        chosen.isEmpty()
            ? "the method " + only.word() + " is not part of this version"
            : "the method " + only.word() + " does not decide this";
    return decide(claim, chosen, limit, budget, progress);
  }

  private static Outcome decide(
      FullRankClaim claim,
      List<Method> methods,
      String otherwise,
      Budget budget,
      Progress progress) {
    FullRankProblem problem = claim.problem();
    List<String> tried = new ArrayList<>();
    Optional<Attempt.Limited> limited = Optional.empty();
    for (Method method : methods) {
      Attempt attempt = method.attempt(problem, claim.scope(), budget, progress);
      if (attempt instanceof Attempt.Decided yes) {
        return new Decided(method.name(), shown(claim, yes.evidence()), yes.patternCount(), tried);
      }
      String word = method.name().word() + ": ";
      if (attempt instanceof Attempt.Open open) {
        tried.add(word + open.because());
      } else if (attempt instanceof Attempt.Limited stopped) {
        tried.add(word + stopped.because());
        limited = Optional.of(stopped);
      }
    }
    return limited
        .map(l -> new Undecided(l.limit(), tried, l.wouldDecide()))
        .orElseGet(() -> new Undecided(otherwise, tried, wouldDecide(claim, problem)));
  }

  /** The evidence to show: a bad minimum of the instance's own targets, where there is one. */
  private static Evidence shown(FullRankClaim claim, Evidence evidence) {
    return evidence instanceof Evidence.OpenCell
        ? OwnTargetsMinimum.of(claim).orElse(evidence)
        : evidence;
  }

  private static String wouldDecide(FullRankClaim claim, FullRankProblem problem) {
    if (problem instanceof FullRankProblem.BetweenLayers) {
      return "generic noise in the last hidden layer, or given noise in all hidden layers";
    }
    if (claim.noiseWord().equals("generic")) {
      return "--method auto";
    }
    return "generic noise, for which the partition is a complete decision; for the given noise a"
        + " look at the patterns themselves";
  }
}
