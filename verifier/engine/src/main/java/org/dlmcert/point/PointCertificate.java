package org.dlmcert.point;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.certify.Certificate;
import org.dlmcert.certify.Evidence;
import org.dlmcert.certify.Subject;
import org.dlmcert.kink.KinkEvidence;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Weights;

/** The certificates about points (proofs/format.md, 4.4 and 5.22 to 5.25). */
public final class PointCertificate {
  private PointCertificate() {}

  /** The certificate of a verdict; empty for those that claim nothing. */
  public static Optional<Certificate> of(Inspection inspection) {
    Point point = inspection.point();
    PointVerdict verdict = inspection.verdict();
    if (verdict instanceof PointVerdict.GlobalMinimum) {
      return Optional.of(certificate(point, "global-minimum", "GLOBAL_MINIMUM", false, Map.of()));
    }
    if (verdict instanceof PointVerdict.LocalMinimum local) {
      String kind =
          local.reason() == PointVerdict.Nearby.PATH_PRODUCTS ? "path-products" : "local-minimum";
      Map<String, Object> evidence = kinks(local.kinks());
      local.better().ifPresent(better -> evidence.put("better", fields(better.weights())));
      return Optional.of(
          certificate(point, kind, "LOCAL_MINIMUM", local.better().isPresent(), evidence));
    }
    if (verdict instanceof PointVerdict.NotCritical descent) {
      return Optional.of(descent(point, "NOT_CRITICAL", descent.descent()));
    }
    if (verdict instanceof PointVerdict.Saddle saddle) {
      return Optional.of(
          saddle
              .idle()
              .map(idle -> kinkSaddle(point, idle, saddle.kinks()))
              .orElseGet(() -> descent(point, "SADDLE", saddle.descent())));
    }
    return Optional.empty();
  }

  private static Certificate descent(Point point, String verdict, Descent descent) {
    return certificate(
        point, "descent-path", verdict, false, Map.of("direction", fields(descent.direction())));
  }

  private static Certificate kinkSaddle(Point point, IdleUnit idle, List<UnitKinks> kinks) {
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("unit", idle.unit());
    evidence.put("move", Evidence.strings(idle.move()));
    evidence.putAll(kinks(kinks));
    return certificate(point, "kink-saddle", "SADDLE", false, evidence);
  }

  private static Map<String, Object> kinks(List<UnitKinks> kinks) {
    Map<String, Object> fields = new LinkedHashMap<>();
    if (!kinks.isEmpty()) {
      fields.put("kinks", kinks.stream().map(PointCertificate::fields).toList());
    }
    return fields;
  }

  private static Map<String, Object> fields(UnitKinks kinks) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("unit", kinks.unit());
    if (kinks.evidence() instanceof KinkEvidence.Combination found) {
      fields.put("by", "combination");
      fields.put("t", Evidence.strings(found.linear()));
      fields.put("T", found.concave().stream().map(row -> Evidence.strings(row)).toList());
    } else if (kinks.evidence() instanceof KinkEvidence.Points found) {
      fields.put("by", "signs");
      fields.put("points", found.points().stream().map(row -> Evidence.strings(row)).toList());
    } else {
      fields.put("by", "rays");
    }
    return fields;
  }

  private static Certificate certificate(
      Point point, String kind, String verdict, boolean spurious, Map<String, Object> evidence) {
    Instance instance = point.instance();
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("property", "point");
    claim.put("verdict", verdict);
    claim.put("spurious", spurious);
    claim.put("widths", instance.network().widths());
    claim.put("slope", instance.network().slope().toString());
    claim.put("bias", instance.network().bias());
    claim.put("noise", noiseWord(instance));
    claim.put("samples", instance.samples());
    claim.put("loss", point.loss().toString());
    return new Certificate(kind, claim, new Subject.OfInstance(instance), evidence);
  }

  /** The noise in one word, {@code none} or {@code given}. */
  public static String noiseWord(Instance instance) {
    return instance.noise().stream().allMatch(LayerNoise.None.class::isInstance) ? "none" : "given";
  }

  /** Weights, or a direction, as fields of the format. */
  public static Map<String, Object> fields(Weights weights) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weights", weights.matrices().stream().map(Evidence::strings).toList());
    weights
        .biases()
        .ifPresent(
            biases ->
                fields.put("biases", biases.stream().map(row -> Evidence.strings(row)).toList()));
    return fields;
  }
}
