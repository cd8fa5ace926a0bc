package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.List;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;

/**
 * A certificate about all local minima, kinks included, as a theorem for Coq, in the vocabulary of
 * {@code proofs/coq/theories/LocalMinimaClaims.v}.
 */
final class CoqLocalMinima {
  static final String KIND = "local-minima";

  private final Fields claim;
  private final Fields evidence;

  CoqLocalMinima(Fields claim, Fields evidence) {
    this.claim = claim;
    this.evidence = evidence;
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    return "From Dlmcert Require Import KinkForm LocalMinimaForm LocalMinimaClaims"
        + " ExportLocalMinima Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition losses : faces_claim := FacesClaim "
        + String.join(
            " ", claim.text("unit_faces"), claim.text("unit_cells"), claim.text("choices"))
        + " "
        + list(claim.objects("minima"), CoqLocalMinima::line)
        + ".\nDefinition proof : faces_evidence := FacesEvidence "
        + rationalRows(evidence.rows("faces"))
        + " "
        + list(evidence.objects("choices"), CoqLocalMinima::choice)
        + ".\n\nTheorem claim : local_minima_claimed network losses.\n"
        + "Proof. apply (@local_minima_exported network losses proof);"
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private static String line(Fields minimum) {
    return "FaceLine ("
        + CoqTerms.rational(minimum.text("loss"))
        + ") "
        + minimum.text("faces");
  }

  private static String choice(Fields choice) {
    if (choice.has("point")) {
      return "PointOfChoice " + rationals(choice.texts("point")) + " " + CoqPoint.kinks(choice);
    }
    return "Directions "
        + list(choice.list("directions"), CoqLocalMinima::direction)
        + " "
        + (choice.has("sum")
            ? "(Some (" + CoqTerms.rational(choice.text("sum")) + "))"
            : "None")
        + " "
        + list(choice.rows("lambda"), CoqMinima::term);
  }

  /** A unit, and how its weights move. */
  private static String direction(Json direction) {
    List<Json> parts = ((Json.Array) direction).elements();
    return "("
        + parts.get(0)
        + ", "
        + rationals(Fields.rows(new Json.Array(parts.subList(1, 2))).get(0))
        + ")";
  }
}
