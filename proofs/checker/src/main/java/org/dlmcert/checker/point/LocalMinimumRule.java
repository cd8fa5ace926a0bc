package org.dlmcert.checker.point;

import java.util.List;
import java.util.Optional;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.OtherWeights;

/** A local minimum of one hidden layer (soundness.md section 21). */
public final class LocalMinimumRule implements PointClaimRule {
  @Override
  public String kind() {
    return "local-minimum";
  }

  @Override
  public List<String> verdicts() {
    return List.of("LOCAL_MINIMUM");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    applies(network.layers() == 2, () -> "to one hidden layer");
    in.open();
    List<KinkEvidence> kinks = KinkConditions.read(in, network);
    Optional<Network.Parameters> better = OtherWeights.readBetter(in, network);
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      PointClaimRule.checkSpurious(network, claim, better, steps);
      new KinkConditions(network, point, kinks, steps).requireMinimum();
    };
  }
}
