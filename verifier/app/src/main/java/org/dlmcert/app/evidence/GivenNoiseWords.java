package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;

/** The evidence about given noise, in words. */
final class GivenNoiseWords {

  private GivenNoiseWords() {}

  static String collapseBrief(Fields evidence) {
    return "modulo "
        + modulus(evidence)
        + " the slope is 1, so that all patterns are one matrix there, of full column rank";
  }

  static String deepCollapseBrief(Fields evidence) {
    return "modulo "
        + modulus(evidence)
        + " the slope is 1, so that every pattern of all layers gives the matrix of the linear"
        + " network there, which has full column rank";
  }

  static String liftBrief(Fields evidence) {
    return "modulo "
        + (evidence.has("prime") ? "the prime " + evidence.text("prime") : "the noise's own prime")
        + " every sample is left to one unit, and the inputs of each unit's samples are independent";
  }

  private static String modulus(Fields evidence) {
    String exponent = evidence.text("exponent");
    return evidence.text("modulus") + (exponent.equals("1") ? "" : "^" + exponent);
  }

  static List<String> deepCollapse(Fields evidence) {
    return List.of(
        "The slope is 1 modulo "
            + modulus(evidence)
            + ", so modulo this number all patterns of all layers give",
        "the matrix of the network without slopes, and elimination finds a pivot in every column",
        "(soundness.md, 19).");
  }

  static List<String> collapse(Fields evidence) {
    long transforms = evidence.list("transforms").stream().distinct().count();
    return List.of(
        "The slope is 1 modulo "
            + modulus(evidence)
            + ", so all patterns give the same matrix there,",
        "and elimination modulo this number finds a pivot in every column (soundness.md, 12).",
        transforms > 0
            ? transforms == 1
                ? "Before, the inputs are transformed to rid them of the prime's powers."
                : "Before, each unit's inputs are transformed to rid them of the prime's powers ("
                    + transforms
                    + " different transforms)."
            : "The inputs are taken as they are.");
  }

  static List<String> deepNullVector(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "The gradients of this pattern of all layers, each times its coefficient, add up to 0");
    lines.add("(1: slope 1, 0: slope s; a row per sample; soundness.md, 19).");
    List<Json> patterns = evidence.list("patterns");
    for (int l = 0; l < patterns.size(); l++) {
      lines.add("layer " + (l + 1) + ": " + Shown.line(patterns.get(l).toString()));
    }
    lines.add("coefficients: " + Shown.line(evidence.texts("null_vector").toString()));
    return lines;
  }

  static List<String> noiseBall(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Rows of numbers for the samples of each unit turn every pattern's matrix, and that of");
    lines.add(
        "all slopes in between, into one that is dominated by its diagonal, column by column,");
    lines.add("with each noise of the ball (soundness.md, 29).");
    List<Json> groups = evidence.list("groups");
    for (int i = 0; i < groups.size(); i++) {
      lines.add("unit " + i + ": " + Shown.line(groups.get(i).toString()));
    }
    lines.add("weights: " + Shown.line(evidence.texts("weights").toString()));
    return lines;
  }

  static List<String> lift(Fields evidence) {
    if (!evidence.has("prime")) {
      return List.of(
          "The noise is a formula: divisible by its prime at all units but one, the one to whose",
          "group the sample belongs. So modulo this prime every pattern's matrix is block diagonal,",
          "and the blocks have independent columns (soundness.md, 41).");
    }
    return List.of(
        "On every sample the noise is divisible by a higher power of "
            + evidence.text("prime")
            + " at all units but one;",
        "so modulo this prime every pattern's matrix is block diagonal, and the blocks have",
        "independent columns (soundness.md, 11).");
  }

  static List<String> maskedTightSet(Fields evidence) {
    return List.of(
        Shown.count(evidence.texts("samples").size(), "sample")
            + " of which each unit sees those only at which its noise is not 0. Where units",
        "see them, the inputs satisfy linear equations, so that their gradients span too small a",
        "space for every pattern and every noise with these zeros (soundness.md, 15).");
  }
}
