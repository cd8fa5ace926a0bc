package org.dlmcert.checker.least;

import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.minima.MinimaRule;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Rule;

/**
 * All differentiable minima of one hidden layer, and the least loss of all weights (soundness.md
 * sections 24 and 30).
 */
public final class MinimaAndLeastRule implements Rule<Network, MinimaAndLeastClaim> {
  @Override
  public String kind() {
    return "minima-and-least-loss";
  }

  @Override
  public MinimaAndLeastClaim readClaim(CanonicalReader in) {
    return MinimaAndLeastClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, MinimaAndLeastClaim claim) {
    in.open();
    in.field("minima");
    Evidence minima = new MinimaRule().readEvidence(in, network, claim.minima());
    in.field("least");
    Evidence least = LeastLossRule.readEvidence(in, network, claim.least(), kind());
    in.close();
    return steps -> {
      minima.check(steps.in("minima"));
      least.check(steps.in("least"));
    };
  }
}
