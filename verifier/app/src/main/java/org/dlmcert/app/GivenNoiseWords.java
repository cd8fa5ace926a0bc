package org.dlmcert.app;

import java.util.List;
import java.util.Map;
import org.dlmcert.certify.CollapseEvidence;
import org.dlmcert.certify.LiftEvidence;

/** The evidence about given noise, in words. */
final class GivenNoiseWords {
  private GivenNoiseWords() {}

  static String method(CollapseEvidence evidence) {
    return "modulo "
        + evidence.found().modulus()
        + " the slope is 1, so that all patterns are one matrix there, of full column rank";
  }

  static String method(LiftEvidence evidence) {
    return "modulo the prime "
        + evidence.groups().prime()
        + " every sample is left to one unit, and the inputs of each unit's samples are independent";
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
            ? "Before, the inputs are transformed to rid them of the prime's powers."
            : "The inputs are taken as they are.");
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
