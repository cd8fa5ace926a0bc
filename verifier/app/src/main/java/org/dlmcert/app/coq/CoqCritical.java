package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integerRows;
import static org.dlmcert.app.coq.CoqTerms.integers;
import static org.dlmcert.app.coq.CoqTerms.list;

import java.util.Set;
import org.dlmcert.app.evidence.Fields;

/**
 * A certificate about a critical point near the weights of its instance as a theorem for Coq, in
 * the vocabulary of {@code proofs/coq/theories/CriticalClaims.v} and {@code MinimumClaims.v}.
 */
final class CoqCritical {
  private static final Set<String> KINDS = Set.of("nearby-minimum", "nearby-saddle");

  private final Fields claim;
  private final Fields evidence;

  CoqCritical(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    boolean hasBetter = evidence.has("better");
    String what = claim.text("verdict").equals("SADDLE") ? "near_saddle" : "near_minimum";
    return "From Dlmcert Require Import NearbyForm CriticalClaims MinimumClaims CriticalCheck"
        + " ExportCritical Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition said : near_claim := "
        + CoqNearby.said(claim)
        + ".\nDefinition proof : critical := "
        + evidence()
        + ".\nDefinition better : option parameters := "
        + (hasBetter ? "Some (" + CoqLeast.parameters(evidence.object("better")) + ")" : "None")
        + ".\n\nTheorem claim : "
        + what
        + "_claim network said "
        + hasBetter
        + ".\nProof. apply (@"
        + what
        + "_exported network said proof better);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private String evidence() {
    return "CriticalBox "
        + evidence.text("bits")
        + " "
        + evidence.text("box_bits")
        + " "
        + integers(evidence.texts("centre"))
        + " "
        + list(evidence.rows("kinks"), kink -> "(" + String.join(", ", kink) + ")")
        + " "
        + integers(evidence.texts("multipliers"))
        + "\n  "
        + list(evidence.objects("gauge"), CoqCritical::group)
        + " "
        + integers(evidence.texts("radii"))
        + " "
        + evidence.text("scale")
        + "\n  "
        + integerRows(evidence.rows("preconditioner"))
        + "\n  "
        + integerRows(evidence.rows("congruence"));
  }

  private static String group(Fields group) {
    return "GaugeGroup "
        + group.text("layer")
        + " "
        + integers(group.texts("units"))
        + " "
        + integers(group.texts("inputs"));
  }
}
