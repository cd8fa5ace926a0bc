package org.dlmcert.app.option;

import java.util.Locale;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.numeric.network.KinkConvention;
import org.dlmcert.point.LossGradient;
import picocli.CommandLine.Option;

/** {@code --convention}, and what is said where a preactivation is 0. */
public final class KinkOption {

  @Option(
      names = "--convention",
      paramLabel = "torch|left|right",
      description =
          "The slope at u = 0, where there is no derivative: that of PyTorch, which is the left one"
              + " (0 for relu, the negative slope for leaky_relu), the left one, s, or the right"
              + " one, 1.")
  private Optional<KinkConvention> convention = Optional.empty();

  public Optional<KinkConvention> convention() {
    return convention;
  }

  /**
   * Adds {@code gradient_exists} and {@code convention}, and lines where something is missing.
   *
   * @param loss empty without targets
   * @param without what is done without a convention where there is no gradient
   */
  public void add(Report.Builder report, Optional<LossGradient> loss, String without) {
    report
        .field("gradient_exists", loss.flatMap(LossGradient::exists).orElse(null))
        .field("convention", convention.map(KinkOption::word).orElse(null));
    if (loss.isEmpty() || loss.get().value().isPresent()) {
      return;
    }
    report.line(
        loss.get().exists().isPresent()
            ? "  the loss has no gradient at these weights: a preactivation is 0, and the slopes on its two sides differ"
            : "  a preactivation above the first hidden layer is 0: whether the loss has a gradient here is not decided");
    report.line(
        convention.isEmpty()
            ? "  " + without + "; --convention torch|left|right gives what backpropagation computes"
            : "  gradients are what backpropagation computes with the slope "
                + (convention.get() == KinkConvention.RIGHT ? "1" : "s")
                + " at u = 0 ("
                + word(convention.get())
                + "), and no gradient");
  }

  private static String word(KinkConvention convention) {
    return convention.name().toLowerCase(Locale.ROOT);
  }
}
