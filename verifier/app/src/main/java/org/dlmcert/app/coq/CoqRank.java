package org.dlmcert.app.coq;

import java.util.List;
import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.UsageError;

/**
 * A certificate about the rank of a matrix, or the least width for a data set, as a theorem for
 * Coq, in the vocabulary of {@code proofs/coq/theories/Export.v}.
 */
final class CoqRank {
  private final String kind;
  private final Fields certificate;

  CoqRank(String kind, Fields certificate) {
    this.kind = kind;
    this.certificate = certificate;
  }

  /**
   * Subject, evidence, theorem and proof.
   *
   * @throws UsageError if there is a field that the proofs do not speak of
   */
  String text() {
    return switch (kind) {
      case "width" -> width();
      case "rank" -> rank();
      case "bordered-minors" -> minors();
      default -> sparseRank();
    };
  }

  private String width() {
    Fields data = certificate.object("instance");
    Fields claim = certificate.object("claim");
    for (String field : data.names()) {
      if (!Set.of("format", "bias", "inputs").contains(field)) {
        throw new UsageError("--coq: the proofs in Coq do not speak of the field " + field);
      }
    }
    String width =
        claim.text("width").equals("null") ? "None" : "(Some " + claim.text("width") + ")";
    String given =
        "Definition data : dataset := Dataset "
            + data.text("bias")
            + " "
            + CoqTerms.rationalRows(data.rows("inputs"))
            + ".\nDefinition proof : ";
    Fields evidence = certificate.object("evidence");
    if (claim.has("outputs")) {
      return "From Dlmcert Require Import WidthCheck WidthOutputsClaims ExportOutputs Form.\n\n"
          + given
          + "held_width_evidence := "
          + CoqEvidence.ofWidthOfOutputs(evidence)
          + ofOutputs(claim.text("outputs"), claim.has("output_biases"), claim.text("rank"), width);
    }
    return given
        + "width_evidence := "
        + CoqEvidence.ofWidth(evidence)
        + ".\n\nTheorem claim : rank_is (inputs_matrix data) "
        + claim.text("rank")
        + " /\\ width_is (inputs_matrix data) "
        + width
        + ".\nProof. apply (@width_claim data _ _ proof); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  /** Several outputs whose weights are held at almost every value. */
  private static String ofOutputs(String outputs, boolean trained, String rank, String width) {
    return ".\n\nTheorem claim : rank_is (inputs_matrix data) "
        + rank
        + " /\\ outputs_width_is data (Z.to_nat "
        + outputs
        + ") "
        + trained
        + " "
        + width
        + ".\nProof. apply (@outputs_width_claim data "
        + outputs
        + " "
        + trained
        + " _ _ proof); vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private String rank() {
    return matrix()
        + "Definition proof : rank_evidence := "
        + CoqEvidence.ofRank(certificate.object("evidence"))
        + ".\n\n"
        + rankTheorem("matrix_of", "rank_claim subject _ proof");
  }

  private String sparseRank() {
    Fields matrix = certificate.object("instance");
    return "Definition subject : sparse := Sparse "
        + matrix.text("rows")
        + " "
        + matrix.text("columns")
        + " "
        + CoqTerms.list(matrix.rows("entries"), CoqRank::place)
        + ".\nDefinition proof : sparse_evidence := "
        + CoqEvidence.ofSparseRank(certificate.object("evidence"))
        + ".\n\n"
        + rankTheorem("sparse_matrix", "sparse_claim subject _ proof");
  }

  /** An entry that is not zero: row, column, value. */
  private static String place(List<String> entry) {
    return "(" + entry.get(0) + ", " + entry.get(1) + ", " + CoqTerms.rational(entry.get(2)) + ")";
  }

  private String minors() {
    return matrix()
        + "\n"
        + rankTheorem(
            "matrix_of",
            "minors_claim subject _ " + CoqEvidence.ofMinors(certificate.object("evidence")));
  }

  private String matrix() {
    Fields matrix = certificate.object("instance");
    return "Definition subject : matrix := Matrix "
        + matrix.text("rows")
        + " "
        + matrix.text("columns")
        + " "
        + CoqTerms.rationalRows(matrix.rows("entries"))
        + ".\n";
  }

  private String rankTheorem(String matrix, String applied) {
    return "Theorem claim : rank_is ("
        + matrix
        + " subject) "
        + certificate.object("claim").text("rank")
        + ".\nProof. apply (@"
        + applied
        + "); vm_cast_no_check (eq_refl true). Qed.\n";
  }
}
