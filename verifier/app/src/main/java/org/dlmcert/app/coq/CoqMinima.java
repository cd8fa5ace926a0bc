package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.List;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;

/**
 * A certificate about all minima inside cells as a theorem for Coq, in the vocabulary of {@code
 * proofs/coq/theories/MinimaClaims.v}.
 */
final class CoqMinima {
  private final Fields claim;
  private final Fields evidence;

  CoqMinima(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return kind.equals("minima");
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    return "From Dlmcert Require Import MinimaForm MinimaClaims ExportMinima Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition losses : minima_claim := MinimaClaim "
        + claim.text("cells_nonzero_output")
        + " "
        + claim.text("cells_zero_output")
        + " "
        + list(claim.objects("minima"), CoqMinima::line)
        + ".\nDefinition proof : minima_evidence := MinimaEvidence "
        + rationalRows(evidence.rows("cells"))
        + " "
        + evidence.text("prime")
        + " "
        + list(evidence.objects("choices"), CoqMinima::choice)
        + ".\n\nTheorem claim : minima_claimed network losses.\n"
        + "Proof. apply (@minima_exported network losses proof);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private static String line(Fields minimum) {
    return "LossLine ("
        + CoqTerms.rational(minimum.text("loss"))
        + ") "
        + minimum.text("cells")
        + " "
        + minimum.text("cells_with_zero_output_weights");
  }

  private static String choice(Fields choice) {
    return "CellChoice "
        + rationals(choice.texts("solution"))
        + " "
        + (choice.has("signs")
            ? "(Some " + list(choice.list("signs"), CoqMinima::node) + ")"
            : "None");
  }

  private static String node(Json node) {
    if (node instanceof Fields none) {
      return "Excluded "
          + list(none.rows("lambda"), CoqMinima::term)
          + " "
          + list(none.rows("nu"), CoqMinima::term);
    }
    return node instanceof Json.Scalar
        ? "Undecided"
        : "Solved " + rationals(Fields.rows(new Json.Array(List.of(node))).get(0));
  }

  /** Indices and a number. */
  private static String term(List<String> term) {
    int last = term.size() - 1;
    return "("
        + String.join(", ", term.subList(0, last))
        + ", "
        + CoqTerms.rational(term.get(last))
        + ")";
  }
}
