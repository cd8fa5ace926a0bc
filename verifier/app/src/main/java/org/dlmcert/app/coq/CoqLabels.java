package org.dlmcert.app.coq;

import org.dlmcert.app.evidence.Fields;

/**
 * A certificate about a point with a loss of labels as a theorem for Coq: over every archimedean
 * ordered field with exp and log, the loss has a negative one-sided derivative in some direction
 * ({@code proofs/coq/theories/LabelPoints.v}, {@code LabelClaims.v} and {@code ExportLabels.v}).
 */
final class CoqLabels {
  static final String KIND = "enclosed-descent";

  private CoqLabels() {}

  /** Evidence, theorem and proof, for a network with the given term. */
  static String text(String network, String loss, Fields evidence) {
    String kind = loss.equals("logistic") ? "Logistic" : "CrossEntropy";
    return "From Dlmcert Require Import LabelForm LabelCheck LabelClaims ExportPoints ExportLabels"
        + " Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition point : parameters := point_given network.\n"
        + "Definition direction : parameters := "
        + CoqLeast.parameters(evidence.object("direction"))
        + ".\n\nTheorem claim : descends_everywhere network "
        + kind
        + " point.\nProof. apply (@label_claim network "
        + kind
        + " "
        + evidence.text("bits")
        + " direction); vm_cast_no_check (eq_refl true). Qed.\n";
  }
}
