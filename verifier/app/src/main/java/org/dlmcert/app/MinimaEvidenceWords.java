package org.dlmcert.app;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The evidence about minima of one hidden layer, in words. */
final class MinimaEvidenceWords {
  private MinimaEvidenceWords() {}

  static List<String> minima(Map<String, Object> evidence) {
    List<Map<?, ?>> choices = new ArrayList<>();
    list(evidence.get("choices")).forEach(choice -> choices.add(map(choice)));
    List<Map<?, ?>> open = choices.stream().filter(c -> c.containsKey("signs")).toList();
    List<Object> nodes = new ArrayList<>();
    open.forEach(choice -> nodes.addAll(list(choice.get("signs"))));
    long points = nodes.stream().filter(List.class::isInstance).count();
    long empty = nodes.stream().filter(Map.class::isInstance).count();
    List<String> lines = new ArrayList<>(cells(map(evidence.get("cells"))));
    lines.add(
        "For each of "
            + choices.size()
            + " choices of a cell for each hidden unit the least-squares problem is solved.");
    lines.add(
        "For "
            + (choices.size() - open.size())
            + " of them the solution is the only one (modulo "
            + evidence.get("prime")
            + ", so over the rationals), and its signs decide.");
    lines.add(
        "For the other "
            + open.size()
            + " the signs of the output weights are tried: "
            + points
            + " minima with given signs, and "
            + empty
            + " proofs (Motzkin 1936) that there is none (soundness.md, 24).");
    return lines;
  }

  static List<String> worst(Map<String, Object> evidence) {
    List<String> lines = new ArrayList<>(cells(map(evidence.get("cells"))));
    lines.add("In each of them the least-squares problem of one unit is solved. Without noise two");
    lines.add(
        "units make a minimum of each of these losses, and none is worse (soundness.md, 25).");
    return lines;
  }

  private static List<String> cells(Map<?, ?> cells) {
    if (cells.containsKey("points")) {
      return List.of(
          "One hidden unit has "
              + list(cells.get("points")).size()
              + " cells: a point of each is given, and there cannot be more (Cover 1965).");
    }
    List<?> tree = list(cells.get("tree"));
    long points = tree.stream().filter(MinimaEvidenceWords::isPoint).count();
    long empty = tree.stream().filter(List.class::isInstance).count() - points;
    return List.of(
        "One hidden unit has "
            + points
            + " cells: a point of each is given, and "
            + empty
            + " linear dependencies of the inputs show that there are no others.");
  }

  /** A point is a list of numbers, a dependency a list of pairs. */
  private static boolean isPoint(Object node) {
    return node instanceof List<?> list && !(list.get(0) instanceof List);
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
