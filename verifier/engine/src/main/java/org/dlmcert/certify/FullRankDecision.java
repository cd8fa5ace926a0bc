package org.dlmcert.certify;

import java.math.BigInteger;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.claim.FullRankProblem;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.OpenCellEvidence;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Progress;

/**
 * Decides a {@link FullRankClaim} by trying methods in order. Each has limits to its operations,
 * and with a deadline a share of the time that is left, so that none keeps the next from its turn.
 *
 * <p>To add a method: implement {@link Method}, put it into the {@link MethodTable} before what is
 * slower, and give it a kind of {@link Evidence} that the checker knows.
 */
public final class FullRankDecision {
  private static final String MORE_TIME = "more time (a longer --timeout)";

  private static final String KINKS_LISTED =
      "minima --kinks lists all local minima of given targets, if the network is small";

  private static final String KINKS_NEARBY =
      "no method of this version; lift --ball makes noise for which it holds, where there is any; "
          + KINKS_LISTED;

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
    return decide(
        claim,
        MinimaScope.DIFFERENTIABLE,
        MethodTable.trials(claim.problem()),
        "no method at hand decides this",
        budget,
        progress);
  }

  /** Tries the methods whose evidence can be about all local minima, kinks included. */
  public static Outcome decideForAllMinima(
      FullRankClaim claim, Optional<MethodName> only, Budget budget, Progress progress) {
    List<? extends MethodTable.Trial<?>> trials =
        claim.instance().samples() == 0 || claim.instance().network().slope().equals(Rational.ONE)
            ? MethodTable.trials(claim.problem())
            : MethodTable.betweenSlopes(claim.problem());
    return decide(
        claim,
        MinimaScope.ALL,
        trials.stream().filter(t -> only.isEmpty() || t.name() == only.get()).toList(),
        "no evidence at hand is about all local minima",
        budget,
        progress);
  }

  /** Tries the methods of one name only. */
  public static Outcome decide(
      FullRankClaim claim, MethodName only, Budget budget, Progress progress) {
    return decide(
        claim,
        MinimaScope.DIFFERENTIABLE,
        MethodTable.trials(claim.problem()).stream().filter(t -> t.name() == only).toList(),
        "the method " + only.word() + " does not decide this",
        budget,
        progress);
  }

  private static Outcome decide(
      FullRankClaim claim,
      MinimaScope scope,
      List<? extends MethodTable.Trial<?>> trials,
      String otherwise,
      Budget budget,
      Progress progress) {
    Map<MethodName, String> tried = new EnumMap<>(MethodName.class);
    Optional<Attempt.Limited> limited = Optional.empty();
    for (MethodTable.Trial<?> trial : trials) {
      Attempt attempt = attempt(trial, budget, progress);
      if (attempt instanceof Attempt.Decided yes) {
        Optional<String> objection = scope.objection(claim, yes.evidence());
        if (objection.isEmpty()) {
          return new Decided(
              trial.name(), shown(claim, yes.evidence()), yes.patternCount(), lines(tried));
        }
        tried.merge(trial.name(), objection.get(), (a, b) -> a + "; " + b);
        if (yes.evidence() instanceof Refutation) {
          break; // then there is no proof
        }
      } else if (attempt instanceof Attempt.Open open) {
        tried.merge(trial.name(), open.because(), (a, b) -> a + "; " + b);
      } else if (attempt instanceof Attempt.Limited stopped) {
        tried.merge(trial.name(), stopped.because(), (a, b) -> a + "; " + b);
        limited = Optional.of(stopped);
      }
      if (Thread.currentThread().isInterrupted()) {
        break;
      }
    }
    return limited
        .map(l -> new Undecided(l.limit(), lines(tried), l.wouldDecide()))
        .orElseGet(() -> new Undecided(otherwise, lines(tried), wouldDecide(claim, scope, trials)));
  }

  /** One line for each method that has something to say. */
  private static List<String> lines(Map<MethodName, String> tried) {
    return tried.entrySet().stream().map(e -> e.getKey().word() + ": " + e.getValue()).toList();
  }

  /** Lets a method try, within its share of the time if there is a deadline. */
  private static Attempt attempt(MethodTable.Trial<?> trial, Budget budget, Progress progress) {
    if (budget.deadline().isEmpty()) {
      return uncancelled(trial, budget, progress)
          .orElse(new Attempt.Limited("interrupted", "interrupted", MORE_TIME));
    }
    Duration length =
        budget.deadline().get().left().multipliedBy(trial.name().share()).dividedBy(100);
    try (TimeShare share = TimeShare.begin(length)) {
      Optional<Attempt> attempt = uncancelled(trial, budget, progress);
      if (!share.isOver() && attempt.isPresent()) {
        return attempt.get();
      }
      String stopped = "stopped after its share of the time, " + length.toMillis() + " ms";
      if (attempt.isPresent() && !(attempt.get() instanceof Attempt.Limited)) {
        return attempt.get(); // it came to an end of its own
      }
      String found =
          attempt.map(part -> ((Attempt.Limited) part).because() + "; " + stopped).orElse(stopped);
      return new Attempt.Limited("the time of " + trial.name().word(), found, MORE_TIME);
    }
  }

  private static Optional<Attempt> uncancelled(
      MethodTable.Trial<?> trial, Budget budget, Progress progress) {
    try {
      return Optional.of(trial.attempt(budget, progress));
    } catch (CancellationException e) {
      return Optional.empty();
    }
  }

  /** The evidence to show: a bad minimum of the instance's own targets, where there is one. */
  private static Evidence shown(FullRankClaim claim, Evidence evidence) {
    return evidence instanceof OpenCellEvidence
            && claim.problem().atAnySlope() instanceof GivenLayer layer
        ? OwnTargetsMinimum.of(claim.instance(), layer).<Evidence>map(own -> own).orElse(evidence)
        : evidence;
  }

  private static String wouldDecide(
      FullRankClaim claim, MinimaScope scope, List<? extends MethodTable.Trial<?>> trials) {
    FullRankProblem problem = claim.problem();
    if (scope == MinimaScope.ALL) {
      return claim.instance().network().slope().signum() > 0
          ? KINKS_NEARBY
          : "nothing of this version at slopes that are not above 0; " + KINKS_LISTED;
    }
    if (trials.size() < MethodTable.trials(problem).size()) {
      return "perhaps --method auto, which tries them all";
    }
    return problem.atAnySlope() instanceof FullRankProblem.BetweenLayers
        ? "no method of this version: none refutes where noise of an upper layer is given while that"
            + " of a lower one is generic"
        : "no method of this version; " + Attempt.NEARBY;
  }
}
