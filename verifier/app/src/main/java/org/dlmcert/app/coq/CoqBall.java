package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integerRows;
import static org.dlmcert.app.coq.CoqTerms.integers;

import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.UsageError;

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

  /**
   * Evidence, theorem and proof, for a network with the given term.
   *
   * @throws UsageError if the certificate is about gradient flow
   */
  String text(String network) {
    String statement = claim.text("statement");
    if (!statement.equals("critical-points")) {
      throw new UsageError("--coq: the statement " + statement + " is not proved in Coq");
    }
    String radius = "(" + CoqTerms.rational(claim.text("radius")) + ")";
    return "From Dlmcert Require Import BallForm BallClaims ExportBall Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition proof : ball_inverse := "
        + inverse()
        + ".\n\nTheorem claim : critical_points_claim network "
        + radius
        + ".\nProof. apply (@critical_points_exported network "
        + radius
        + " proof); vm_cast_no_check (eq_refl true). Qed.\n";
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
