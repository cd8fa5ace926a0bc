package org.dlmcert.app.words;

import java.util.List;
import java.util.Map;

/** The evidence of certificates about points near given weights in words, for {@code explain}. */
final class NearbyEvidenceWords {
  private NearbyEvidenceWords() {}

  static List<String> zero(Map<String, Object> evidence) {
    return List.of(
        size(evidence, "moving") + " parameters move, as many as there are outputs on all samples;",
        "the others are held at the centre. Krawczyk's test (soundness.md, 36): a matrix C that",
        "nearly inverts their Jacobian J on the whole box makes z - C·(outputs - targets) a",
        "contraction of the box into itself, whose fixed point has all residuals 0. The centre",
        "is written with "
            + evidence.get("bits")
            + " bits after the point, the Jacobian is enclosed with "
            + evidence.get("box_bits")
            + ".");
  }

  private static int size(Map<String, Object> evidence, String field) {
    return evidence.get(field) instanceof List<?> list ? list.size() : 0;
  }
}
