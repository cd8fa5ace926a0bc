package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.report.UsageError;

/**
 * A certificate about the weights of its instance as a theorem for Coq: their loss, and the
 * verdict, in every ordered field ({@code proofs/coq/theories/Points.v} and {@code
 * ExportPoints.v}).
 */
final class CoqPoint {
  private static final Set<String> KINDS =
      Set.of("global-minimum", "local-minimum", "path-products", "descent-path", "kink-saddle");

  private final String kind;
  private final Fields claim;
  private final Fields evidence;

  CoqPoint(String kind, Fields claim, Fields evidence) {
    this.kind = kind;
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    return "From Dlmcert Require Import KinkForm BoundForm Points SoundPoint ExportPoints Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\nDefinition point : parameters := point_given network.\n"
        + "Definition proof : point_evidence := "
        + evidence()
        + ".\n\nTheorem claim : forall R, loss_is R network point ("
        + CoqTerms.rational(claim.text("loss"))
        + ")\n  /\\ "
        + verdict()
        + ".\nProof. refine (@verdict_claim network _ proof _); vm_cast_no_check (eq_refl true)."
        + " Qed.\n";
  }

  private String verdict() {
    String verdict =
        switch (claim.text("verdict")) {
          case "GLOBAL_MINIMUM" -> "is_global_minimum";
          case "LOCAL_MINIMUM" -> "is_local_minimum";
          case "NOT_CRITICAL" -> "is_not_critical";
          case "SADDLE" -> "is_saddle";
          default ->
              throw new IllegalStateException("a verdict of no kind: " + claim.text("verdict"));
        };
    String spurious =
        claim.text("spurious").equals("true") ? " /\\ is_spurious R network point" : "";
    return verdict + " R network point" + spurious;
  }

  private String evidence() {
    return switch (kind) {
      case "global-minimum" -> {
        if (evidence.has("cells")) {
          yield "LeastByCells "
              + rationalRows(evidence.rows("cells"))
              + " "
              + list(evidence.objects("choices"), choice -> rationals(choice.texts("solution")));
        }
        if (evidence.has("vectors")) {
          yield "GlobalByTree (" + CoqLeast.boundTree(evidence) + ")";
        }
        for (String other : evidence.names()) {
          throw new UsageError("--coq: the proofs in Coq do not speak of the field " + other);
        }
        yield "ZeroLoss";
      }
      case "local-minimum" -> "LocalMinimum " + kinks(evidence) + " " + better();
      case "path-products" -> "PathProducts " + better();
      case "descent-path" ->
          "Descent "
              + claim.text("verdict").equals("SADDLE")
              + " ("
              + CoqLeast.parameters(evidence.object("direction"))
              + ")";
      default ->
          "KinkSaddle "
              + evidence.text("unit")
              + " "
              + rationals(evidence.texts("move"))
              + " "
              + kinks(evidence);
    };
  }

  private String better() {
    return evidence.has("better")
        ? "(Some (" + CoqLeast.parameters(evidence.object("better")) + "))"
        : "None";
  }

  /** The list of evidence about kinks, empty where there is none. */
  static String kinks(Fields evidence) {
    return evidence.has("kinks") ? list(evidence.objects("kinks"), CoqPoint::kink) : "[]";
  }

  private static String kink(Fields kink) {
    String way =
        switch (kink.text("by")) {
          case "rays" -> "ByRays";
          case "combination" ->
              "(ByCombination "
                  + rationals(kink.texts("t"))
                  + " "
                  + rationalRows(kink.rows("T"))
                  + ")";
          default -> "(BySigns " + rationalRows(kink.rows("points")) + ")";
        };
    return "Kink " + kink.text("unit") + " " + way;
  }
}
