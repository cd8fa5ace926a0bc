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

  /** Adds what was proved of critical points. */
  public static Report.Builder addCriticalPoints(
      Report.Builder report, Point point, ZeroLossBall.Attempt attempt) {
    report
        .line(
            "Every critical point of the loss, with or without a gradient, and so every local"
                + " minimum, within "
                + NearbyWords.below(attempt.radius())
                + " of the given weights, in each coordinate, has loss 0.")
        .line("  all layers move; whether there is such a point there, is another question");
    return add(report, point, attempt, "critical-points");
  }

  /** Adds what was proved of gradient flow. */
  public static Report.Builder addFlow(
      Report.Builder report, Point point, ZeroLossBall.Attempt attempt) {
    report.line(
        "Gradient flow of the loss from the given weights stays within "
            + NearbyWords.above(attempt.radius())
            + " of them (Euclidean distance) and converges to weights of loss 0.");
    return add(report, point, attempt, "gradient-flow");
  }

  private static Report.Builder add(
      Report.Builder report, Point point, ZeroLossBall.Attempt attempt, String statement) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("statement", statement);
    fields.put("radius", attempt.radius().toString());
    fields.put("test", attempt.number().toString());
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
