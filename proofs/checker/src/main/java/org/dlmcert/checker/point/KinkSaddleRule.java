package org.dlmcert.checker.point;

import java.util.List;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/** A saddle of one hidden layer at kinks of the loss (soundness.md section 26). */
public final class KinkSaddleRule implements PointClaimRule {
  @Override
  public String kind() {
    return "kink-saddle";
  }

  @Override
  public List<String> verdicts() {
    return List.of("SADDLE");
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, PointClaim claim) {
    applies(network.layers() == 2, () -> "to one hidden layer");
    in.open();
    in.field("unit");
    int unit = in.index(network.width(1));
    in.field("move");
    Rational[] move = in.row(network.width(0) + (network.bias() ? 1 : 0));
    List<KinkEvidence> kinks = KinkConditions.read(in, network);
    in.close();
    return steps -> {
      ExactPoint point = PointClaimRule.point(network, claim, steps);
      Claimed.same("spurious", claim.spurious(), false, steps);
      KinkConditions conditions = new KinkConditions(network, point, kinks, steps);
      conditions.requireNoDescent();
      conditions.requireIdle(unit, move);
    };
  }
}
