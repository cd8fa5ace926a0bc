package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;

/** Evidence about given noise after reductions, in words. */
final class ReducedWords {

  private ReducedWords() {}

  static String archimedeanBrief(Fields evidence) {
    return reduced(evidence)
        + "a left inverse of the matrix with all slopes 1 stays one, up to an error of norm below 1,"
        + " for every pattern";
  }

  static List<String> archimedean(Fields evidence) {
    List<String> lines = reduction(evidence.object("reduction"));
    lines.add("A left inverse of the matrix with all slopes 1 stays one, up to an error of norm");
    lines.add("below 1 for these weights, for every choice of slopes (soundness.md, 13).");
    lines.add("weights: " + Shown.entries(evidence.texts("weights")));
    return lines;
  }

  static String treeBrief(Fields evidence) {
    List<String> primes = evidence.texts("primes");
    return reduced(evidence)
        + "every pattern, up to symmetry, was tried (modulo "
        + (primes.size() == 1 ? "the prime " : "one of the primes ")
        + String.join(", ", primes)
        + ")";
  }

  static List<String> tree(Fields evidence) {
    List<String> lines = reduction(evidence.object("reduction"));
    lines.add(
        "folded".equals(evidence.text("classes"))
            ? "Modulo the primes slope s is -1: patterns count up to signs of columns and units."
            : "A sample's slopes count up to a common factor.");
    lines.add("Every pattern that is left was tried, and its columns are independent");
    lines.add("modulo one of " + Shown.entries(evidence.texts("primes")) + " (soundness.md, 14).");
    return lines;
  }

  private static List<String> reduction(Fields reduction) {
    List<String> lines = new ArrayList<>();
    lines.add("units used: " + Shown.entries(reduction.texts("units")));
    if (!reduction.texts("removed").isEmpty()) {
      lines.add("samples projected out: " + Shown.entries(reduction.texts("removed")));
      lines.add("The inputs are projected along these samples; that loses nothing on them,");
      lines.add("because their inputs are independent (soundness.md, 13).");
    }
    return lines;
  }

  private static String reduced(Fields evidence) {
    Fields reduction = evidence.object("reduction");
    int removed = reduction.texts("removed").size();
    return removed == 0
        ? ""
        : "after projecting out "
            + Shown.count(removed, "sample")
            + " and with "
            + Shown.count(reduction.texts("units").size(), "unit")
            + ", ";
  }
}
