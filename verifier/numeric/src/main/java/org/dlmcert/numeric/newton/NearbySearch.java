package org.dlmcert.numeric.newton;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.model.Instance;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.point.nearby.CriticalNearby;
import org.dlmcert.point.nearby.NearbyOutcome;
import org.dlmcert.point.nearby.ZeroNearby;
import org.dlmcert.progress.Progress;

/**
 * What can be proved of a point near given weights: Newton's method in double guesses it, integer
 * intervals enclose it.
 */
public final class NearbySearch {
  /** Bits after the point of what is enclosed. */
  public static final int BITS = 160;

  private final Instance instance;
  private final Progress progress;
  private final List<String> reasons = new ArrayList<>();

  private final int bits;

  private NearbySearch(Instance instance, int bits, Progress progress) {
    this.instance = instance;
    this.bits = bits;
    this.progress = progress;
  }

  /**
   * Searches near the weights of an instance that has targets and no generic noise.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static NearbyOutcome of(Instance instance, Progress progress) throws InterruptedException {
    return of(instance, BITS, progress);
  }

  /**
   * The same with a choice of precision.
   *
   * @param bits after the point of what is enclosed; the more, the smaller the box
   * @throws InterruptedException if the thread is interrupted
   */
  public static NearbyOutcome of(Instance instance, int bits, Progress progress)
      throws InterruptedException {
    return new NearbySearch(instance, bits, progress).run();
  }

  private NearbyOutcome run() throws InterruptedException {
    if (instance.samples() == 0) {
      return new NearbyOutcome.Failed("there are no samples");
    }
    NearbyOutcome zero = zero();
    if (zero instanceof NearbyOutcome.Found) {
      return zero;
    }
    NearbyOutcome critical = critical();
    return critical instanceof NearbyOutcome.Found
        ? critical
        : new NearbyOutcome.Failed(String.join("\n", reasons));
  }

  private NearbyOutcome critical() throws InterruptedException {
    Optional<String> impossible = CriticalSearch.impossible(instance.network(), instance.samples());
    if (impossible.isPresent()) {
      return failed(impossible.get());
    }
    progress.stage("critical points", Progress.UNKNOWN);
    CriticalSearch search = new CriticalSearch(instance);
    List<CriticalSearch.Candidate> candidates = search.candidates(search.descended());
    for (CriticalSearch.Candidate candidate : candidates) {
      if (!candidate.minimum() && !candidate.guess().kinks().isEmpty()) {
        continue;
      }
      Optional<BetterPoint> better =
          candidate.minimum() ? search.better(candidate.loss()) : Optional.empty();
      NearbyOutcome outcome =
          CriticalNearby.of(instance, candidate.guess(), better, bits, progress);
      if (outcome instanceof NearbyOutcome.Found) {
        return outcome;
      }
      reasons.add(((NearbyOutcome.Failed) outcome).reason());
    }
    return candidates.isEmpty()
        ? failed(
            "Newton's method finds no isolated critical point here, with no kink or on those"
                + " nearest: "
                + search.misses())
        : new NearbyOutcome.Failed("");
  }

  private NearbyOutcome zero() throws InterruptedException {
    if (!ZeroSearch.isPossible(instance.network(), instance.samples())) {
      return failed(
          "no point of loss 0 can be isolated: there are "
              + (long) instance.samples() * instance.network().outputs()
              + " equations, N·d_L, more than the "
              + ZeroSearch.mostEquations(instance.network())
              + " parameters beside one for each hidden unit");
    }
    progress.stage("weights of loss 0", Progress.UNKNOWN);
    ZeroSearch.End end = ZeroSearch.near(instance);
    if (end instanceof ZeroSearch.Stuck stuck) {
      return failed(
          "Newton's method does not reach loss 0 from here: it ends at a loss of about "
              + stuck.loss()
              + " instead of less than "
              + ZeroSearch.REACHED);
    }
    if (!(end instanceof ZeroSearch.Guessed guessed)) {
      return failed(
          "near the point of loss 0 the derivatives of the outputs by the parameters are dependent: "
              + ((ZeroSearch.Dependent) end).words());
    }
    NearbyOutcome outcome = ZeroNearby.of(instance, guessed.guess(), bits, progress);
    if (outcome instanceof NearbyOutcome.Failed failed) {
      reasons.add(failed.reason());
    }
    return outcome;
  }

  private NearbyOutcome failed(String reason) {
    reasons.add(reason);
    return new NearbyOutcome.Failed(reason);
  }
}
