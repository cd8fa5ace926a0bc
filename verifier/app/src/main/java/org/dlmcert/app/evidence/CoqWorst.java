package org.dlmcert.app.evidence;

import static org.dlmcert.app.evidence.CoqTerms.rational;
import static org.dlmcert.app.evidence.CoqTerms.rationalRows;

import java.util.Set;

/**
 * A certificate about worst minima as a theorem for Coq, in the vocabulary of {@code
 * proofs/coq/theories/WorstClaims.v}.
 */
final class CoqWorst {
  private static final Set<String> KINDS = Set.of("worst-minimum");

  private final Fields claim;
  private final Fields evidence;

  CoqWorst(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    String said = claim.text("cells") + " (" + rational(claim.text("loss")) + ")";
    return "From Dlmcert Require Import WorstForm WorstClaims ExportPoints Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition proof : worst := WorstOfOne "
        + said
        + " "
        + rationalRows(evidence.rows("cells"))
        + " "
        + rationalRows(evidence.rows("solutions"))
        + ".\n\nTheorem claim : worst_claim network "
        + said
        + ".\nProof. apply (@worst_minimum_claim network proof);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }
}
