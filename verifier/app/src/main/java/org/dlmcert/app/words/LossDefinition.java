package org.dlmcert.app.words;

import org.dlmcert.app.report.Report;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Loss;

/**
 * The loss in words, and its factor to {@code torch.nn.MSELoss}, which is the mean over all N·d_L
 * entries: 2/d_L times ours.
 */
public final class LossDefinition {
  private LossDefinition() {}

  /** The sentence. */
  static String of(Instance instance) {
    int outputs = instance.network().outputs();
    if (instance.loss() instanceof Loss.Huber huber) {
      return "1/N·Σ h(output - target), over N = "
          + Shown.count(instance.samples(), "sample")
          + (outputs == 1 ? "" : " and " + outputs + " outputs")
          + ", h(e) = e²/2 up to |e| = δ and δ|e| - δ²/2 beyond, δ = "
          + huber.delta()
          + "; torch.nn.HuberLoss(delta=δ) is "
          + (outputs == 1 ? "the same" : Rational.of(1, outputs) + " times this");
    }
    Rational factor = Rational.of(2, outputs);
    return "1/(2N)·Σ (output - target)², over N = "
        + Shown.count(instance.samples(), "sample")
        + (outputs == 1 ? "" : " and " + outputs + " outputs")
        + "; torch.nn.MSELoss is "
        + (factor.equals(Rational.ONE) ? "the same" : factor + " times this");
  }

  /** Adds the sentence, where there are targets; the field is null where there are none. */
  public static void add(Report.Builder report, Instance instance) {
    if (instance.dataset().targets().isEmpty()) {
      report.field("loss_definition", null);
    } else {
      report.field("loss_definition", of(instance)).line("  " + line(instance));
    }
  }

  /** The sentence as a line of a report. */
  static String line(Instance instance) {
    return (instance.loss() instanceof Loss.Huber ? "loss (Huber): " : "loss (MSE): ")
        + of(instance);
  }
}
