package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dlmcert.app.words.Shown;

/** Evidence about several outputs and maxout units, in words. */
final class OutputsWords {

  private OutputsWords() {}

  static String linearUnitsBrief(Fields evidence) {
    return evidence.has("prime")
        ? "the matrix of units that use one piece on all samples has full column rank (modulo the"
            + " prime "
            + evidence.text("prime")
            + "), and no other choice has less"
        : "the matrix of units that use one piece on all samples has a null vector";
  }

  static List<String> linearUnits(Fields evidence) {
    return evidence.has("prime")
        ? List.of(
            "The blocks of the pieces of a unit add up to one and the same matrix, whatever pieces",
            "are used; its columns are linearly independent (modulo "
                + evidence.text("prime")
                + ", so over the",
            "rationals; soundness.md, 32).")
        : List.of(
            "Let every unit use the same piece on all samples: then the gradients, each times its",
            "coefficient, add up to zero (soundness.md, 32).",
            "null vector: " + Shown.entries(evidence.texts("null_vector")));
  }

  static List<String> enclosedDescent(Fields evidence) {
    return List.of(
        "The loss decreases along a direction: its derivative, enclosed by integers in units of 2^-"
            + evidence.text("bits")
            + ",",
        "is negative (soundness.md, 35).");
  }

  static String commonPairsBrief(Fields evidence) {
    return (evidence.has("units")
            ? "units and samples can be paired so that each unit's samples have places of their own"
                + " among the units of layer L-2, and the output weights of each sample's units"
            : "units and samples can be paired so that the inputs of each unit's samples, and the"
                + " output weights of each sample's units")
        + (evidence.has("biases") ? " with the output biases" : "")
        + ", are linearly independent (modulo the prime "
        + evidence.text("prime")
        + ")";
  }

  static List<String> commonPairs(Fields evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.has("units")) {
      lines.add(
          "Units of layer L-1 and samples are paired. Those of each unit are matched to units");
      lines.add("of layer L-2 that are alive on them, each to another one. The output weights of");
      lines.add(
          evidence.has("biases")
              ? "each sample's units, with the rows of the output biases, are as many as there are"
              : "each sample's units are as many as there are outputs, and independent (modulo");
      lines.add(
          evidence.has("biases")
              ? "columns, and independent (modulo " + evidence.text("prime") + ", so over the"
              : evidence.text("prime") + ", so over the rationals; soundness.md, 44).");
      if (evidence.has("biases")) {
        lines.add("rationals; soundness.md, 44).");
      }
      lines.addAll(pairs(evidence));
      return lines;
    }
    if (evidence.has("biases")) {
      lines.add("Units and samples are paired. The output weights of each sample's units, in the");
      lines.add("columns of the sample, and the rows of the output biases, in all columns, are");
      lines.add("as many as there are columns, and independent together.");
      lines.add(
          "The inputs of each unit's samples are, too (modulo "
              + evidence.text("prime")
              + ", so over");
      lines.add("the rationals). Noise that is 1 on these pairs and 0 elsewhere gives full column");
      lines.add("rank for every pattern (soundness.md, 33).");
      lines.addAll(pairs(evidence));
      return lines;
    }
    lines.add(
        "Each sample is paired with as many units as there are outputs: their output weights");
    lines.add(
        "are independent, and the inputs of each unit's samples are (modulo "
            + evidence.text("prime")
            + ", so over");
    lines.add("the rationals). Noise that is 1 on these pairs and 0 elsewhere gives full column");
    lines.add("rank for every pattern (soundness.md, 33).");
    lines.addAll(pairs(evidence));
    return lines;
  }

  static List<String> crowdedPairs(Fields evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.has("orthogonal_inputs")) {
      lines.add(
          "The inputs of these samples, unit by unit, and the output weights of all other units");
      lines.add("with noise, sample by sample, have ranks that add up to less than the number of");
      lines.add("columns, whatever the noise and the pattern (soundness.md, 34).");
    } else {
      lines.add(
          "The units of layer L-2 that are alive on these samples, unit by unit, and the ranks");
      lines.add(
          "of the output weights of all other units, sample by sample, add up to less than the");
      lines.add("number of columns, whatever the noise and the pattern (soundness.md, 44).");
    }
    lines.addAll(pairs(evidence));
    return lines;
  }

  private static List<String> pairs(Fields evidence) {
    List<List<String>> pairs = evidence.rows("pairs");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("unit  samples");
    lines.addAll(
        Shown.rows(
            pairs.size(),
            i -> String.format(Locale.ROOT, "%4d  %s", i, Shown.entries(pairs.get(i))),
            "units"));
    return lines;
  }
}
