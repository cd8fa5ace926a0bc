package org.dlmcert.app.words;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.app.report.Report;
import org.dlmcert.app.report.ReportVerdict;
import org.dlmcert.app.report.Unfinished;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.exact.Inertia;
import org.dlmcert.exact.Rational;
import org.dlmcert.kink.Nonnegativity;
import org.dlmcert.model.Instance;
import org.dlmcert.point.BetterPoint;
import org.dlmcert.point.Descent;
import org.dlmcert.point.Elsewhere;
import org.dlmcert.point.GradientRanks;
import org.dlmcert.point.Inspection;
import org.dlmcert.point.Point;
import org.dlmcert.point.PointVerdict;
import org.dlmcert.point.ZeroPreactivation;
import org.jspecify.annotations.Nullable;

/** What is true at a point, as fields of a report. */
public final class PointWords {
  private PointWords() {}

  /** The verdict where the question stays open. */
  public static ReportVerdict openVerdict(Inspection inspection) {
    PointVerdict verdict = inspection.verdict();
    if (verdict instanceof PointVerdict.TooManyKinks) {
      return ReportVerdict.UNDECIDED;
    }
    return verdict instanceof PointVerdict.NotDifferentiable
        ? ReportVerdict.NOT_DIFFERENTIABLE
        : ReportVerdict.SECOND_ORDER_STATIONARY;
  }

  /** Adds all fields and lines. */
  public static Report.Builder add(Report.Builder report, Inspection inspection) {
    fields(report, inspection);
    PointTables.lines(inspection).forEach(report::line);
    return report;
  }

  private static void fields(Report.Builder report, Inspection inspection) {
    Point point = inspection.point();
    Instance instance = point.instance();
    report
        .field("claim", PointSentences.claim(inspection))
        .field("samples", instance.samples())
        .field("widths", instance.network().widths())
        .field("slope", instance.network().slope().toString())
        .field("bias", instance.network().bias())
        .field("noise", NetworkSetting.noise(instance.noise()))
        .field("loss", point.loss().toString())
        .field("loss_definition", LossDefinition.of(instance))
        .field("differentiable", point.isDifferentiable())
        .field("loss_differentiable", inspection.lossDifferentiable().orElse(null))
        .field(
            "zero_preactivations",
            point.zeroPreactivations().stream().map(PointWords::fields).toList())
        .field("gradient_zero", inspection.gradientIsZero().orElse(null))
        .field(
            "gradient_norm_squared",
            inspection.gradientNormSquared().map(Rational::toString).orElse(null))
        .field("layers", inspection.ranks().layers().stream().map(PointWords::fields).toList())
        .field("full_gradient_rank", exact(inspection.ranks().full()))
        .field("rank_ceiling", inspection.ranks().ceiling())
        .field("hessian", inspection.hessian().map(PointWords::fields).orElse(null))
        .field("spurious", spurious(inspection.verdict()))
        .field("evidence", evidence(inspection.verdict()));
  }

  private static Map<String, Object> fields(ZeroPreactivation zero) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("layer", zero.layer());
    fields.put("unit", zero.unit());
    fields.put("sample", zero.sample());
    return fields;
  }

  private static Map<String, @Nullable Object> fields(GradientRanks.Layer layer) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    fields.put("layer", layer.layer());
    fields.put("rows", layer.rows());
    fields.put("rank", exact(layer.rank()));
    if (!layer.rank().isExact()) {
      fields.put("rank_at_least", layer.rank().atLeast());
    }
    fields.put(
        "full_column_rank",
        layer.fullColumnRank() ? Boolean.TRUE : layer.rank().isExact() ? Boolean.FALSE : null);
    return fields;
  }

  private static @Nullable Integer exact(GradientRanks.Rank rank) {
    return rank.isExact() ? rank.atLeast() : null;
  }

  private static Map<String, Object> fields(Inertia inertia) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("positive", inertia.positive());
    fields.put("negative", inertia.negative());
    fields.put("zero", inertia.zero());
    return fields;
  }

  /**
   * True with a better point, false at a global minimum, null where it is not known or no minimum.
   */
  private static @Nullable Boolean spurious(PointVerdict verdict) {
    if (verdict instanceof PointVerdict.GlobalMinimum) {
      return false;
    }
    return verdict instanceof PointVerdict.LocalMinimum local && local.better().isPresent()
        ? true
        : null;
  }

  private static Map<String, @Nullable Object> evidence(PointVerdict verdict) {
    Map<String, @Nullable Object> fields = new LinkedHashMap<>();
    if (verdict instanceof PointVerdict.GlobalMinimum global) {
      fields.put("reason", word(global.reason()));
      global
          .tree()
          .ifPresent(
              tree -> {
                fields.put("vectors", tree.vectors().size());
                fields.put("nodes", tree.nodes());
              });
    } else if (verdict instanceof PointVerdict.LocalMinimum local) {
      fields.put("reason", word(local.reason()));
      fields.put("kinked_units", local.kinks().stream().map(UnitKinks::unit).toList());
      fields.put("better", local.better().map(PointWords::fields).orElse(null));
      fields.put(
          "spurious_undecided",
          local.elsewhere() instanceof Elsewhere.Open open ? PointTables.words(open) : null);
    } else if (verdict instanceof PointVerdict.NotCritical descent) {
      fields.putAll(fields(descent.descent()));
    } else if (verdict instanceof PointVerdict.Saddle saddle) {
      fields.put("reason", word(saddle.reason()));
      fields.put("kinked_units", saddle.kinks().stream().map(UnitKinks::unit).toList());
      fields.putAll(fields(saddle.descent()));
    } else if (verdict instanceof PointVerdict.NotDifferentiable kinks) {
      fields.put("first_order_complete", kinks.firstOrderComplete());
      fields.put("decrease", kinks.decrease().map(PointWords::fields).orElse(null));
    } else if (verdict instanceof PointVerdict.TooManyKinks many) {
      fields.put("unit", many.unit());
      fields.put("subsets", many.limit().subsets().toString());
      fields.put("kinks_of_negative_weight", many.limit().concaveKinks());
    }
    return fields;
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> fields(BetterPoint better) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("loss", better.loss().toString());
    fields.put("source", word(better.source()));
    fields.putAll(WeightWords.fields(better.weights()));
    return fields;
  }

  private static Map<String, Object> fields(Descent descent) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("direction", WeightWords.fields(descent.direction()));
    fields.put("order", descent.order());
    fields.put("coefficient", descent.coefficient().toString());
    fields.put("step", descent.step().toString());
    fields.put("loss_after", descent.lossAfter().toString());
    return fields;
  }

  /** What would have decided, for verdicts that leave the question open. */
  public static Optional<Unfinished> open(Inspection inspection, List<String> tried) {
    if (inspection.verdict() instanceof PointVerdict.SecondOrderStationary) {
      return Optional.of(
          new Unfinished(
              "no theorem at hand decides between minimum and saddle of third or higher order",
              tried,
              "no limit that can be raised: this version has no theorem for it"));
    }
    if (inspection.verdict() instanceof PointVerdict.TooManyKinks many) {
      Nonnegativity.Limits limits = Nonnegativity.Limits.DEFAULT;
      return Optional.of(
          new Unfinished(
              "hidden unit "
                  + many.unit()
                  + " has kinks with "
                  + many.limit().subsets()
                  + " sets of lines to try, "
                  + limits.subsets()
                  + " at most, and "
                  + many.limit().concaveKinks()
                  + " kinks of negative weight, "
                  + limits.signs()
                  + " at most",
              tried,
              "no option raises these limits: the question is co-NP-complete in general. At weights"
                  + " nearby with fewer zero preactivations in this unit inspect decides"));
    }
    if (inspection.verdict() instanceof PointVerdict.NotDifferentiable kinks) {
      return Optional.of(
          new Unfinished(
              kinks.firstOrderComplete()
                  ? inspection.point().network().depth() == 2
                      ? "with several outputs the theorem at hand needs that a derivative that is 0"
                          + " on a ray is 0 for all output weights"
                      : "the theorems at hand need a gradient, or units that are balanced where u"
                          + " = 0"
                  : "directions at kinks above the first hidden layer were tried, not exhausted",
              tried,
              "no limit that can be raised: this version has no theorem for it. At weights nearby"
                  + " without zero preactivations inspect has more of them"));
    }
    return Optional.empty();
  }
}
