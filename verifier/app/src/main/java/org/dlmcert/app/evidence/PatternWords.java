package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.app.words.Shown;

/** Evidence about activation patterns, in words. */
final class PatternWords {

  private PatternWords() {}

  static List<String> nullVector(Fields evidence) {
    List<List<String>> pattern = evidence.rows("pattern");
    List<String> vector = evidence.texts("null_vector");
    int outputs = vector.size() / Math.max(1, pattern.size());
    List<String> lines = new ArrayList<>();
    lines.add("The gradients of this pattern, each times its coefficient, add up to zero.");
    lines.add("");
    lines.add(
        "sample  coefficient  slopes (1: slope 1, 0: slope s)"
            + (outputs > 1 ? "; a line for each output" : ""));
    List<Integer> used =
        IntStream.range(0, vector.size()).boxed().filter(n -> !vector.get(n).equals("0")).toList();
    lines.addAll(
        Shown.rows(
            used.size(),
            k -> {
              int n = used.get(k);
              return String.format(
                  Locale.ROOT,
                  "%6d  %11s  %s",
                  n / outputs,
                  Shown.number(vector.get(n)),
                  Shown.entries(pattern.get(n / outputs)));
            },
            "samples with coefficient ≠ 0"));
    return lines;
  }

  static List<String> openCell(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("At these hidden weights every preactivation is nonzero, and the gradients of the");
    lines.add("pattern there are linearly dependent (soundness.md, 5).");
    lines.addAll(weightsAndVector(evidence));
    return lines;
  }

  static List<String> point(Fields evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("At these hidden weights, with slope 1 at preactivation 0, the gradients of the");
    lines.add("pattern are linearly dependent (soundness.md, 16).");
    lines.addAll(weightsAndVector(evidence));
    return lines;
  }

  private static List<String> weightsAndVector(Fields evidence) {
    List<List<String>> weights = evidence.rows("weights");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("unit  weights");
    lines.addAll(
        Shown.rows(
            weights.size(),
            i -> String.format(Locale.ROOT, "%4d  %s", i, Shown.entries(weights.get(i))),
            "units"));
    lines.add("null vector: " + Shown.entries(evidence.texts("null_vector")));
    return lines;
  }

  static String cellsBrief(Fields evidence) {
    return "one unit has "
        + cells(evidence)
        + " sign vectors on the samples, and every choice of one for each unit gives full column"
        + " rank";
  }

  static List<String> cellsFull(Fields evidence) {
    long empty = evidence.list("tree").stream().filter(Json.Array.class::isInstance).count();
    return List.of(
        "One unit has "
            + cells(evidence)
            + " sign vectors on the samples; "
            + empty
            + " linear dependencies of the inputs show that there are no others.",
        "Every choice of one for each unit gives independent gradients modulo one of the primes "
            + Shown.entries(evidence.texts("primes"))
            + " (soundness.md, 17).");
  }

  private static long cells(Fields evidence) {
    return evidence.list("tree").stream()
        .filter(node -> node instanceof Json.Scalar leaf && leaf.text().equals("1"))
        .count();
  }

  static List<String> matching(Fields evidence) {
    Map<String, Long> load =
        evidence.texts("units").stream()
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "Every sample is assigned to a unit of layer L-2 that is alive on it, once for each output,");
    lines.add("and no unit more often than layer L-1 has units (soundness.md, 8 and 44).");
    lines.add("");
    lines.add("unit  samples");
    List<String> units =
        load.keySet().stream().sorted(Comparator.comparing(Integer::parseInt)).toList();
    lines.addAll(
        Shown.rows(
            units.size(),
            i -> String.format(Locale.ROOT, "%4s  %7d", units.get(i), load.get(units.get(i))),
            "units"));
    return lines;
  }

  static List<String> hallSet(Fields evidence) {
    return List.of(
        "On these samples so few units of layer L-2 are alive, or layer L-1 has so few units for the",
        "outputs, that their gradients cannot be independent (soundness.md, 8 and 44).",
        "samples: " + Shown.entries(evidence.texts("samples")));
  }

  static String everyPatternBrief(Fields evidence) {
    return "every pattern was tried"
        + (evidence.list("noise").isEmpty() ? "" : ", at one value of the noise that is generic")
        + ": each has full column rank modulo "
        + evidence.text("prime");
  }

  static List<String> everyPattern(Fields evidence) {
    return evidence.list("noise").isEmpty()
        ? List.of(
            "Every pattern gives a matrix of full column rank modulo "
                + evidence.text("prime")
                + ", so it has a",
            "nonzero minor (soundness.md, 46).")
        : List.of(
            "At one value of the noise that is generic every pattern gives a matrix of full column",
            "rank modulo "
                + evidence.text("prime")
                + ", so it has a nonzero minor there. As a polynomial in the noise this minor",
            "is zero only on a set of measure 0 (soundness.md, 46).");
  }
}
