package org.dlmcert.least;

import java.util.List;
import java.util.Optional;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.CensusResult.LossCount;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.progress.Progress;
import org.dlmcert.task.Workers;

/**
 * A census of the minima inside cells, and the least loss of all weights, which may be less than
 * all of theirs: then only weights with a preactivation of zero have it.
 */
public record CensusWithLeastLoss(CensusResult census, LeastLoss least) implements Proof {
  /**
   * Finds the least loss of all weights by a tree that starts from the best minimum of a census.
   *
   * @param maxNodes the most nodes of the tree
   * @return empty if the tree has more
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<CensusWithLeastLoss> of(
      CensusResult census, long maxNodes, Workers workers, Progress progress)
      throws InterruptedException {
    LeastLossSearch search =
        new LeastLossSearch(
            census.problem(),
            new LeastLossSearch.Limits(maxNodes, workers),
            Optional.empty(),
            progress);
    List<LossCount> losses = census.losses();
    LeastLossSearch.Outcome outcome =
        losses.isEmpty() ? search.run() : search.runFrom(losses.get(0).first().weights());
    return outcome instanceof LeastLossSearch.Complete complete
        ? Optional.of(new CensusWithLeastLoss(census, complete.result()))
        : Optional.empty();
  }

  /** The certificate (proofs/format.md, 5.44). */
  public Certificate certificate() {
    return Certificate.of(
        census.problem().instance(),
        json -> {
          json.field("property").string("differentiable-minima-and-least-loss");
          census.writeClaimFields(json);
          json.field("loss").rational(least.loss());
        },
        this);
  }

  @Override
  public String kind() {
    return "minima-and-least-loss";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("minima").object(census::writeEvidenceFields);
    json.field("least").value(new LeastLossCertificate(least));
  }
}
