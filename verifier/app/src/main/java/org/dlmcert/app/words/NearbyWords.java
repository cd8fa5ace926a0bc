package org.dlmcert.app.words;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.dlmcert.app.report.Report;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Widths;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.point.Point;
import org.dlmcert.point.nearby.Kink;
import org.dlmcert.point.nearby.NearbyOutcome;
import org.dlmcert.point.nearby.NearbyPoint;
import org.jspecify.annotations.Nullable;

/** What {@code inspect --polish} found near given weights, as fields of a report and in words. */
public final class NearbyWords {
  private static final int DIGITS = 3;

  private NearbyWords() {}

  /** Adds all fields and lines. */
  public static Report.Builder add(Report.Builder report, Point point, NearbyOutcome.Found found) {
    Instance instance = point.instance();
    Rational lossBefore = point.loss();
    report
        .field("claim", claim(found))
        .field("samples", instance.samples())
        .field("widths", instance.network().widths())
        .field("slope", instance.network().slope().toString())
        .field("bias", instance.network().bias())
        .field("noise", NetworkSetting.noise(instance.noise()))
        .field("loss_before", lossBefore.toString())
        .field("loss_definition", LossDefinition.of(instance))
        .field("polish", fields(found));
    report.line(sentence(claim(found)));
    report.line("  that point is near the given weights, and in general it is irrational");
    report.line(
        "  N = "
            + instance.samples()
            + ", widths "
            + Widths.text(instance.network().widths())
            + ", slope "
            + instance.network().slope()
            + (instance.network().bias() ? ", biases" : "")
            + (NetworkSetting.noise(instance.noise()).equals("none")
                ? ", no noise"
                : ", given noise"));
    report.line("  " + LossDefinition.line(instance));
    report.line("  loss at the given weights: " + PointNumbers.shortened(lossBefore));
    report.line(
        "  Krawczyk's test in "
            + Shown.count(found.coordinates(), "unknown")
            + ", on a box of radius "
            + above(found.boxRadius())
            + " around a centre: "
            + above(found.ratio())
            + ", less than 1");
    details(report, found.point());
    return report;
  }

  private static String sentence(String claim) {
    return claim.substring(0, 1).toUpperCase(Locale.ROOT) + claim.substring(1) + ".";
  }

  private static String claim(NearbyOutcome.Found found) {
    String near = "within " + above(found.radius()) + " of the given weights, in each coordinate, ";
    if (found.point() instanceof NearbyPoint.ZeroLoss) {
      return near + "there are weights of loss exactly 0: no weights have a smaller one";
    }
    if (found.point() instanceof NearbyPoint.LocalMinimum minimum) {
      return near
          + "there is a local minimum"
          + (minimum.kinks().isEmpty()
              ? " without zero preactivations"
              : " with "
                  + minimum.kinks().size()
                  + (minimum.kinks().size() == 1 ? " preactivation zero" : " preactivations zero"))
          + ", its loss between "
          + below(minimum.lossFrom())
          + " and "
          + above(minimum.lossTo())
          + minimum
              .better()
              .map(
                  b -> "; others have a loss of at most " + above(b.loss()) + ", so it is spurious")
              .orElse("");
    }
    NearbyPoint.Saddle saddle = (NearbyPoint.Saddle) found.point();
    return near
        + "there is a critical point that is a saddle, with "
        + saddle.negative()
        + " negative and "
        + Shown.count(saddle.positive(), "positive curvature")
        + ", its loss between "
        + below(saddle.lossFrom())
        + " and "
        + above(saddle.lossTo());
  }

  private static void details(Report.Builder report, NearbyPoint point) {
    if (point instanceof NearbyPoint.LocalMinimum minimum && !minimum.kinks().isEmpty()) {
      report.line("  preactivations that are 0 there:");
      for (Kink kink : minimum.kinks()) {
        report.line("    u_" + kink.layer() + "[" + kink.unit() + "] on sample " + kink.sample());
      }
    }
  }

  private static Map<String, @Nullable Object> fields(NearbyOutcome.Found found) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    NearbyPoint point = found.point();
    fields.put("kind", point instanceof NearbyPoint.ZeroLoss ? "zero-loss" : "isolated");
    fields.put("radius", found.radius().toString());
    fields.put("box_radius", found.boxRadius().toString());
    fields.put("coordinates", found.coordinates());
    fields.put("test", found.ratio().toString());
    if (point instanceof NearbyPoint.LocalMinimum minimum) {
      fields.put(
          "loss_interval", List.of(minimum.lossFrom().toString(), minimum.lossTo().toString()));
      fields.put("kinks", kinks(minimum.kinks()));
      fields.put("spurious", minimum.better().isPresent() ? Boolean.TRUE : null);
      fields.put(
          "better_loss",
          minimum.better().map(BetterPoint::loss).map(Rational::toString).orElse(null));
    } else if (point instanceof NearbyPoint.Saddle saddle) {
      fields.put(
          "loss_interval", List.of(saddle.lossFrom().toString(), saddle.lossTo().toString()));
      fields.put("positive", saddle.positive());
      fields.put("negative", saddle.negative());
    }
    return fields;
  }

  private static List<Object> kinks(List<Kink> kinks) {
    List<Object> all = new ArrayList<>();
    for (Kink kink : kinks) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put("layer", kink.layer());
      fields.put("unit", kink.unit());
      fields.put("sample", kink.sample());
      all.add(fields);
    }
    return all;
  }

  /** Adds why nothing near the point was proved either, where something else was tried before. */
  public static Report.Builder addReasons(Report.Builder report, NearbyOutcome.Failed failed) {
    report.line("    nor was anything proved near the given point:");
    for (String reason : failed.reason().split("\n", -1)) {
      report.line("      " + reason);
    }
    return report;
  }

  /** Adds why nothing near the point was proved. */
  public static Report.Builder addFailure(Report.Builder report, NearbyOutcome.Failed failed) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("kind", "none");
    fields.put("reason", failed.reason());
    report.line(
        "  --polish: nothing was proved near the given point; all above is about it itself");
    for (String reason : failed.reason().split("\n", -1)) {
      report.line("    " + reason);
    }
    return report.field("polish", fields);
  }

  /** A decimal that is not below the number. */
  static String above(Rational number) {
    return decimal(number, RoundingMode.CEILING);
  }

  /** A decimal that is not above the number. */
  static String below(Rational number) {
    return decimal(number, RoundingMode.FLOOR);
  }

  private static String decimal(Rational number, RoundingMode mode) {
    if (number.isZero()) {
      return "0";
    }
    return new BigDecimal(number.numerator())
        .divide(new BigDecimal(number.denominator()), new MathContext(DIGITS, mode))
        .toString();
  }
}
