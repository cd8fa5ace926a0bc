package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.List;
import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;

/**
 * A certificate about all minima inside cells as a theorem for Coq, in the vocabulary of {@code
 * proofs/coq/theories/MinimaClaims.v}.
 */
final class CoqMinima {
  private static final String WITH_LEAST = "minima-and-least-loss";
  private static final Set<String> KINDS = Set.of("minima", WITH_LEAST);

  private final String kind;
  private final Fields claim;
  private final Fields evidence;

  CoqMinima(String kind, Fields claim, Fields evidence) {
    this.kind = kind;
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    boolean withLeast = kind.equals(WITH_LEAST);
    return "From Dlmcert Require Import BoundForm MinimaForm MinimaClaims MinimaLeastSound"
        + " ExportMinima Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition losses : minima_claim := MinimaClaim "
        + claim.text("cells_nonzero_output")
        + " "
        + claim.text("cells_zero_output")
        + " "
        + list(claim.objects("minima"), CoqMinima::line)
        + ".\n"
        + minima(withLeast ? evidence.object("minima") : evidence)
        + (withLeast ? andLeast(evidence.object("least")) : alone())
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private static String minima(Fields evidence) {
    return "Definition proof : minima_evidence := MinimaEvidence "
        + rationalRows(evidence.rows("cells"))
        + " "
        + evidence.text("prime")
        + " "
        + list(evidence.objects("choices"), CoqMinima::choice)
        + ".\n";
  }

  private static String alone() {
    return "\nTheorem claim : minima_claimed network losses.\n"
        + "Proof. apply (@minima_exported network losses proof);";
  }

  private String andLeast(Fields least) {
    String loss = " (" + CoqTerms.rational(claim.text("loss")) + ")";
    return "Definition best : parameters := "
        + CoqLeast.parameters(least)
        + ".\nDefinition bound : bound_tree := "
        + CoqLeast.boundTree(least)
        + ".\n\nTheorem claim : minima_and_least_claimed network losses"
        + loss
        + ".\nProof. apply (@minima_and_least_exported network losses proof"
        + loss
        + " best bound);";
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
  static String term(List<String> term) {
    int last = term.size() - 1;
    return "("
        + String.join(", ", term.subList(0, last))
        + ", "
        + CoqTerms.rational(term.get(last))
        + ")";
  }
}
