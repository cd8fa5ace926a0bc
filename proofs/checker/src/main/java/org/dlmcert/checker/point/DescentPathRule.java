package org.dlmcert.checker.point;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.network.OtherWeights;
import org.dlmcert.checker.rule.Claimed;

/** A straight path along which the loss decreases (soundness.md section 20). */
public final class DescentPathRule implements PointClaimRule {
  @Override
  public String kind() {
    return "descent-path";
  }

  @Override
  public List<String> verdicts() {
    return List.of("NOT_CRITICAL", "SADDLE");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    in.open();
    in.field("direction");
    Network.Parameters direction = OtherWeights.read(in, network);
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      Claimed.same("spurious", claim.spurious(), false, steps);
      LossPath.Term term =
          new LossPath(network, direction, steps.work())
              .lowestTerm()
              .orElseThrow(
                  () ->
                      new Rejection(
                          steps.kind(), "evidence.direction", "the loss is constant on the path"));
      steps.require(
          term.coefficient().signum() < 0,
          "direction",
          () -> "the loss increases on the path, with the order " + term.order());
      boolean first = term.order() == 1;
      Claimed.same("verdict", claim.verdict(), first ? "NOT_CRITICAL" : "SADDLE", steps);
      if (!first) {
        new ZeroGradient(network, point, steps).require();
      }
    };
  }
}
