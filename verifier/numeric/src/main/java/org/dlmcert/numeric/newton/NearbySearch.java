package org.dlmcert.numeric.newton;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.model.Instance;
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

  private NearbySearch(Instance instance, Progress progress) {
    this.instance = instance;
    this.progress = progress;
  }

  /**
   * Searches near the weights of an instance that has targets and no generic noise.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public static NearbyOutcome of(Instance instance, Progress progress) throws InterruptedException {
    return new NearbySearch(instance, progress).run();
  }

  private NearbyOutcome run() throws InterruptedException {
    if (instance.samples() == 0) {
      return new NearbyOutcome.Failed("there are no samples");
    }
    NearbyOutcome zero = zero();
    if (zero instanceof NearbyOutcome.Found) {
      return zero;
    }
    return new NearbyOutcome.Failed(String.join("\n", reasons));
  }

  private NearbyOutcome zero() throws InterruptedException {
    if (!ZeroSearch.isPossible(instance.network(), instance.samples())) {
      return failed(
          "no point of loss 0 can be isolated: there are more equations, N·d_L, than parameters"
              + " beside one for each hidden unit");
    }
    progress.stage("weights of loss 0", Progress.UNKNOWN);
    ZeroSearch.End end = ZeroSearch.near(instance);
    if (end instanceof ZeroSearch.Stuck stuck) {
      return failed(
          "Newton's method does not reach loss 0 from here: it ends at a loss of about "
              + stuck.loss());
    }
    if (!(end instanceof ZeroSearch.Guessed guessed)) {
      return failed(
          "near the point of loss 0 the derivatives of the outputs by the parameters are dependent");
    }
    NearbyOutcome outcome = ZeroNearby.of(instance, guessed.guess(), BITS, progress);
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
