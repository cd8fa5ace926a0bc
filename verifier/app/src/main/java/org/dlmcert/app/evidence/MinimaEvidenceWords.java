package org.dlmcert.app.evidence;

import java.util.ArrayList;
import java.util.List;
import org.dlmcert.app.words.Shown;

/** The evidence about minima of one hidden layer, in words. */
final class MinimaEvidenceWords {
  private MinimaEvidenceWords() {}

  static List<String> minima(Fields evidence) {
    List<Fields> choices = evidence.objects("choices");
    List<Fields> open = choices.stream().filter(c -> c.has("signs")).toList();
    List<Json> nodes = open.stream().flatMap(choice -> choice.list("signs").stream()).toList();
    long points = nodes.stream().filter(Json.Array.class::isInstance).count();
    long empty = nodes.stream().filter(Fields.class::isInstance).count();
    List<String> lines = new ArrayList<>(cells(evidence.list("cells")));
    lines.add(
        "For each of "
            + Shown.count(choices.size(), "choice")
            + " of a cell for each hidden unit the least-squares problem is solved.");
    lines.add(
        "For "
            + (choices.size() - open.size())
            + " of them the solution is the only one (modulo "
            + evidence.text("prime")
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

  static List<String> worst(Fields evidence) {
    List<String> lines = new ArrayList<>(cells(evidence.list("cells")));
    lines.add("In each of them the least-squares problem of one unit is solved. Without noise two");
    lines.add(
        "units make a minimum of each of these losses, and none is worse (soundness.md, 25).");
    return lines;
  }

  static List<String> heldWorst(Fields evidence) {
    List<String> lines = new ArrayList<>(cells(evidence.list("cells")));
    lines.add(
        "For the units "
            + Shown.entries(evidence.texts("columns"))
            + " the least-squares problem of each choice of cells is solved;");
    lines.add("no minimum is worse than the worst of these (soundness.md, 43).");
    if (evidence.isObject("lower")) {
      lines.add(
          "A positive combination of the output weights of the units of each cell is zero in");
      lines.add(
          "the cells "
              + Shown.entries(evidence.object("lower").texts("cells"))
              + ": there is a minimum in them.");
    }
    return lines;
  }

  static List<String> local(Fields evidence) {
    List<Fields> choices = evidence.objects("choices");
    long points = choices.stream().filter(c -> c.has("point")).count();
    return List.of(
        "One hidden unit has "
            + Shown.count(evidence.list("faces").size(), "face")
            + ": a point of each is given; in every flat they are counted, and each flat next to one is there.",
        "For each of "
            + Shown.count(choices.size(), "choice")
            + " of a face and a sign for each hidden unit:",
        points
            + " are a local minimum each, with evidence for the kinks, and for "
            + (choices.size() - points)
            + " directions in which no unit may descend contradict each other (soundness.md, 27).");
  }

  private static List<String> cells(List<Json> points) {
    return List.of(
        "One hidden unit has "
            + Shown.count(points.size(), "cell")
            + ": a point of each is given, and by deletion and restriction there are no more.");
  }
}
