package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;

/** The evidence about least losses, in words. */
final class LeastEvidenceWords {
  private LeastEvidenceWords() {}

  static List<String> leastLoss(Fields evidence) {
    List<String> lines =
        new ArrayList<>(List.of("Weights are given; their loss is the claimed one."));
    lines.addAll(tree(evidence));
    return lines;
  }

  static List<String> withMinima(Fields evidence) {
    List<String> lines = new ArrayList<>(MinimaEvidenceWords.minima(evidence.object("minima")));
    lines.addAll(leastLoss(evidence.object("least")));
    return lines;
  }

  /** A bound tree. */
  static List<String> tree(Fields evidence) {
    List<Json> nodes = evidence.list("tree");
    if (nodes.isEmpty()) {
      return List.of("The loss is 0, and no loss is below that.");
    }
    long splits = nodes.stream().filter(Json.Array.class::isInstance).count();
    long bounds =
        nodes.stream()
            .filter(Fields.class::isInstance)
            .map(Fields.class::cast)
            .filter(node -> node.has("vector"))
            .count();
    long empty = nodes.size() - splits - bounds;
    return List.of(
        "A tree splits by signs of output weights and of preactivations: "
            + Shown.count(splits, "split")
            + ".",
        bounds
            + " of its leaves have one of "
            + Shown.count(evidence.list("vectors").size(), "vector")
            + " μ with μ·v ≥ 0 for all outputs v of weights with",
        "the leaf's signs, so that the squared distance of v from the targets y is at least",
        "(μ·y)²/|μ|²; in the other " + empty + " no weights have all signs (soundness.md, 30).");
  }

  static List<String> anyWidth(Fields evidence) {
    return List.of(
        evidence.has("weights")
            ? "Weights of a wider or narrower network are given; their residuals are orthogonal to the"
            : "Residuals are given that are orthogonal to the",
        "outputs of every hidden unit, so no weights come nearer to the targets (soundness.md, 31).");
  }
}
