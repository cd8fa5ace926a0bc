package org.dlmcert.checker.least;

import org.dlmcert.checker.bound.BoundTree;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.point.ExactPoint;
import org.dlmcert.checker.rule.Rule;

/** The least loss of one hidden layer over all weights (soundness.md section 30). */
public final class LeastLossRule implements Rule<Network, LeastLossClaim> {
  @Override
  public String kind() {
    return "least-loss";
  }

  @Override
  public LeastLossClaim readClaim(CanonicalReader in) {
    return LeastLossClaim.read(in);
  }

  @Override
  public Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  @Override
  public Evidence readEvidence(CanonicalReader in, Network network, LeastLossClaim claim) {
    return readEvidence(in, network, claim.loss(), kind());
  }

  /** Reads weights and a tree that prove the least loss. */
  static Evidence readEvidence(CanonicalReader in, Network network, Rational least, String kind) {
    in.open();
    in.field("weights");
    Network.Parameters parameters = network.readParameters(in);
    in.field("vectors");
    BoundTree tree = BoundTree.read(in, network);
    in.close();
    return steps -> {
      Rational loss = new ExactPoint(network, parameters, steps.work()).loss();
      Rejection.unless(
          loss.equals(least),
          kind,
          "claim.loss",
          () -> "the certificate says " + least + ", its weights have " + loss);
      tree.check(network, loss, steps);
    };
  }
}
