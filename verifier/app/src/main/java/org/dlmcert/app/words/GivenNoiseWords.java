package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.dlmcert.certify.evidence.CollapseEvidence;
import org.dlmcert.certify.evidence.DeepCollapseEvidence;
import org.dlmcert.certify.evidence.LiftEvidence;

/** The evidence about given noise, in words. */
final class GivenNoiseWords {

  private GivenNoiseWords() {}

  static String method(CollapseEvidence evidence) {
    return "modulo "
        + evidence.found().modulus()
        + " the slope is 1, so that all patterns are one matrix there, of full column rank";
  }

  static String method(DeepCollapseEvidence evidence) {
    return "modulo "
        + evidence.prime()
        + (evidence.exponent() == 1 ? "" : "^" + evidence.exponent())
        + " the slope is 1, so that every pattern of all layers gives the matrix of the linear"
        + " network there, which has full column rank";
  }

  static String method(LiftEvidence evidence) {
    return "modulo the prime "
        + evidence.groups().prime()
        + " every sample is left to one unit, and the inputs of each unit's samples are independent";
  }

  static List<String> deepCollapse(Map<String, Object> evidence) {
    return List.of(
        "The slope is 1 modulo "
            + evidence.get("modulus")
            + "^"
            + evidence.get("exponent")
            + ", so modulo this number all patterns of all layers give",
        "the matrix of the network without slopes, and elimination finds a pivot in every column",
        "(soundness.md, 19).");
  }

  static List<String> collapse(Map<String, Object> evidence) {
    boolean transformed = evidence.get("transforms") instanceof List<?> rows && !rows.isEmpty();
    return List.of(
        "The slope is 1 modulo "
            + evidence.get("modulus")
            + "^"
            + evidence.get("exponent")
            + ", so all patterns give the same matrix there,",
        "and elimination modulo this number finds a pivot in every column (soundness.md, 12).",
        transformed
            ? distinct(evidence) == 1
                ? "Before, the inputs are transformed to rid them of the prime's powers."
                : "Before, each unit's inputs are transformed to rid them of the prime's powers ("
                    + distinct(evidence)
                    + " different transforms)."
            : "The inputs are taken as they are.");
  }

  static List<String> deepNullVector(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The gradients of this pattern of all layers, each times its coefficient, add up to 0");
    lines.add("(1: slope 1, 0: slope s; a row per sample; soundness.md, 19).");
    if (evidence.get("patterns") instanceof List<?> patterns) {
      for (int l = 0; l < patterns.size(); l++) {
        lines.add("layer " + (l + 1) + ": " + Shown.line(String.valueOf(patterns.get(l))));
      }
    }
    lines.add("coefficients: " + Shown.line(String.valueOf(evidence.get("null_vector"))));
    return lines;
  }

  private static long distinct(Map<String, Object> evidence) {
    return evidence.get("transforms") instanceof List<?> all ? all.stream().distinct().count() : 0;
  }

  static List<String> lift(Map<String, Object> evidence) {
    return List.of(
        "On every sample the noise is divisible by a higher power of "
            + evidence.get("prime")
            + " at all units but one;",
        "so modulo this prime every pattern's matrix is block diagonal, and the blocks have",
        "independent columns (soundness.md, 11).");
  }

  static List<String> maskedTightSet(Map<String, Object> evidence) {
    int samples = evidence.get("samples") instanceof List<?> list ? list.size() : 0;
    return List.of(
        samples
            + " samples of which each unit sees those only at which its noise is not 0. Where units",
        "see them, the inputs satisfy linear equations, so that their gradients span too small a",
        "space for every pattern and every noise with these zeros (soundness.md, 15).");
  }
}
