package org.dlmcert.app.evidence;

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

  private static String numbers(Fields evidence) {
    return "The centre is written with "
        + evidence.text("bits")
        + " bits after the point, derivatives on the box are enclosed with "
        + evidence.text("box_bits")
        + ".";
  }
}
