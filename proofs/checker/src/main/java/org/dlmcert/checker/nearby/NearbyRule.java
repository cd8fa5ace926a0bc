package org.dlmcert.checker.nearby;

import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Rejection;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;
import org.dlmcert.checker.rule.Rule;

/** A kind of certificate about a point near given weights. */
interface NearbyRule extends Rule<Network, NearbyClaim> {

  /** Returns the verdict that the kind proves. */
  String verdict();

  @Override
  default NearbyClaim readClaim(CanonicalReader in) {
    NearbyClaim claim = NearbyClaim.read(in);
    Rejection.unless(
        claim.verdict().equals(verdict()),
        "applicability",
        "claim.verdict",
        () -> kind() + " proves " + verdict() + ", the certificate says " + claim.verdict());
    return claim;
  }

  @Override
  default Network readSubject(CanonicalReader in) {
    return Network.read(in);
  }

  /** Rejects certificates about other losses than squares. */
  static void requireSquares(Rule<?, ?> rule, Network network) {
    Rejection.unless(
        network.loss().squared(),
        "applicability",
        "kind",
        () -> rule.kind() + " applies only to squared losses");
  }

  /** Rejects the claim unless these are the bounds of the loss, no kinks and no negative ones. */
  static void sameRest(NearbyClaim claim, Rational from, Rational to, int[] counts, Steps steps) {
    Claimed.same("loss_from", claim.lossFrom(), from, steps);
    Claimed.same("loss_to", claim.lossTo(), to, steps);
    Claimed.same("kinks", claim.kinks(), counts[0], steps);
    Claimed.same("negative", claim.negative(), counts[1], steps);
  }

  /** Rejects the evidence where a preactivation that is not declared may be zero. */
  static Enclosure.AtKinks noKinks(Steps steps) {
    return (layer, unit, sample, above, below) -> {
      throw new Rejection(
          steps.kind(),
          "evidence.radii",
          "the preactivation of unit "
              + unit
              + " of layer "
              + layer
              + " may be 0 on sample "
              + sample);
    };
  }
}
