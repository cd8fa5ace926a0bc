package org.dlmcert.app.words;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.least.AnyWidth;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.model.Weights;
import org.dlmcert.model.Widths;

/** The least loss, as fields and in words. */
public final class LeastLossWords {
  private LeastLossWords() {}

  /** The fields and lines of a least loss. */
  public static Report.Builder least(Report.Builder report, LeastLoss found) {
    Optional<BigInteger> products = found.products();
    weights(report.field("loss", found.loss().toString()), Optional.of(found.weights()));
    report
        .field("vectors", found.vectors().size())
        .field("products", products.map(BigInteger::toString).orElse(null))
        .field("nodes", found.nodes());
    setting(report, found.problem());
    report
        .line("The least loss (MSE) of all weights is " + shown(found.loss().toString()) + ".")
        .line("  " + network(found.problem()));
    if (found.loss().signum() > 0) {
      report.line(
          "  proved for "
              + products.map(p -> "all " + p).orElse("all")
              + " products of a closed cell and a sign of the output weight for each hidden unit:");
      report.line(
          "  "
              + Shown.count(found.vectors().size(), "vector")
              + " in a tree of "
              + Shown.count(found.nodes(), "node")
              + ", "
              + found.boundedNodes()
              + " of them bounded by a vector");
    }
    report.line("  weights that have it (those not shown are 0):");
    WeightWords.entries(found.weights()).forEach(line -> report.line("  " + line));
    return report;
  }

  /** The fields and lines of the least loss over all widths. */
  public static Report.Builder anyWidth(Report.Builder report, AnyWidth found) {
    String loss = found.loss().toString();
    Optional<Weights> weights = found.weights();
    report.field("loss", loss).field("width", weights.map(w -> w.matrix(1).rows()).orElse(null));
    weights(report, weights);
    setting(report, found.problem());
    if (weights.isPresent()) {
      int width = weights.get().matrix(1).rows();
      report
          .line("The least loss (MSE) over all widths of one hidden layer is " + shown(loss) + ".")
          .line(
              "  no width has less, and a network with "
                  + Shown.count(width, "hidden unit")
                  + " has it, with these weights (those not shown are 0); fewer units may do");
    } else {
      report
          .line("No weights have a loss (MSE) below " + shown(loss) + ".")
          .line("  for the given noise; whether some weights have this loss is not said");
    }
    report.line("  " + network(found.problem()));
    weights.ifPresent(w -> WeightWords.entries(w).forEach(line -> report.line("  " + line)));
    return report;
  }

  /** The weights in words, for a search that ended early. */
  public static Report.Builder weights(Report.Builder report, Optional<Weights> weights) {
    if (weights.isPresent()) {
      WeightWords.fields(weights.get()).forEach(report::field);
    }
    return report;
  }

  private static void setting(Report.Builder report, CensusProblem problem) {
    report
        .field("samples", problem.samples())
        .field("widths", problem.instance().network().widths())
        .field("slope", problem.slope().toString())
        .field("noise", problem.noiseWord());
  }

  private static String network(CensusProblem problem) {
    return String.format(
        Locale.ROOT,
        "network %s, slope %s%s, noise %s, %s",
        Widths.text(problem.instance().network().widths()),
        problem.slope(),
        problem.bias() ? ", with biases" : "",
        problem.noiseWord(),
        Shown.count(problem.samples(), "sample"));
  }

  private static String shown(String loss) {
    return PointNumbers.shortened(loss);
  }
}
