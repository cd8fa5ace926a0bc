package org.dlmcert.app.words;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.census.held.HeldWorstMinimum;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.model.Widths;

/** Bounds for the worst minimum with held output weights, in words. */
public final class HeldMinimumWords {
  private HeldMinimumWords() {}

  /** The fields and lines. */
  public static Report.Builder worst(Report.Builder report, HeldWorstMinimum result) {
    Network network = result.problem().instance().network();
    Optional<Rational> from = result.attained();
    Rational to = result.atMost();
    boolean exact = from.isPresent() && from.get().equals(to);
    String held =
        (network.bias() ? " in W_1, b_1, b_2" : " in W_1") + ", with the output weights held,";
    String claim =
        to.isZero()
            ? "all differentiable local minima" + held + " have loss 0"
            : exact
                ? "the worst differentiable local minimum" + held + " has MSE " + to
                : "no differentiable local minimum"
                    + held
                    + " has an MSE above "
                    + to
                    + from.map(loss -> ", and one has MSE " + loss).orElse("");
    report
        .field("claim", claim)
        .field("samples", result.problem().instance().samples())
        .field("widths", network.widths())
        .field("slope", network.slope().toString())
        .field("bias", network.bias())
        .field("noise", "none")
        .field("output_weights", "given")
        .field("unit_cells", result.cells().size())
        .field("worst_loss", exact ? to.toString() : null)
        .field("loss_from", from.map(Rational::toString).orElse(null))
        .field("loss_to", to.toString())
        .field("minima", result.minimum().map(w -> fields(from.orElseThrow(), w)).stream().toList())
        .line(MinimaWords.capital(claim))
        .line(
            "  N = "
                + result.problem().instance().samples()
                + ", widths "
                + Widths.text(network.widths())
                + ", slope "
                + network.slope()
                + (network.bias() ? ", biases" : "")
                + ", no noise; cells of one unit: "
                + result.cells().size());
    if (from.isEmpty()) {
      report.line(
          "  no positive combination of all output weights is zero, so cells need not have minima");
    }
    return report;
  }

  private static Map<String, Object> fields(Rational loss, Weights weights) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", loss.toString());
    fields.putAll(WeightWords.fields(weights));
    return fields;
  }
}
