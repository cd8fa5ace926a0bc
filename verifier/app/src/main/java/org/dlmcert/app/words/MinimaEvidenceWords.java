package org.dlmcert.app.words;

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
    List<String> lines = new ArrayList<>(cells(list(evidence.get("cells"))));
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
    List<String> lines = new ArrayList<>(cells(list(evidence.get("cells"))));
    lines.add("In each of them the least-squares problem of one unit is solved. Without noise two");
    lines.add(
        "units make a minimum of each of these losses, and none is worse (soundness.md, 25).");
    return lines;
  }

  static List<String> local(Map<String, Object> evidence) {
    List<?> choices = list(evidence.get("choices"));
    long points = choices.stream().filter(c -> map(c).containsKey("point")).count();
    return List.of(
        "One hidden unit has "
            + list(evidence.get("faces")).size()
            + " faces: a point of each is given; in every flat they are counted, and each flat next to one is there.",
        "For each of " + choices.size() + " choices of a face and a sign for each hidden unit:",
        points
            + " are a local minimum each, with evidence for the kinks, and for "
            + (choices.size() - points)
            + " directions in which no unit may descend contradict each other (soundness.md, 27).");
  }

  private static List<String> cells(List<?> points) {
    return List.of(
        "One hidden unit has "
            + points.size()
            + " cells: a point of each is given, and by deletion and restriction there are no more.");
  }

  private static List<?> list(@Nullable Object value) {
    return value instanceof List<?> list ? list : List.of();
  }

  private static Map<?, ?> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? map : Map.of();
  }
}
