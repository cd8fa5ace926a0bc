package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integers;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.Set;
import org.dlmcert.app.evidence.Fields;

/**
 * A certificate about worst minima as a theorem for Coq, in the vocabulary of {@code
 * proofs/coq/theories/WorstClaims.v}.
 */
final class CoqWorst {
  private static final String HELD = "worst-minimum-held";
  private static final Set<String> KINDS = Set.of("worst-minimum", HELD);

  private final String kind;
  private final Fields claim;
  private final Fields evidence;

  CoqWorst(String kind, Fields claim, Fields evidence) {
    this.kind = kind;
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    boolean held = kind.equals(HELD);
    String said =
        claim.text("cells")
            + (held ? " " + from() + " " + rational("loss_to") : " " + rational("loss"));
    return "From Dlmcert Require Import WorstForm WorstClaims ExportPoints Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition proof : worst := "
        + (held ? "WorstOfHeld " : "WorstOfOne ")
        + said
        + " "
        + rationalRows(evidence.rows("cells"))
        + " "
        + (held ? lower() + " " + integers(evidence.texts("columns")) + " " : "")
        + rationalRows(evidence.rows("solutions"))
        + ".\n\nTheorem claim : "
        + (held ? "worst_held_claim" : "worst_claim")
        + " network "
        + said
        + ".\nProof. apply (@worst_minimum_claim network proof);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private String rational(String field) {
    return "(" + CoqTerms.rational(claim.text(field)) + ")";
  }

  private String from() {
    return claim.text("loss_from").equals("null") ? "None" : "(Some " + rational("loss_from") + ")";
  }

  private String lower() {
    if (!evidence.isObject("lower")) {
      return "None";
    }
    Fields lower = evidence.object("lower");
    return "(Some (Balanced "
        + integers(lower.texts("cells"))
        + " "
        + rationals(lower.texts("balance"))
        + " "
        + rationals(lower.texts("solution"))
        + "))";
  }
}
