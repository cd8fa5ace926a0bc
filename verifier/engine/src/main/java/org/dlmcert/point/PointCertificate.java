package org.dlmcert.point;

import java.util.List;
import java.util.Optional;
import org.dlmcert.census.faces.UnitKinks;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.least.LeastLoss;
import org.dlmcert.model.Weights;

/** The certificates about points (proofs/format.md, 4.4 and 5.22 to 5.25). */
public final class PointCertificate {
  private PointCertificate() {}

  /** The certificate of a verdict; empty for those that claim nothing. */
  public static Optional<Certificate> of(Inspection inspection) {
    Point point = inspection.point();
    PointVerdict verdict = inspection.verdict();
    if (verdict instanceof PointVerdict.GlobalMinimum global) {
      return Optional.of(
          certificate(
              point,
              "GLOBAL_MINIMUM",
              false,
              global
                  .tree()
                  .<Proof>map(TreeEvidence::new)
                  .orElseGet(() -> new WeightsEvidence("global-minimum"))));
    }
    if (verdict instanceof PointVerdict.LocalMinimum local) {
      boolean deep = local.reason() == PointVerdict.Nearby.PATH_PRODUCTS;
      Optional<Weights> better = local.better().map(BetterPoint::weights);
      Proof evidence =
          deep
              ? new WeightsEvidence("path-products", "better", better)
              : new MinimumEvidence(local.kinks(), better);
      return Optional.of(certificate(point, "LOCAL_MINIMUM", better.isPresent(), evidence));
    }
    if (verdict instanceof PointVerdict.NotCritical descent) {
      return Optional.of(certificate(point, "NOT_CRITICAL", false, descent(descent.descent())));
    }
    if (verdict instanceof PointVerdict.Saddle saddle) {
      Proof evidence =
          saddle
              .idle()
              .<Proof>map(idle -> new SaddleEvidence(idle, saddle.kinks()))
              .orElseGet(() -> descent(saddle.descent()));
      return Optional.of(certificate(point, "SADDLE", false, evidence));
    }
    return Optional.empty();
  }

  /** That no weights have a smaller loss than the point's, if that is 0; otherwise empty. */
  public static Optional<Certificate> ofZeroLoss(Point point) {
    return point.loss().isZero()
        ? Optional.of(
            certificate(point, "GLOBAL_MINIMUM", false, new WeightsEvidence("global-minimum")))
        : Optional.empty();
  }

  private static WeightsEvidence descent(Descent descent) {
    return new WeightsEvidence("descent-path", "direction", Optional.of(descent.direction()));
  }

  private static Certificate certificate(
      Point point, String verdict, boolean spurious, Proof evidence) {
    NetworkSetting setting = NetworkSetting.of(point.instance());
    Rational loss = point.loss();
    return Certificate.of(
        point.instance(),
        json -> {
          json.field("property").string("point");
          json.field("verdict").string(verdict);
          json.field("spurious").flag(spurious);
          setting.write(json);
          json.field("loss").rational(loss);
        },
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
    public void writeFields(CanonicalJson json) {
      weights.ifPresent(w -> json.field(name).object(fields -> InstanceWriter.weights(w, fields)));
    }
  }

  /** A tree of signs that bounds the loss of all weights. */
  private record TreeEvidence(LeastLoss tree) implements Proof {
    @Override
    public String kind() {
      return "global-minimum";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      tree.writeTree(json);
    }
  }

  private static void kinks(List<UnitKinks> kinks, CanonicalJson json) {
    if (!kinks.isEmpty()) {
      json.field("kinks").list(kinks, unit -> unit.write(json));
    }
  }

  /** A local minimum of one hidden layer, with weights of a smaller loss if there are some. */
  private record MinimumEvidence(List<UnitKinks> kinks, Optional<Weights> better) implements Proof {
    @Override
    public String kind() {
      return "local-minimum";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      PointCertificate.kinks(kinks, json);
      better.ifPresent(
          w -> json.field("better").object(fields -> InstanceWriter.weights(w, fields)));
    }
  }

  /** A saddle of one hidden layer without a gradient. */
  private record SaddleEvidence(IdleUnit idle, List<UnitKinks> kinks) implements Proof {
    @Override
    public String kind() {
      return "kink-saddle";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("unit").integer(idle.unit());
      json.field("move").rationals(idle.move());
      PointCertificate.kinks(kinks, json);
    }
  }
}
