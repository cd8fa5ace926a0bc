package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;
import org.dlmcert.app.words.WeightWords;

/** The evidence of certificates about points in words, for {@code explain}. */
final class PointEvidenceWords {
  private PointEvidenceWords() {}

  static List<String> descentPath(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("Along W + t·D the loss is a polynomial for small t > 0, and its lowest coefficient");
    lines.add(
        "that is not zero is negative: of first order, a descent; of higher order, at a point");
    lines.add("with gradient zero, a saddle (soundness.md, 20). The entries of D that");
    lines.add("are not zero:");
    lines.addAll(entries(evidence.object("direction")));
    return lines;
  }

  static List<String> kinkSaddle(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("No direction decreases the loss to first order. Unit " + evidence.text("unit"));
    lines.add("has no output weights, but could contribute: moved together with its output weight");
    lines.add("it decreases the loss (soundness.md, 26).");
    lines.addAll(kinks(evidence));
    return lines;
  }

  static List<String> localMinimum(Fields evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.has("kinks")) {
      lines.add(
          "No direction of the weights of a hidden unit decreases the loss to first order, and");
      lines.add("no choice of slopes nearby gives one, so no weights nearby have a smaller loss");
      lines.add("(soundness.md, 21).");
    } else {
      lines.add(
          "Near the point every hidden unit contributes to the outputs only what the residuals");
      lines.add("(the derivatives of the samples' losses) are orthogonal to, so no weights nearby");
      lines.add("have a smaller loss (soundness.md, 21).");
    }
    lines.addAll(kinks(evidence));
    lines.addAll(better(evidence));
    return lines;
  }

  private static List<String> kinks(Fields evidence) {
    List<String> lines = new ArrayList<>();
    for (Fields kinks : evidence.has("kinks") ? evidence.objects("kinks") : List.<Fields>of()) {
      String why =
          switch (kinks.text("by")) {
            case "rays" -> "its derivative is computed on all rays between its kinks";
            case "combination" ->
                "its linear part is a combination within the weights of its kinks";
            default -> "for all signs of its falling kinks, a combination within the rising ones";
          };
      lines.add("  unit " + kinks.text("unit") + ": " + why);
    }
    return WeightWords.cut(lines);
  }

  static List<String> pathProducts(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Near the point the outputs are sums over paths through the network, and the residuals");
    lines.add("(the derivatives of the samples' losses) are orthogonal to what each path");
    lines.add("contributes: no weights nearby have a smaller loss (soundness.md, 22).");
    lines.addAll(better(evidence));
    return lines;
  }

  static List<String> globalMinimum(Fields evidence) {
    if (evidence.has("cells")) {
      return List.of(
          "One hidden unit has "
              + Shown.count(evidence.list("cells").size(), "cell")
              + ". For each of "
              + Shown.count(evidence.list("choices").size(), "choice")
              + " of a cell for each unit",
          "the least-squares problem is solved: none has a smaller loss, wherever its solution lies",
          "(soundness.md, 23).");
    }
    if (evidence.has("tree")) {
      return LeastEvidenceWords.tree(evidence);
    }
    return List.of(
        "The loss is 0, or the residuals (the derivatives of the samples' losses) are orthogonal to",
        "the outputs of every hidden unit with any weights: no weights have a smaller loss",
        "(soundness.md, 23).");
  }

  private static List<String> better(Fields evidence) {
    if (!evidence.has("better")) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "It is spurious: these weights have a smaller loss. Their entries that are not zero:");
    lines.addAll(entries(evidence.object("better")));
    return lines;
  }

  private static List<String> entries(Fields weights) {
    return WeightWords.entries(
        weights.tables("weights"), weights.has("biases") ? weights.rows("biases") : List.of());
  }
}
