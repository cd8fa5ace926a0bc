package org.dlmcert.certify;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
          new NoNoise(),
          new IndependentInputs(),
          new GenericLayerCount(),
          new LayerMatching(),
          new InputPartition(),
          new AllOnesPattern());

  private FullRankDecision() {}

  /** What came of it. */
  public sealed interface Outcome {
    /** What each method said that did not decide, one line a method. */
    List<String> tried();
  }

  /** The claim is decided, subject to the checker's consent. */
  public record Decided(MethodName method, Evidence evidence, List<String> tried)
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

  /** Tries all methods. */
  public static Outcome decide(FullRankClaim claim, Progress progress) {
    return decide(claim, METHODS, "no method at hand decides this", progress);
  }

  /** Tries the methods of one name only. */
  public static Outcome decide(FullRankClaim claim, MethodName only, Progress progress) {
    List<Method> chosen = METHODS.stream().filter(m -> m.name() == only).toList();
    String limit =
        chosen.isEmpty()
            ? "the method " + only.word() + " is not part of this version"
            : "the method " + only.word() + " does not decide this";
    return decide(claim, chosen, limit, progress);
  }

  private static Outcome decide(
      FullRankClaim claim, List<Method> methods, String limit, Progress progress) {
    FullRankProblem problem = claim.problem();
    List<String> tried = new ArrayList<>();
    Optional<Decided> decided = Optional.empty();
    for (Method method : methods) {
      Attempt attempt = method.attempt(problem, claim.scope(), progress);
      if (attempt instanceof Attempt.Decided yes) {
        decided = Optional.of(new Decided(method.name(), yes.evidence(), tried));
        break;
      }
      if (attempt instanceof Attempt.Open open) {
        tried.add(method.name().word() + ": " + open.because());
      }
    }
    return decided.isPresent()
        ? decided.get()
        : new Undecided(limit, tried, wouldDecide(claim, problem));
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
