package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;

/** The evidence about points near given weights, in words. */
final class NearbyEvidenceWords {
  private NearbyEvidenceWords() {}

  static List<String> zero(Fields evidence) {
    return List.of(
        evidence.list("moving").size()
            + " parameters move, as many as there are outputs on all samples;",
        "the others are held at the centre. Krawczyk's test (soundness.md, 36): a matrix C that",
        "nearly inverts their Jacobian J on the whole box makes z - C·(outputs - targets) a",
        "contraction of the box into itself, whose fixed point has all residuals 0.",
        numbers(evidence));
  }

  static List<String> minimum(Fields evidence) {
    List<String> lines = new ArrayList<>(critical(evidence));
    lines.add(
        "There all second derivatives are positive on the "
            + Shown.count(evidence.list("kinks").size(), "kink")
            + ", and from each kink the loss rises to both sides.");
    return lines;
  }

  static List<String> saddle(Fields evidence) {
    List<String> lines = new ArrayList<>(critical(evidence));
    lines.add("There some second derivative is negative.");
    return lines;
  }

  static String briefBall(Fields evidence) {
    return evidence.has("integrals")
        ? "in a basis that nearly decouples the flow all residuals decay before a weight leaves its"
            + " box"
        : "one matrix nearly inverts the derivatives of the outputs in the whole box";
  }

  static List<String> ball(Fields evidence) {
    if (evidence.has("integrals")) {
      return List.of(
          "The residuals are followed in a basis of "
              + evidence.list("integrals").size()
              + " modes, in which gradient flow nearly decouples; for each the",
          "integral of its size over the time has a bound, and from these bounds each of "
              + evidence.list("radii").size(),
          "parameters moves less than the box leaves it (soundness.md, 38).");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "A matrix L nearly inverts, from the left, the derivatives of all outputs by "
            + Shown.count(evidence.list("rows").size(), "parameter")
            + ",");
    lines.add("for all weights of the box and all slopes that they may have (soundness.md, 38).");
    if (evidence.has("q")) {
      lines.add("The norm of what is left of the identity is at most " + evidence.text("q") + ".");
    }
    return lines;
  }

  private static List<String> critical(Fields evidence) {
    return List.of(
        "Hidden units may be rescaled: in each of "
            + Shown.count(evidence.list("gauge").size(), "group")
            + " incoming weights are held.",
        "Krawczyk's test (soundness.md, 37) in "
            + Shown.count(evidence.list("radii").size(), "unknown")
            + ", parameters and multipliers of kinks, gives exactly one critical point in"
            + " the box.",
        numbers(evidence));
  }

  private static String numbers(Fields evidence) {
    return "The centre is written with "
        + evidence.text("bits")
        + " bits after the point, derivatives on the box are enclosed with "
        + evidence.text("box_bits")
        + ".";
  }
}
