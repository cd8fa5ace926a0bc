package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The evidence of each kind of certificate in words and small tables, for certificates that the
 * checker has accepted. To add a kind, add a line to the table.
 */
public final class EvidenceWords {
  private static final int ROWS = 12;
  private static final int CELLS = 12;

  private static final Map<String, Function<Map<String, Object>, List<String>>> BY_KIND =
      new LinkedHashMap<>();

  static {
    BY_KIND.put("partition", EvidenceWords::partition);
    BY_KIND.put("tight-set", EvidenceWords::tightSet);
    BY_KIND.put("independent-inputs", EvidenceWords::independentInputs);
    BY_KIND.put("null-vector", EvidenceWords::nullVector);
    BY_KIND.put("open-cell", EvidenceWords::openCell);
    BY_KIND.put("dead-pattern", e -> List.of("At slope 0 all units can be dead on sample 0."));
    BY_KIND.put("generic-layers", e -> List.of("Counting decides: N against d_{L-1}·d_{L-2}."));
    BY_KIND.put("matching", EvidenceWords::matching);
    BY_KIND.put("hall-set", EvidenceWords::hallSet);
    BY_KIND.put("point", EvidenceWords::point);
    BY_KIND.put("cells", EvidenceWords::cells);
    BY_KIND.put("collapse", GivenNoiseWords::collapse);
    BY_KIND.put("diagonal", e -> List.of("Every column has one entry, in a row of its own."));
    BY_KIND.put("deep-collapse", GivenNoiseWords::deepCollapse);
    BY_KIND.put("deep-null-vector", GivenNoiseWords::deepNullVector);
    BY_KIND.put("lift", GivenNoiseWords::lift);
    BY_KIND.put("masked-tight-set", GivenNoiseWords::maskedTightSet);
    BY_KIND.put("descent-path", PointEvidenceWords::descentPath);
    BY_KIND.put("kink-saddle", PointEvidenceWords::kinkSaddle);
    BY_KIND.put("local-minimum", PointEvidenceWords::localMinimum);
    BY_KIND.put("path-products", PointEvidenceWords::pathProducts);
    BY_KIND.put("global-minimum", PointEvidenceWords::globalMinimum);
    BY_KIND.put("minima", MinimaEvidenceWords::minima);
    BY_KIND.put("local-minima", MinimaEvidenceWords::local);
    BY_KIND.put("worst-minimum", MinimaEvidenceWords::worst);
    BY_KIND.put("width", EvidenceWords::width);
    BY_KIND.put("rank", EvidenceWords::rank);
    BY_KIND.put("sparse-rank", EvidenceWords::sparseRank);
    BY_KIND.put("archimedean", EvidenceWords::archimedean);
    BY_KIND.put("tree", EvidenceWords::tree);
  }

  private EvidenceWords() {}

  /** The evidence of a kind; no lines for a kind that is not in the table. */
  public static List<String> of(String kind, Map<String, Object> evidence) {
    Function<Map<String, Object>, List<String>> words = BY_KIND.get(kind);
    return words == null ? List.of() : words.apply(evidence);
  }

  private static List<String> partition(Map<String, Object> evidence) {
    List<List<Object>> groups = rows(evidence, "groups");
    List<String> lines = new ArrayList<>();
    lines.add(
        "The samples divide into "
            + groups.size()
            + " groups, in each of which the inputs are linearly independent (modulo "
            + evidence.get("prime")
            + ", so over the rationals).");
    lines.add(
        "Give each group a unit of its own: noise 1 on its samples and 0 on all others makes");
    lines.add(
        "every pattern's matrix block diagonal with independent blocks, and full column rank");
    lines.add("at one noise means full column rank at almost every noise (soundness.md, 1).");
    lines.add("");
    lines.add("group  samples");
    for (int g = 0; g < Math.min(ROWS, groups.size()); g++) {
      lines.add(
          String.format(
              Locale.ROOT, "%5d  %7d: %s", g, groups.get(g).size(), Shown.entries(groups.get(g))));
    }
    if (groups.size() > ROWS) {
      lines.add("    …  (" + groups.size() + " groups)");
    }
    return lines;
  }

  private static List<String> tightSet(Map<String, Object> evidence) {
    List<Object> samples = list(evidence, "samples");
    List<List<Object>> orthogonal = rows(evidence, "orthogonal");
    List<String> lines = new ArrayList<>();
    lines.add(
        orthogonal.isEmpty()
            ? samples.size() + " samples are too many for as many inputs:"
            : samples.size()
                + " samples satisfy "
                + orthogonal.size()
                + " independent linear equations, so their inputs span too small a space:");
    lines.add(
        "their gradients lie in a space of fewer than "
            + samples.size()
            + " dimensions for every noise and every pattern (soundness.md, 2).");
    lines.add("samples: " + Shown.entries(samples));
    List<String> zero =
        orthogonal.stream()
            .map(EvidenceWords::support)
            .filter(s -> s.size() == 1)
            .map(s -> String.valueOf(s.get(0)))
            .toList();
    if (!zero.isEmpty()) {
      lines.add("inputs that are zero on all of them: " + String.join(", ", zero));
    }
    orthogonal.stream()
        .filter(z -> support(z).size() > 1)
        .limit(ROWS)
        .forEach(z -> lines.add("equation: " + equation(z)));
    return lines;
  }

  private static List<String> independentInputs(Map<String, Object> evidence) {
    return List.of(
        "The inputs are linearly independent (modulo "
            + evidence.get("prime")
            + ", so over the rationals),",
        "and every sample has a unit with nonzero noise (soundness.md, 3).");
  }

  private static List<String> nullVector(Map<String, Object> evidence) {
    List<List<Object>> pattern = rows(evidence, "pattern");
    List<Object> vector = list(evidence, "null_vector");
    List<String> lines = new ArrayList<>();
    lines.add("The gradients of this pattern, each times its coefficient, add up to zero.");
    lines.add("");
    lines.add("sample  coefficient  slopes (1: slope 1, 0: slope s)");
    List<Integer> used =
        IntStream.range(0, vector.size()).boxed().filter(n -> !vector.get(n).equals("0")).toList();
    used.stream()
        .limit(ROWS)
        .forEach(
            n ->
                lines.add(
                    String.format(
                        Locale.ROOT,
                        "%6d  %11s  %s",
                        n,
                        Shown.number(String.valueOf(vector.get(n))),
                        Shown.entries(pattern.get(n)))));
    if (used.size() > ROWS) {
      lines.add("     …  (" + used.size() + " samples with coefficient ≠ 0)");
    }
    return lines;
  }

  private static List<String> openCell(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("At these hidden weights every preactivation is nonzero, and the gradients of the");
    lines.add("pattern there are linearly dependent (soundness.md, 5).");
    lines.addAll(weightsAndVector(evidence));
    return lines;
  }

  private static List<String> point(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("At these hidden weights, with slope 1 at preactivation 0, the gradients of the");
    lines.add("pattern are linearly dependent (soundness.md, 16).");
    lines.addAll(weightsAndVector(evidence));
    return lines;
  }

  private static List<String> weightsAndVector(Map<String, Object> evidence) {
    List<List<Object>> weights = rows(evidence, "weights");
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add("unit  weights");
    for (int i = 0; i < Math.min(ROWS, weights.size()); i++) {
      lines.add(String.format(Locale.ROOT, "%4d  %s", i, Shown.entries(weights.get(i))));
    }
    lines.add("null vector: " + Shown.entries(list(evidence, "null_vector")));
    return lines;
  }

  private static List<String> cells(Map<String, Object> evidence) {
    List<Object> tree = list(evidence, "tree");
    long cells = tree.stream().filter(node -> String.valueOf(node).equals("1")).count();
    long empty = tree.stream().filter(List.class::isInstance).count();
    return List.of(
        "One unit has "
            + cells
            + " sign vectors on the samples; "
            + empty
            + " linear dependencies of the inputs show that there are no others.",
        "Every choice of one for each unit gives independent gradients modulo one of the primes "
            + Shown.entries(list(evidence, "primes"))
            + " (soundness.md, 17).");
  }

  private static List<String> matching(Map<String, Object> evidence) {
    Map<Object, Long> load =
        list(evidence, "units").stream()
            .collect(
                Collectors.groupingBy(
                    Function.identity(), LinkedHashMap::new, Collectors.counting()));
    List<String> lines = new ArrayList<>();
    lines.add(
        "Every sample is assigned to a unit of layer L-2 that is alive on it, and no unit has");
    lines.add("more samples than layer L-1 has units (soundness.md, 8).");
    lines.add("");
    lines.add("unit  samples");
    load.entrySet().stream()
        .sorted(Comparator.comparing(e -> Integer.parseInt(String.valueOf(e.getKey()))))
        .limit(ROWS)
        .forEach(e -> lines.add(String.format(Locale.ROOT, "%4s  %7d", e.getKey(), e.getValue())));
    if (load.size() > ROWS) {
      lines.add("   …  (" + load.size() + " units)");
    }
    return lines;
  }

  private static List<String> hallSet(Map<String, Object> evidence) {
    return List.of(
        "On these samples so few units of layer L-2 are alive that their gradients have fewer",
        "nonzero rows than there are samples (soundness.md, 8).",
        "samples: " + Shown.entries(list(evidence, "samples")));
  }

  private static List<String> width(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.containsKey("zero_sample")) {
      lines.add("Sample " + evidence.get("zero_sample") + " is zero: no width is enough.");
      return lines;
    }
    lines.add("Enough:");
    lines.addAll(partition(map(evidence, "partition")));
    if (evidence.containsKey("tight_set")) {
      lines.add("");
      lines.add("One group less is not enough:");
      lines.addAll(tightSet(map(evidence, "tight_set")));
    }
    return lines;
  }

  private static List<String> rank(Map<String, Object> evidence) {
    int rank = list(evidence, "minor_rows").size();
    List<Object> kernel = list(evidence, "kernel");
    return List.of(
        "At least "
            + rank
            + ": the minor of rows "
            + Shown.entries(list(evidence, "minor_rows"))
            + " and columns "
            + Shown.entries(list(evidence, "minor_columns"))
            + " is not zero modulo "
            + evidence.get("prime")
            + ".",
        kernel.isEmpty()
            ? "At most " + rank + ": there are no more rows or columns."
            : "At most "
                + rank
                + ": "
                + kernel.size()
                + " independent integer vectors are sent to"
                + " zero from the "
                + evidence.get("kernel_side")
                + ".");
  }

  private static List<String> sparseRank(Map<String, Object> evidence) {
    int rank = list(evidence, "pivots").size();
    int kernel = list(evidence, "kernel").size();
    boolean left = "left".equals(evidence.get("kernel_side"));
    String lines = left ? "rows" : "columns";
    return List.of(
        "At least "
            + rank
            + ": elimination modulo "
            + evidence.get("prime")
            + " in the order of these pivots meets none that is zero.",
        "pivots (row, column): " + Shown.entries(list(evidence, "pivots")),
        "At most "
            + rank
            + ": "
            + (rank + kernel)
            + " "
            + lines
            + " have entries, and "
            + kernel
            + " independent integer vectors are sent to zero from the "
            + evidence.get("kernel_side")
            + " (soundness.md, 10).");
  }

  private static List<String> archimedean(Map<String, Object> evidence) {
    List<String> lines = reduction(map(evidence, "reduction"));
    lines.add("A left inverse of the matrix with all slopes 1 stays one, up to an error of norm");
    lines.add("below 1 for these weights, for every choice of slopes (soundness.md, 13).");
    lines.add("weights: " + Shown.entries(list(evidence, "weights")));
    return lines;
  }

  private static List<String> tree(Map<String, Object> evidence) {
    List<String> lines = reduction(map(evidence, "reduction"));
    lines.add(
        "folded".equals(evidence.get("classes"))
            ? "Modulo the primes slope s is -1: patterns count up to signs of columns and units."
            : "A sample's slopes count up to a common factor.");
    lines.add("Every pattern that is left was tried, and its columns are independent");
    lines.add("modulo one of " + Shown.entries(list(evidence, "primes")) + " (soundness.md, 14).");
    return lines;
  }

  private static List<String> reduction(Map<String, Object> reduction) {
    List<String> lines = new ArrayList<>();
    lines.add("units used: " + Shown.entries(list(reduction, "units")));
    if (!list(reduction, "removed").isEmpty()) {
      lines.add("samples projected out: " + Shown.entries(list(reduction, "removed")));
      lines.add("The inputs are projected along these samples; that loses nothing on them,");
      lines.add("because their inputs are independent (soundness.md, 13).");
    }
    return lines;
  }

  private static List<Integer> support(List<Object> vector) {
    return IntStream.range(0, vector.size())
        .boxed()
        .filter(j -> !vector.get(j).equals("0"))
        .toList();
  }

  private static String equation(List<Object> vector) {
    String terms =
        support(vector).stream()
            .limit(CELLS)
            .map(j -> "(" + Shown.number(String.valueOf(vector.get(j))) + ")·x_" + j)
            .collect(Collectors.joining(" + "));
    return terms + (support(vector).size() > CELLS ? " + …" : "") + " = 0";
  }

  @SuppressWarnings("unchecked") // the checker has accepted the certificate, so the format is known
  private static List<Object> list(Map<String, Object> fields, String name) {
    return (List<Object>) fields.getOrDefault(name, List.of());
  }

  @SuppressWarnings("unchecked") // as above
  private static List<List<Object>> rows(Map<String, Object> fields, String name) {
    return (List<List<Object>>) fields.getOrDefault(name, List.of());
  }

  @SuppressWarnings("unchecked") // as above
  private static Map<String, Object> map(Map<String, Object> fields, String name) {
    return (Map<String, Object>) fields.getOrDefault(name, Map.of());
  }
}
