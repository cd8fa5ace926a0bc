package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.dlmcert.app.report.Report;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.faces.FaceCensusResult;
import org.dlmcert.census.faces.FaceCensusResult.LossCount;
import org.dlmcert.census.faces.FaceMinimum;

/** What a census of all local minima, kinks included, has found, as fields and in words. */
public final class FaceCensusWords {

  private FaceCensusWords() {}

  /** The fields and lines. */
  public static Report.Builder census(
      Report.Builder report, FaceCensusResult result, List<FaceMinimum> shown) {
    List<LossCount> losses = result.losses();
    String least = losses.get(0).loss().toString();
    String worst = losses.get(losses.size() - 1).loss().toString();
    report.field("claim", theorem(result));
    MinimaWords.problem(report, result.problem())
        .field("unit_faces", result.faces().faces().size())
        .field("unit_cells", result.faces().cells())
        .field("choices", result.choices())
        .field("local_minima_losses", losses.stream().map(FaceCensusWords::fields).toList())
        .field("least_loss", least)
        .field("least_loss_of_all_weights", true)
        .field("worst_loss", worst)
        .field("minima", shown.stream().map(FaceCensusWords::fields).toList());
    report
        .line(MinimaWords.capital(theorem(result)))
        .line("  " + MinimaWords.network(result.problem()))
        .line(
            "  "
                + Shown.count(result.choices(), "choice")
                + ": "
                + Shown.count(result.faces().faces().size(), "face")
                + " of one unit, "
                + result.faces().cells()
                + " of them open cells; signs +, - of output weights (0 in cells), units of equal noise unordered")
        .line("  no weights at all have a loss below " + least)
        .line("  loss: choices with such minima, those at preactivations 0 among them");
    Shown.rowsAndLast(losses.size(), k -> row(losses.get(k)), "losses").forEach(report::line);
    return report;
  }

  /** One minimum for each loss, the least first; the worst is always among them. */
  public static List<FaceMinimum> shown(FaceCensusResult result, int limit) {
    List<LossCount> losses = result.losses();
    List<FaceMinimum> shown = new ArrayList<>();
    int first = losses.size() <= limit ? losses.size() : limit - 1;
    losses.stream().limit(Math.max(first, 0)).forEach(l -> shown.add(l.first().interior()));
    if (first < losses.size() && limit > 0) {
      shown.add(losses.get(losses.size() - 1).first().interior());
    }
    return shown;
  }

  /** Lines with the weights of minima. */
  public static void weights(Report.Builder report, List<FaceMinimum> shown) {
    MinimaWords.weights(report, shown.stream().map(FaceCensusWords::point).toList());
  }

  private static MinimumPoint point(FaceMinimum minimum) {
    return new MinimumPoint(minimum.loss(), List.of(), minimum.outputSigns(), minimum.weights());
  }

  private static String row(LossCount count) {
    return "  " + count.loss() + ": " + count.faces() + ", " + count.kinks();
  }

  private static Map<String, Object> fields(LossCount count) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", count.loss().toString());
    fields.put("faces", count.faces());
    fields.put("at_kinks", count.kinks());
    return fields;
  }

  private static Map<String, Object> fields(FaceMinimum minimum) {
    Map<String, Object> fields = MinimaWords.fields(point(minimum));
    fields.put(
        "zero_preactivations",
        IntStream.range(0, minimum.states().size())
            .mapToObj(
                i ->
                    IntStream.range(0, minimum.face(i).signs().size())
                        .filter(n -> minimum.face(i).signs().get(n) == 0)
                        .boxed()
                        .toList())
            .toList());
    return fields;
  }

  private static String theorem(FaceCensusResult result) {
    List<LossCount> losses = result.losses();
    if (result.allGlobal()) {
      return "every local minimum, kinks included, has loss 0";
    }
    LossCount worst = losses.get(losses.size() - 1);
    return losses.size() == 1
        ? "every local minimum, kinks included, has MSE " + worst.loss()
        : "all local minima, kinks included, have one of "
            + losses.size()
            + " losses; the worst has MSE "
            + worst.loss();
  }
}
