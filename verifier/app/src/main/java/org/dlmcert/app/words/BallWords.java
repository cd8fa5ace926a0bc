package org.dlmcert.app.words;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dlmcert.app.report.Report;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.model.Instance;
import org.dlmcert.point.Point;
import org.dlmcert.point.nearby.ZeroLossBall;

/** What {@code inspect --ball} proved, as fields of a report and in words. */
public final class BallWords {
  private BallWords() {}

  /** Adds what was asked about. */
  public static Report.Builder add(Report.Builder report, Point point) {
    Instance instance = point.instance();
    return report
        .field("samples", instance.samples())
        .field("widths", instance.network().widths())
        .field("slope", instance.network().slope().toString())
        .field("bias", instance.network().bias())
        .field("noise", NetworkSetting.noise(instance.noise()))
        .field("loss", point.loss().toString())
        .field("loss_definition", LossDefinition.of(instance));
  }

  /** Adds what was proved. */
  public static Report.Builder add(
      Report.Builder report, Point point, ZeroLossBall.Attempt attempt, boolean flow) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("statement", flow ? "gradient-flow" : "critical-points");
    fields.put("radius", attempt.radius().toString());
    fields.put("test", attempt.number().toString());
    report.line(
        flow
            ? "Gradient flow of the loss from the given weights stays within "
                + NearbyWords.above(attempt.radius())
                + " of them (Euclidean distance) and converges to weights of loss 0."
            : "Every critical point of the loss, with or without a gradient, and so every local"
                + " minimum, within "
                + NearbyWords.below(attempt.radius())
                + " of the given weights, in each coordinate, has loss 0.");
    if (!flow) {
      report.line("  all layers move; whether there is such a point there, is another question");
    }
    report.line("  loss at the given weights: " + PointNumbers.shortened(point.loss()));
    report.line(
        "  the number of the test: " + NearbyWords.above(attempt.number()) + ", less than 1");
    return add(report.field("ball", fields), point);
  }

  /** Why nothing was proved of gradient flow, with the number that failed. */
  public static String noFlow(ZeroLossBall.Attempt attempt) {
    return "the test for gradient flow gives at best " + tooLarge(attempt);
  }

  /** Why nothing was proved of critical points, with the number that failed. */
  public static String noBall(ZeroLossBall.Attempt attempt) {
    return "the test for critical points within "
        + NearbyWords.above(attempt.radius())
        + " gives "
        + tooLarge(attempt);
  }

  private static String tooLarge(ZeroLossBall.Attempt attempt) {
    return NearbyWords.below(attempt.number()) + " instead of less than 1";
  }
}
