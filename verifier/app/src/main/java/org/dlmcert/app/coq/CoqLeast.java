package org.dlmcert.app.coq;

import static org.dlmcert.app.coq.CoqTerms.integers;
import static org.dlmcert.app.coq.CoqTerms.list;
import static org.dlmcert.app.coq.CoqTerms.rationalRows;
import static org.dlmcert.app.coq.CoqTerms.rationals;

import java.util.List;
import java.util.Set;
import org.dlmcert.app.evidence.Fields;
import org.dlmcert.app.evidence.Json;

/**
 * A certificate about the least loss of one hidden layer, over all weights or all widths, as a
 * theorem for Coq, in the vocabulary of {@code proofs/coq/theories/LeastClaims.v}.
 */
final class CoqLeast {
  private static final Set<String> KINDS = Set.of("least-loss", "any-width");

  private final String kind;
  private final Fields claim;
  private final Fields evidence;

  CoqLeast(String kind, Fields claim, Fields evidence) {
    this.kind = kind;
    this.claim = claim;
    this.evidence = evidence;
  }

  static boolean isAbout(String kind) {
    return KINDS.contains(kind);
  }

  /** Evidence, theorem and proof, for a network with the given term. */
  String text(String network) {
    String loss = " (" + CoqTerms.rational(claim.text("loss")) + ")";
    return "From Dlmcert Require Import BoundForm AnyWidth LeastClaims ExportPoints Form.\n\n"
        + "Definition network : instance := "
        + network
        + ".\n"
        + (kind.equals("least-loss") ? leastLoss(loss) : anyWidth(loss))
        + " vm_cast_no_check (eq_refl true). Qed.\n";
  }

  private String leastLoss(String loss) {
    return "Definition best : parameters := "
        + parameters(evidence)
        + ".\nDefinition proof : bound_tree := "
        + boundTree(evidence)
        + ".\n\nTheorem claim : least_loss_claim network"
        + loss
        + ".\nProof. apply (@least_claim network"
        + loss
        + " best proof);";
  }

  private String anyWidth(String loss) {
    String width = claim.text("width");
    boolean none = width.equals("null");
    return "Definition proof : any_width_evidence := "
        + (none
            ? "OrthogonalTo " + rationals(evidence.texts("residuals"))
            : "WideNetwork " + width + " (" + parameters(evidence) + ")")
        + ".\n\nTheorem claim : any_width_claim network"
        + loss
        + (none ? " None" : " (Some " + width + ")")
        + ".\nProof. apply (@width_bound_claim network"
        + loss
        + " proof);";
  }

  /** Weights, and biases if there are some. */
  static String parameters(Fields weights) {
    return "Parameters "
        + list(weights.tables("weights"), CoqTerms::rationalRows)
        + " "
        + (weights.has("biases") ? "(Some " + rationalRows(weights.rows("biases")) + ")" : "None");
  }

  /** The fields {@code vectors} and {@code tree}. */
  static String boundTree(Fields evidence) {
    return "BoundTreeOf "
        + rationalRows(evidence.rows("vectors"))
        + " "
        + list(evidence.list("tree"), CoqLeast::node);
  }

  private static String node(Json node) {
    if (node instanceof Fields leaf) {
      return leaf.has("vector")
          ? "BoundLeaf "
              + leaf.text("vector")
              + " "
              + list(leaf.objects("units"), CoqLeast::factors)
          : "NoSuchUnit " + leaf.text("unit") + " " + terms(leaf.rows("lambda"));
    }
    List<String> split = Fields.rows(new Json.Array(List.of(node))).get(0);
    return split.size() == 1
        ? "OutputSplit " + split.get(0)
        : "InputSplit " + split.get(0) + " " + split.get(1);
  }

  private static String factors(Fields unit) {
    return "BoundFactors " + integers(unit.texts("low")) + " " + terms(unit.rows("factors"));
  }

  /** Samples with a number each. */
  private static String terms(List<List<String>> terms) {
    return list(terms, term -> "(" + term.get(0) + ", " + CoqTerms.rational(term.get(1)) + ")");
  }
}
