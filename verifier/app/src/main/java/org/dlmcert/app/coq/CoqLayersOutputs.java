package org.dlmcert.app.coq;

import org.dlmcert.app.evidence.Fields;

/**
 * A claim about several outputs above several layers with generic noise as a theorem for Coq, in
 * the vocabulary of {@code proofs/coq/theories/LayersOutputsClaims.v}.
 */
final class CoqLayersOutputs {
  private CoqLayersOutputs() {}

  /** The definitions that are given, theorem and proof. */
  static String text(String given, Fields claim) {
    String held = claim.text("output_weights").equals("given") + " " + claim.has("output_biases");
    return "From Dlmcert Require Import LayersOutputsClaims LayersOutputsMinima ExportOutputs"
        + " Form.\n\n"
        + given
        + "Theorem claim : claim_of_layers_outputs network "
        + held
        + " "
        + claim.text("holds")
        + (claim.has("scope") ? ofMinima(held) : ofRank(held))
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private static String ofRank(String held) {
    return ".\nProof. apply (@layers_outputs_claim network " + held + " proof);";
  }

  /** Every local minimum, kinks included; in the biases of the outputs, too, if trained. */
  private static String ofMinima(String held) {
    return " /\\\n  claim_of_layers_held_minima network "
        + held
        + ".\nProof. apply (@layers_held_minimum_claim network "
        + held
        + " proof);";
  }
}
