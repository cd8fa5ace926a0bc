package org.dlmcert.checker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dlmcert.checker.rule.Rule;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every value in the claim of every accepted example, changed alone to other values of its type:
 * the certificate is rejected. Only the set of patterns may change, where the evidence serves the
 * other set too; then the claim is judged by {@link BruteForce}.
 */
final class ClaimFieldsTest {
  private static final Pattern VALUE =
      Pattern.compile("(?<=[:\\[,])(\"[^\"]*\"|[0-9]+|true|false|null)(?=[,\\]}])");
  private static final Pattern NAME = Pattern.compile("\"([a-z_]+)\":(?:\\[[^\\]{]*)?$");
  private static final List<List<String>> WORDS =
      List.of(
          List.of("all", "every-w", "realizable", "all-layers"),
          List.of("generic", "none", "given", "mixed"),
          List.of("GLOBAL_MINIMUM", "LOCAL_MINIMUM", "SADDLE", "NOT_CRITICAL"),
          List.of("NONE", "ALL_GLOBAL", "BAD_MINIMA"),
          List.of("critical-points", "gradient-flow"),
          List.of("all-local-minima", "differentiable-local-minima"),
          List.of("full-column-rank", "width", "rank", "point", "worst-minimum"));

  private static int judged;
  private static int judgedBalls;

  static Stream<String> kinds() {
    return RuleTable.RULES.stream().map(Rule::kind);
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everyFieldOfEveryClaimIsCompared(String kind) {
    Map<String, Integer> changed = new TreeMap<>();
    for (Path file : Examples.certificates(Examples.ACCEPTED)) {
      String text = Examples.text(file);
      if (!Examples.kind(text).equals(kind)) {
        continue;
      }
      int from = text.indexOf("\"claim\":") + 8;
      int end = text.indexOf("},\"reading", from);
      int to = (end < 0 ? text.indexOf("},\"instance", from) : end) + 1;
      assertThat(Examples.checkFile(file)).as("%s", file).isInstanceOf(Verdict.Accepted.class);
      Matcher value = VALUE.matcher(text).region(from, to).useTransparentBounds(true);
      while (value.find()) {
        Matcher name = NAME.matcher(text.substring(from, value.start()));
        String field = name.find() ? name.group(1) : "item";
        for (String other : others(value.group())) {
          String mutant = text.substring(0, value.start()) + other + text.substring(value.end());
          Verdict verdict = Examples.checkLike(file, mutant);
          if (verdict instanceof Verdict.Accepted
              && List.of("patterns", "output_weights").contains(field)) {
            judged += BruteForce.assertNotRefuted(mutant, 6) ? 1 : 0;
          } else if (verdict instanceof Verdict.Accepted && isBall(kind, field)) {
            // What is true within a radius is true within others that the evidence covers.
            judgedBalls += BruteForce.assertNotRefuted(mutant, 6) ? 1 : 0;
          } else {
            assertThat(verdict)
                .as("%s: %s changed from %s to %s", file, field, value.group(), other)
                .isInstanceOf(Verdict.Rejected.class);
          }
          changed.merge(Examples.kind(text) + " " + field, 1, Integer::sum);
        }
      }
    }
    assertThat(changed.keySet())
        .containsAll(fields(kind).stream().map(field -> kind + " " + field).toList());
  }

  @AfterAll
  static void otherSetsOfPatternsWereJudged() {
    assertThat(judged).isGreaterThan(100);
    assertThat(judgedBalls).isPositive();
  }

  private static boolean isBall(String kind, String field) {
    return List.of("ball", "noise-ball").contains(kind) && field.equals("radius");
  }

  /** The fields of format.md section 4, by the kind's sort of claim. */
  private static Set<String> fields(String kind) {
    return switch (kind) {
      case "rank", "bordered-minors", "sparse-rank" ->
          Set.of("property", "rows", "columns", "rank");
      case "width" -> Set.of("property", "samples", "inputs", "bias", "rank", "width");
      case "minima", "minima-and-least-loss" ->
          Set.of(
              "verdict",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "cells_nonzero_output",
              "cells_zero_output",
              "loss",
              "cells",
              "cells_with_zero_output_weights");
      case "local-minima" ->
          Set.of(
              "verdict",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "unit_faces",
              "unit_cells",
              "choices",
              "loss",
              "faces");
      case "enclosed-descent" -> Set.of("verdict", "widths", "slope", "bias", "noise", "samples");
      case "worst-minimum" ->
          Set.of("verdict", "widths", "slope", "bias", "noise", "samples", "cells", "loss");
      case "worst-minimum-held" ->
          Set.of(
              "verdict",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "cells",
              "loss_from",
              "loss_to");
      case "least-loss" -> Set.of("widths", "slope", "bias", "noise", "samples", "loss");
      case "any-width" -> Set.of("widths", "slope", "bias", "noise", "samples", "loss", "width");
      case "descent-path", "kink-saddle", "local-minimum", "path-products", "global-minimum" ->
          Set.of("verdict", "spurious", "widths", "slope", "bias", "noise", "samples", "loss");
      case "independent-inputs", "archimedean", "diagonal", "partition", "lift", "common-pairs" ->
          Set.of(
              "holds",
              "patterns",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "pattern_bits",
              "scope");
      case "noise-ball" ->
          Set.of(
              "holds",
              "patterns",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "pattern_bits",
              "scope",
              "radius");
      case "ball" -> Set.of("statement", "widths", "slope", "bias", "noise", "samples", "radius");
      case "nearby-zero", "nearby-minimum", "nearby-saddle" ->
          Set.of(
              "verdict",
              "spurious",
              "widths",
              "slope",
              "bias",
              "noise",
              "samples",
              "radius",
              "loss_from",
              "loss_to",
              "kinks",
              "negative");
      default ->
          Set.of(
              "holds", "patterns", "widths", "slope", "bias", "noise", "samples", "pattern_bits");
    };
  }

  private static Set<String> others(String value) {
    Set<String> others = new LinkedHashSet<>();
    if (value.equals("true") || value.equals("false")) {
      others.add(value.equals("true") ? "false" : "true");
    } else if (value.equals("null")) {
      others.addAll(List.of("0", "1", "2"));
    } else if (value.matches("[0-9]+")) {
      long number = Long.parseLong(value);
      others.addAll(List.of("0", "1", String.valueOf(number + 1), String.valueOf(2 * number + 3)));
      others.add(String.valueOf(Math.max(0, number - 1)));
    } else if (value.matches("\"-?[0-9]+(/[0-9]+)?\"")) {
      String[] parts = value.replace("\"", "").split("/");
      String denominator = parts.length > 1 ? "/" + parts[1] : "";
      others.addAll(List.of("\"0\"", "\"1\"", "\"-1\"", "\"1/2\"", "\"1/3\"", "\"99/7\""));
      others.add(
          parts[0].startsWith("-") ? value.replace("-", "") : value.replaceFirst("\"", "\"-"));
      others.add("\"" + parts[0] + (denominator.isEmpty() ? "1" : "") + "\"");
    } else {
      String word = value.replace("\"", "");
      for (List<String> words : WORDS) {
        if (words.contains(word)) {
          words.forEach(other -> others.add("\"" + other + "\""));
        }
      }
    }
    others.remove(value);
    return others;
  }
}
