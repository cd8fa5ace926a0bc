package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integerRows;
import static org.dlmcert.app.coq.CoqTerms.integers;

import java.util.Set;
import org.dlmcert.app.evidence.Fields;

/**
 * A certificate about a point near the weights of its instance as a theorem for Coq, in the
 * vocabulary of {@code proofs/coq/theories/NearbyClaims.v}.
 */
final class CoqNearby {
  private static final Set<String> KINDS = Set.of("nearby-zero");

  private final Fields claim;
  private final Fields evidence;

  CoqNearby(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    return "From Dlmcert Require Import NearbyForm NearbyClaims ExportPoints Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition said : near_claim := "
        + said(claim)
        + ".\nDefinition proof : near_evidence := "
        + evidence()
        + ".\n\nTheorem claim : nearby_claim network said proof false.\n"
        + "Proof. apply (@near_point_claim network said proof None);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  /** What the rule decides of the claim. */
  static String said(Fields claim) {
    return "NearClaim "
        + rational(claim, "radius")
        + rational(claim, "loss_from")
        + rational(claim, "loss_to")
        + claim.text("kinks")
        + " "
        + claim.text("negative");
  }

  private static String rational(Fields claim, String field) {
    return "(" + CoqTerms.rational(claim.text(field)) + ") ";
  }

  private String evidence() {
    return "NearZero (NearbyBox "
        + evidence.text("bits")
        + " "
        + evidence.text("box_bits")
        + " "
        + integers(evidence.texts("centre"))
        + " "
        + integers(evidence.texts("moving"))
        + " "
        + integers(evidence.texts("radii"))
        + " "
        + evidence.text("scale")
        + " "
        + integerRows(evidence.rows("preconditioner"))
        + ")";
  }
}
