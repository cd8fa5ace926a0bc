package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Evidence about several outputs and maxout units, in words. */
final class OutputsEvidenceWords {
  private static final int ROWS = 20;

  private OutputsEvidenceWords() {}

  static List<String> linearUnits(Map<String, Object> evidence) {
    return evidence.containsKey("prime")
        ? List.of(
            "The blocks of the pieces of a unit add up to one and the same matrix, whatever pieces",
            "are used; its columns are linearly independent (modulo "
                + evidence.get("prime")
                + ", so over the rationals; soundness.md, 32).")
        : List.of(
            "Let every unit use the same piece on all samples: then the gradients, each times its",
            "coefficient, add up to zero (soundness.md, 32).",
            "null vector: " + Shown.entries(EvidenceWords.list(evidence, "null_vector")));
  }

  static List<String> commonPairs(Map<String, Object> evidence) {
    List<List<Object>> pairs = EvidenceWords.rows(evidence, "pairs");
    List<String> lines = new ArrayList<>();
    lines.add(
        "Each sample is paired with as many units as there are outputs: their output weights");
    lines.add(
        "are independent, and the inputs of each unit's samples are (modulo "
            + evidence.get("prime")
            + ", so over the");
    lines.add("rationals). Noise that is 1 on these pairs and 0 elsewhere gives full column rank");
    lines.add("(soundness.md, 33).");
    lines.add("");
    lines.add("unit  samples");
    pairs(pairs, lines);
    return lines;
  }

  static List<String> crowdedPairs(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The inputs of these samples, unit by unit, and the output weights of all other units");
    lines.add("with noise, sample by sample, have ranks that add up to less than the number of");
    lines.add("columns, for every noise and every pattern (soundness.md, 34).");
    lines.add("");
    lines.add("unit  samples");
    pairs(EvidenceWords.rows(evidence, "pairs"), lines);
    return lines;
  }

  private static void pairs(List<List<Object>> pairs, List<String> lines) {
    for (int i = 0; i < Math.min(ROWS, pairs.size()); i++) {
      lines.add(
          " ".repeat(Math.max(0, 4 - String.valueOf(i).length()))
              + i
              + "  "
              + Shown.entries(pairs.get(i)));
    }
    if (pairs.size() > ROWS) {
      lines.add("   …  (" + pairs.size() + " units)");
    }
  }
}
