package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;

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
            + evidence.list("kinks").size()
            + " kinks, and from each kink the loss rises to both sides.");
    return lines;
  }

  static List<String> saddle(Fields evidence) {
    List<String> lines = new ArrayList<>(critical(evidence));
    lines.add("There some second derivative is negative.");
    return lines;
  }

  private static List<String> critical(Fields evidence) {
    return List.of(
        "Hidden units may be rescaled: in each of "
            + evidence.list("gauge").size()
            + " groups incoming weights are held.",
        "Krawczyk's test (soundness.md, 37) in "
            + evidence.list("radii").size()
            + " unknowns, parameters and multipliers of kinks, gives exactly one critical point in"
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
