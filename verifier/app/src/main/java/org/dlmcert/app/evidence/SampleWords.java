package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.dlmcert.app.words.Shown;

/** Evidence about the samples alone, in words. */
final class SampleWords {
  private static final int CELLS = 12;

  private SampleWords() {}

  static String partitionBrief(Fields evidence) {
    return "the samples divide into "
        + Shown.count(evidence.rows("groups").size(), "group")
        + " of linearly independent inputs (modulo the prime "
        + evidence.text("prime")
        + ")";
  }

  static List<String> partition(Fields evidence) {
    List<List<String>> groups = evidence.rows("groups");
    List<String> lines = new ArrayList<>();
    lines.add(
        "The samples divide into "
            + Shown.count(groups.size(), "group")
            + ", in each of which the inputs are linearly independent (modulo "
            + evidence.text("prime")
            + ", so over the rationals).");
    lines.add(
        "Give each group a unit of its own: noise 1 on its samples and 0 on all others makes");
    lines.add(
        "every pattern's matrix block diagonal with independent blocks, and full column rank");
    lines.add("at one noise means full column rank at almost every noise (soundness.md, 1).");
    lines.add("");
    lines.add("group  samples");
    lines.addAll(
        Shown.rows(
            groups.size(),
            g -> {
              List<String> group = groups.get(g);
              return String.format(
                  Locale.ROOT, "%5d  %7d: %s", g, group.size(), Shown.entries(group));
            },
            "groups"));
    return lines;
  }

  static List<String> tightSet(Fields evidence) {
    List<String> samples = evidence.texts("samples");
    List<List<String>> orthogonal = evidence.rows("orthogonal");
    List<String> lines = new ArrayList<>();
    lines.add(
        orthogonal.isEmpty()
            ? samples.size() + " samples are too many for so few units:"
            : samples.size()
                + " samples satisfy "
                + Shown.count(orthogonal.size(), "independent linear equation")
                + ", so their inputs span too small a space:");
    lines.add(
        "their gradients lie in a space of fewer dimensions than they are, for every noise and every"
            + " pattern (soundness.md, 2).");
    lines.add("samples: " + Shown.entries(samples));
    List<String> zero =
        orthogonal.stream()
            .map(SampleWords::support)
            .filter(s -> s.size() == 1)
            .map(s -> String.valueOf(s.get(0)))
            .toList();
    if (!zero.isEmpty()) {
      lines.add("inputs that are zero on all of them: " + String.join(", ", zero));
    }
    List<List<String>> equations = orthogonal.stream().filter(z -> support(z).size() > 1).toList();
    lines.addAll(
        Shown.rows(equations.size(), k -> "equation: " + equation(equations.get(k)), "equations"));
    return lines;
  }

  static List<String> independentInputs(Fields evidence) {
    return List.of(
        "The inputs are linearly independent (modulo "
            + evidence.text("prime")
            + ", so over the rationals),",
        "and every sample has a unit with nonzero noise (soundness.md, 3).");
  }

  static List<String> width(Fields evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.has("zero_sample")) {
      lines.add("Sample " + evidence.text("zero_sample") + " is zero: no width is enough.");
      return lines;
    }
    lines.add("Enough:");
    boolean pairs = evidence.has("common_pairs");
    lines.addAll(
        pairs
            ? OutputsWords.commonPairs(evidence.object("common_pairs"))
            : partition(evidence.object("partition")));
    if (evidence.has("tight_set")) {
      lines.add("");
      lines.add("One " + (pairs ? "unit" : "group") + " less is not enough:");
      lines.addAll(tightSet(evidence.object("tight_set")));
    }
    return lines;
  }

  private static List<Integer> support(List<String> vector) {
    return IntStream.range(0, vector.size())
        .boxed()
        .filter(j -> !vector.get(j).equals("0"))
        .toList();
  }

  private static String equation(List<String> vector) {
    String terms =
        support(vector).stream()
            .limit(CELLS)
            .map(j -> "(" + Shown.number(vector.get(j)) + ")·x_" + j)
            .collect(Collectors.joining(" + "));
    return terms + (support(vector).size() > CELLS ? " + …" : "") + " = 0";
  }
}
