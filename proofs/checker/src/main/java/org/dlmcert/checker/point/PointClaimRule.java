package org.dlmcert.checker.point;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/** A kind of certificate about one point: the verdict on given weights. */
public interface PointClaimRule extends Rule<Network, PointClaim> {

  @Override
  default PointClaim readClaim(CanonicalReader in) {
    PointClaim claim = PointClaim.read(in);
    Rejection.unless(
        verdicts().contains(claim.verdict()),
        "applicability",
        "claim.verdict",
        () -> kind() + " proves " + verdicts() + ", the certificate says " + claim.verdict());
    return claim;
  }

  @Override
  default Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  /** Returns the verdicts that the kind can prove. */
  List<String> verdicts();

  /** Rejects the certificate unless its kind applies. */
  default void applies(boolean condition, Supplier<String> needed) {
    Rejection.unless(
        condition, "applicability", "kind", () -> kind() + " applies only " + needed.get());
  }

  /** Computes the point; rejects the claim unless the loss is its own. */
  static ExactPoint point(Network network, PointClaim claim, Steps steps) {
    ExactPoint point = new ExactPoint(network, network.parameters().orElseThrow(), steps.work());
    Claimed.same("loss", claim.loss(), point.loss(), steps);
    return point;
  }

  /** Spurious exactly if there are better weights, and their loss is smaller. */
  static void checkSpurious(
      Network network, PointClaim claim, Optional<Network.Parameters> better, Steps steps) {
    Claimed.same("spurious", claim.spurious(), better.isPresent(), steps);
    if (better.isPresent()) {
      Rational loss = new ExactPoint(network, better.get(), steps.work()).loss();
      steps.require(
          Vectors.minus(loss, claim.loss(), steps.work()).signum() < 0,
          "better",
          () -> "the loss " + loss + " is not smaller than " + claim.loss());
    }
  }
}
