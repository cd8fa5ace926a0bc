package org.dlmcert.checker;

import java.util.List;

/** A point of the least loss (soundness.md section 23). */
final class GlobalMinimumRule implements PointClaimRule {
  @Override
  public String kind() {
    return "global-minimum";
  }

  @Override
  public List<String> verdicts() {
    return List.of("GLOBAL_MINIMUM");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    in.open();
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      PointClaimRule.same("spurious", claim.spurious(), false, steps);
      if (claim.loss().signum() != 0) {
        PointClaimRule.claimed(
            network.layers() == 2, "verdict", () -> "the loss is not 0 and L is not 2", steps);
        Balance balance = Balance.everywhere(network, steps);
        new PathSums(network, point, balance, steps).require();
      }
    };
  }
}
