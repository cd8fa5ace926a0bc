package org.dlmcert.app.words;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import org.dlmcert.app.report.Report;
import org.dlmcert.census.BoundaryMinima;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.CensusResult;
import org.dlmcert.census.CensusResult.LossCount;
import org.dlmcert.census.MinimumPoint;
import org.dlmcert.census.WorstMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.model.Widths;
import org.jspecify.annotations.Nullable;

/** What a census has found, as fields and in words. */
public final class MinimaWords {

  private MinimaWords() {}

  /** The fields and lines of a census. */
  public static Report.Builder census(
      Report.Builder report,
      CensusResult result,
      Optional<LeastLoss> least,
      List<MinimumPoint> shown) {
    List<LossCount> losses = result.losses();
    report.field("claim", theorem(result));
    problem(report, result.problem())
        .field("unit_cells", result.cells().size())
        .field("cells_nonzero_output", result.cellsWithNonzeroOutput().longValueExact())
        .field("cells_zero_output", result.cellsWithZeroOutput().longValueExact());
    counts(report, losses, "", LossCount::cells);
    counts(report, losses, "_with_zero_output_weights", LossCount::zeroOutputCells);
    report
        .field("least_loss", losses.isEmpty() ? null : losses.get(0).loss().toString())
        .field("least_loss_of_all_weights", leastOfAll(losses, least))
        .field("global_minimum", globalMinimum(losses, least))
        .field(
            "worst_loss", losses.isEmpty() ? null : losses.get(losses.size() - 1).loss().toString())
        .field("minima", shown.stream().map(MinimaWords::fields).toList());
    report.line(capital(theorem(result)));
    report.line("  " + network(result.problem()));
    report.line(
        "  "
            + result.cellsWithNonzeroOutput().add(result.cellsWithZeroOutput())
            + " cells: "
            + Shown.count(result.cells().size(), "sign vector")
            + " of one unit, signs +, 0, - of output weights, units of equal noise"
            + " unordered");
    report.line(
        "  (in a cell no preactivation is zero; minima on boundaries are another question)");
    if (!losses.isEmpty()) {
      report.line("  loss: cells without and with zero output weights");
      Shown.rowsAndLast(losses.size(), k -> row(losses.get(k)), "losses").forEach(report::line);
    }
    return report;
  }

  /** Lines with the weights of minima, each the one of its cell farthest from all kinks. */
  public static void weights(Report.Builder report, List<MinimumPoint> shown) {
    for (int k = 0; k < shown.size(); k++) {
      MinimumPoint minimum = shown.get(k);
      report.line("  minimum " + k + ", loss " + minimum.loss() + ":");
      for (int l = 1; l <= 2; l++) {
        report.line("    W_" + l + ": " + WeightWords.rows(minimum.weights().matrix(l)));
        int layer = l - 1;
        minimum
            .weights()
            .biases()
            .ifPresent(b -> report.line("    b_" + (layer + 1) + ": " + b.get(layer)));
      }
    }
  }

  /** Whether the least loss is that of all weights; null where it is not known. */
  private static @Nullable Boolean leastOfAll(List<LossCount> losses, Optional<LeastLoss> least) {
    if (losses.isEmpty()) {
      return least.isPresent() ? Boolean.FALSE : null;
    }
    Rational loss = losses.get(0).loss();
    return loss.isZero() ? Boolean.TRUE : least.map(l -> l.loss().equals(loss)).orElse(null);
  }

  /** The least loss of all weights, with weights that have it; null where it is not known. */
  private static @Nullable Map<String, Object> globalMinimum(
      List<LossCount> losses, Optional<LeastLoss> least) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (least.isPresent()) {
      fields.put("loss", least.get().loss().toString());
      fields.putAll(WeightWords.fields(least.get().weights()));
      return fields;
    }
    if (!losses.isEmpty() && losses.get(0).loss().isZero()) {
      fields.put("loss", "0");
      fields.putAll(WeightWords.fields(losses.get(0).first().weights()));
      return fields;
    }
    return null;
  }

  /** The line about the least loss of all weights, where the list does not say it by a 0. */
  public static void least(
      Report.Builder report, CensusResult result, Optional<LeastLoss> least, long maxNodes) {
    List<LossCount> losses = result.losses();
    if (!losses.isEmpty() && losses.get(0).loss().isZero()) {
      return;
    }
    if (least.isPresent()) {
      Rational loss = least.get().loss();
      boolean inside = !losses.isEmpty() && losses.get(0).loss().equals(loss);
      report.line(
          "  the least loss of all weights is "
              + loss
              + (inside
                  ? ", that of the first of these"
                  : ": only weights with a preactivation 0 on an input other than 0 have it"));
    } else if (maxNodes > 0) {
      report.line(
          "  the least loss of all weights is not known: the tree of signs has more than "
              + Shown.count(maxNodes, "node")
              + " (--max-nodes)");
    }
  }

  private static String row(LossCount count) {
    return "  " + count.loss() + ": " + count.cells() + ", " + count.zeroOutputCells();
  }

  private static void counts(
      Report.Builder report, List<LossCount> losses, String suffix, ToLongFunction<LossCount> of) {
    long global = losses.stream().filter(l -> l.loss().isZero()).mapToLong(of).sum();
    List<Map<String, Object>> list = new ArrayList<>();
    for (LossCount count : losses) {
      if (of.applyAsLong(count) > 0) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("loss", count.loss().toString());
        entry.put("cells", of.applyAsLong(count));
        list.add(entry);
      }
    }
    report
        .field("global_minimum_cells" + suffix, global)
        .field("bad_minimum_cells" + suffix, losses.stream().mapToLong(of).sum() - global)
        .field("losses" + suffix, list);
  }

  /** One minimum for each loss, the least first; the worst is always among them. */
  public static List<MinimumPoint> shown(List<LossCount> losses, int limit) {
    List<MinimumPoint> shown = new ArrayList<>();
    int first = losses.size() <= limit ? losses.size() : limit - 1;
    losses.stream().limit(Math.max(first, 0)).forEach(l -> shown.add(l.first()));
    if (first < losses.size() && limit > 0) {
      shown.add(losses.get(losses.size() - 1).first());
    }
    return shown;
  }

  /** The fields and lines of minima on boundaries. */
  public static void boundaries(
      Report.Builder report, List<BoundaryMinima.LossCount> found, int limit) {
    long faces = found.stream().mapToLong(BoundaryMinima.LossCount::faces).sum();
    List<Map<String, Object>> list = new ArrayList<>();
    for (BoundaryMinima.LossCount count : found) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("loss", count.loss().toString());
      entry.put("faces", count.faces());
      if (list.size() < limit) {
        fields(count.first()).forEach(entry::putIfAbsent);
      }
      list.add(entry);
    }
    report.field("boundary_minima", list);
    report.line(
        "  on boundaries of cells: "
            + (found.isEmpty()
                ? "no differentiable minima"
                : "differentiable minima on "
                    + faces
                    + (faces == 1 ? " face" : " faces")
                    + ", the worst of MSE "
                    + found.get(found.size() - 1).loss()));
    report.line("  the certificate is about the open cells only, not about these boundaries");
  }

  /** The fields and lines of the worst minimum. */
  public static Report.Builder worst(Report.Builder report, WorstMinimum result) {
    String claim =
        result.loss().isZero()
            ? "all differentiable local minima have loss 0"
            : "the worst differentiable local minimum has MSE " + result.loss();
    return problem(report.field("claim", claim), result.problem())
        .field("unit_cells", result.cells().size())
        .field("worst_loss", result.loss().toString())
        .field("minima", List.of(fields(result.minimum())))
        .line(capital(claim))
        .line("  " + network(result.problem()))
        .line(
            "  without noise every cell of one unit gives a minimum, and no minimum is worse than"
                + " the worst of these; cells: "
                + result.cells().size());
  }

  /** The theorem that a census proves about its data set, in one sentence. */
  static String theorem(CensusResult result) {
    List<LossCount> losses = result.losses();
    long all = losses.stream().mapToLong(l -> l.cells() + l.zeroOutputCells()).sum();
    if (losses.isEmpty()) {
      return "no cell has a differentiable local minimum";
    }
    Rational worst = losses.get(losses.size() - 1).loss();
    if (worst.isZero()) {
      return all == 1
          ? "the only cell with differentiable local minima has loss 0"
          : "all " + all + " cells with differentiable local minima have loss 0";
    }
    long bad =
        all
            - losses.stream()
                .filter(l -> l.loss().isZero())
                .mapToLong(l -> l.cells() + l.zeroOutputCells())
                .sum();
    return bad == 1
        ? "1 cell holds bad differentiable local minima; their MSE is " + worst
        : bad + " cells hold bad differentiable local minima; the worst has MSE " + worst;
  }

  static Report.Builder problem(Report.Builder report, CensusProblem problem) {
    return report
        .field("samples", problem.samples())
        .field("widths", problem.instance().network().widths())
        .field("slope", problem.slope().toString())
        .field("bias", problem.bias())
        .field("noise", problem.noiseWord());
  }

  static String network(CensusProblem problem) {
    return "N = "
        + problem.samples()
        + ", widths "
        + Widths.text(problem.instance().network().widths())
        + ", slope "
        + problem.slope()
        + (problem.bias() ? ", biases" : "")
        + (problem.noiseWord().equals("none") ? ", no noise" : ", given noise");
  }

  static Map<String, Object> fields(MinimumPoint minimum) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", minimum.loss().toString());
    fields.put("output_signs", minimum.outputSigns());
    fields.putAll(WeightWords.fields(minimum.weights()));
    return fields;
  }

  static String capital(String sentence) {
    return Character.toUpperCase(sentence.charAt(0)) + sentence.substring(1) + ".";
  }
}
