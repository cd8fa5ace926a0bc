package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integerRows;
import static org.dlmcert.app.coq.CoqTerms.integers;

import org.dlmcert.app.evidence.Fields;

/**
 * A certificate about all weights near those of its instance as a theorem for Coq, in the
 * vocabulary of {@code proofs/coq/theories/BallClaims.v}.
 */
final class CoqBall {
  static final String KIND = "ball";

  private final Fields claim;
  private final Fields evidence;

  CoqBall(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    boolean modes = evidence.has("radii");
    boolean rate = evidence.has("q");
    String radius = "(" + CoqTerms.rational(claim.text("radius")) + ")";
    return "From Dlmcert Require Import BallForm FlowClaims BallClaims ExportBall Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition proof : "
        + (modes ? "flow_modes := " + flowModes() : "ball_inverse := " + inverse())
        + ".\n\nTheorem claim : "
        + (modes || rate ? "flow_claim" : "critical_points_claim")
        + " network "
        + radius
        + ".\nProof. apply (@"
        + (modes ? "flow_exported" : rate ? "flow_rate_exported" : "critical_points_exported")
        + " network "
        + radius
        + " proof"
        + (rate ? " (" + CoqTerms.rational(evidence.text("q")) + ")" : "")
        + "); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private String flowModes() {
    return "FlowModes "
        + evidence.text("bits")
        + " "
        + integers(evidence.texts("radii"))
        + " "
        + integers(evidence.texts("integrals"))
        + " "
        + integerRows(evidence.rows("modes"))
        + " "
        + integerRows(evidence.rows("inverse"));
  }

  private String inverse() {
    return "BallInverse "
        + evidence.text("bits")
        + " "
        + integers(evidence.texts("rows"))
        + " "
        + evidence.text("scale")
        + " "
        + integerRows(evidence.rows("preconditioner"));
  }
}
