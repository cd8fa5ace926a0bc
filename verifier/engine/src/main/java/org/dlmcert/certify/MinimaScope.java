package org.dlmcert.certify;

import java.util.Optional;
import org.dlmcert.certificate.Evidence;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.claim.FullRankClaim;
import org.dlmcert.certify.refutation.OpenCellEvidence;
import org.dlmcert.certify.refutation.OwnMinimumEvidence;
import org.dlmcert.model.Loss;

/**
 * The local minima that a decision is to be about (proofs/soundness.md, section 28). Evidence of
 * full column rank for every pattern always excludes bad minima at which the loss is
 * differentiable; some evidence excludes those at kinks, too.
 */
public enum MinimaScope {
  /** Whatever the evidence excludes. */
  DIFFERENTIABLE("differentiable") {
    @Override
    Optional<String> objection(FullRankClaim claim, Evidence evidence) {
      return Optional.empty();
    }
  },
  /** All of them: other proofs do not count, nor refutations without a bad minimum. */
  ALL("all") {
    @Override
    Optional<String> objection(FullRankClaim claim, Evidence evidence) {
      // The bad minimum of such a refutation is one of squared losses.
      boolean bad =
          (evidence instanceof OpenCellEvidence || evidence instanceof OwnMinimumEvidence)
              && claim.instance().loss().equals(Loss.SQUARED);
      if (bad || claim.coversAllMinima(evidence)) {
        return Optional.empty();
      }
      return Optional.of(
          evidence instanceof Proof
              ? "the proof (" + evidence.kind() + ") says nothing about minima at kinks"
              : "full column rank is refuted ("
                  + evidence.kind()
                  + "), but no bad local minimum is part of that");
    }
  };

  private final String word;

  MinimaScope(String word) {
    this.word = word;
  }

  public String word() {
    return word;
  }

  /** Why this evidence does not do; empty if it does. */
  abstract Optional<String> objection(FullRankClaim claim, Evidence evidence);
}
