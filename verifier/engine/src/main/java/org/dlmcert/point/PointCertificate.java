package org.dlmcert.point;

import java.util.Optional;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.InstanceWriter;
import org.dlmcert.model.Weights;

/** The certificates about points (proofs/format.md, 4.4 and 5.22 to 5.25). */
public final class PointCertificate {
  private PointCertificate() {}

  /** The certificate of a verdict; empty for those that claim nothing. */
  public static Optional<Certificate> of(Inspection inspection) {
    Point point = inspection.point();
    PointVerdict verdict = inspection.verdict();
    if (verdict instanceof PointVerdict.GlobalMinimum) {
      return Optional.of(
          certificate(point, "GLOBAL_MINIMUM", new WeightsEvidence("global-minimum")));
    }
    if (verdict instanceof PointVerdict.LocalMinimum local) {
      String kind =
          local.reason() == PointVerdict.Nearby.BALANCED ? "local-minimum" : "path-products";
      return Optional.of(
          certificate(
              point,
              "LOCAL_MINIMUM",
              new WeightsEvidence(kind, "better", local.better().map(BetterPoint::weights))));
    }
    if (verdict instanceof PointVerdict.NotCritical descent) {
      return Optional.of(certificate(point, "NOT_CRITICAL", descent(descent.descent())));
    }
    if (verdict instanceof PointVerdict.Saddle saddle) {
      return Optional.of(certificate(point, "SADDLE", descent(saddle.descent())));
    }
    return Optional.empty();
  }

  private static WeightsEvidence descent(Descent descent) {
    return new WeightsEvidence("descent-path", "direction", Optional.of(descent.direction()));
  }

  private static Certificate certificate(Point point, String verdict, WeightsEvidence evidence) {
    boolean spurious = evidence.name().equals("better") && evidence.weights().isPresent();
    NetworkSetting setting = NetworkSetting.of(point.instance());
    Rational loss = point.loss();
    return new Certificate(
        json -> {
          json.beginObject();
          json.field("property").string("point");
          json.field("verdict").string(verdict);
          json.field("spurious").flag(spurious);
          setting.write(json);
          json.field("loss").rational(loss);
          json.endObject();
        },
        new Subject.OfInstance(point.instance()),
        evidence);
  }

  /**
   * Nothing, or weights: of a better point, or of a direction.
   *
   * @param name of their field
   */
  private record WeightsEvidence(String kind, String name, Optional<Weights> weights)
      implements Proof {
    WeightsEvidence(String kind) {
      this(kind, "", Optional.empty());
    }

    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      weights.ifPresent(
          w -> {
            json.field(name).beginObject();
            InstanceWriter.weights(w, json);
            json.endObject();
          });
      json.endObject();
    }
  }
}
