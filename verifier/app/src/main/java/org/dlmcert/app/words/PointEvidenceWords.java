package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Weights;

/** The evidence of certificates about points in words, for {@code explain}. */
final class PointEvidenceWords {
  private static final int SHOWN = 12;

  private PointEvidenceWords() {}

  static List<String> descentPath(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("Along W + t·D the loss is a polynomial for small t > 0, and its lowest coefficient");
    lines.add(
        "that is not zero is negative: of first order, a descent; of higher order, at a point");
    lines.add("with gradient zero, a saddle (soundness.md, 20). The entries of D that");
    lines.add("are not zero:");
    lines.addAll(entries(map(evidence, "direction")));
    return lines;
  }

  static List<String> kinkSaddle(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add("No direction decreases the loss to first order. Unit " + evidence.get("unit"));
    lines.add("has no output weights, but could contribute: moved together with its output weight");
    lines.add("it decreases the loss (soundness.md, 26).");
    lines.addAll(kinks(evidence));
    return lines;
  }

  static List<String> localMinimum(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    if (evidence.containsKey("kinks")) {
      lines.add(
          "No direction of the weights of a hidden unit decreases the loss to first order, and");
      lines.add("no choice of slopes nearby gives one, so no weights nearby have a smaller loss");
      lines.add("(soundness.md, 21).");
    } else {
      lines.add(
          "Near the point every hidden unit contributes to the outputs only what the residuals");
      lines.add("are orthogonal to, so no weights nearby have a smaller loss (soundness.md, 21).");
    }
    lines.addAll(kinks(evidence));
    lines.addAll(better(evidence));
    return lines;
  }

  private static List<String> kinks(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    for (Object entry : list(evidence.getOrDefault("kinks", List.of()))) {
      @SuppressWarnings("unchecked") // the format is known, as below
      Map<String, Object> fields = (Map<String, Object>) entry;
      String why =
          switch (String.valueOf(fields.get("by"))) {
            case "rays" -> "its derivative is computed on all rays between its kinks";
            case "combination" ->
                "its linear part is a combination within the weights of its kinks";
            default -> "for all signs of its falling kinks, a combination within the rising ones";
          };
      lines.add("  unit " + fields.get("unit") + ": " + why);
    }
    return lines.size() <= SHOWN ? lines : cut(lines);
  }

  static List<String> pathProducts(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "Near the point the outputs are sums over paths through the network, and the residuals");
    lines.add(
        "are orthogonal to what each path contributes: no weights nearby have a smaller loss");
    lines.add("(soundness.md, 22).");
    lines.addAll(better(evidence));
    return lines;
  }

  static List<String> globalMinimum(Map<String, Object> evidence) {
    if (evidence.get("cells") instanceof List<?> cells
        && evidence.get("choices") instanceof List<?> choices) {
      return List.of(
          "One hidden unit has "
              + cells.size()
              + " cells. For each of "
              + choices.size()
              + " choices of a cell for each unit",
          "the least-squares problem is solved: none has a smaller loss, wherever its solution lies",
          "(soundness.md, 23).");
    }
    return List.of(
        "The loss is 0, or the residuals are orthogonal to the outputs of every hidden unit with any",
        "weights: no weights have a smaller loss (soundness.md, 23).");
  }

  private static List<String> better(Map<String, Object> evidence) {
    if (!evidence.containsKey("better")) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "It is spurious: these weights have a smaller loss. Their entries that are not zero:");
    lines.addAll(entries(map(evidence, "better")));
    return lines;
  }

  /** Weights, or a direction, as fields of the format. */
  static Map<String, Object> fields(Weights weights) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weights", weights.matrices().stream().map(PointEvidenceWords::strings).toList());
    weights
        .biases()
        .ifPresent(
            biases -> fields.put("biases", biases.stream().map(row -> strings(row)).toList()));
    return fields;
  }

  private static List<List<String>> strings(RationalMatrix matrix) {
    return IntStream.range(0, matrix.rows()).mapToObj(i -> strings(matrix.row(i))).toList();
  }

  private static List<String> strings(List<Rational> row) {
    return row.stream().map(Rational::toString).toList();
  }

  /** The nonzero entries of weights and biases, one a line. */
  static List<String> entries(Map<String, Object> weights) {
    List<String> lines = new ArrayList<>();
    int layer = 0;
    for (Object matrix : list(weights.getOrDefault("weights", List.of()))) {
      layer++;
      int i = 0;
      for (Object row : list(matrix)) {
        int j = 0;
        for (Object entry : list(row)) {
          add(lines, "W_" + layer + "[" + i + "][" + j++ + "]", entry);
        }
        i++;
      }
    }
    layer = 0;
    for (Object row : list(weights.getOrDefault("biases", List.of()))) {
      layer++;
      int i = 0;
      for (Object entry : list(row)) {
        add(lines, "b_" + layer + "[" + i++ + "]", entry);
      }
    }
    return lines.size() <= SHOWN ? lines : cut(lines);
  }

  private static List<String> cut(List<String> lines) {
    List<String> shown = new ArrayList<>(lines.subList(0, SHOWN - 1));
    shown.add("  … (" + lines.size() + " entries)");
    return shown;
  }

  private static void add(List<String> lines, String name, Object entry) {
    if (!entry.equals("0")) {
      lines.add("  " + name + ": " + PointNumbers.shortened(String.valueOf(entry)));
    }
  }

  @SuppressWarnings("unchecked") // the format is known: made here, or accepted by the checker
  private static List<Object> list(Object value) {
    return (List<Object>) value;
  }

  @SuppressWarnings("unchecked") // as above
  private static Map<String, Object> map(Map<String, Object> fields, String name) {
    return (Map<String, Object>) fields.getOrDefault(name, Map.of());
  }
}
