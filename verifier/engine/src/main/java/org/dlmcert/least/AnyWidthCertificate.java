package org.dlmcert.least;

import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

/** The evidence of a least loss over all widths (proofs/format.md, 5.34). */
record AnyWidthCertificate(AnyWidth found) implements Proof {
  static Certificate of(AnyWidth found) {
    Instance instance = found.problem().instance();
    return new Certificate(
        json -> {
          json.beginObject();
          json.field("property").string("least-loss-any-width");
          NetworkSetting.of(instance).write(json);
          json.field("loss").rational(found.loss());
          json.field("width");
          if (found.weights().isPresent()) {
            json.integer(width(found.weights().get()));
          } else {
            json.absent();
          }
          json.endObject();
        },
        new Subject.OfInstance(instance),
        new AnyWidthCertificate(found));
  }

  private static int width(Weights weights) {
    return weights.matrix(1).rows();
  }

  @Override
  public String kind() {
    return "any-width";
  }

  @Override
  public void write(CanonicalJson json) {
    json.beginObject();
    if (found.weights().isPresent()) {
      InstanceWriter.weights(found.weights().get(), json);
    } else {
      json.field("residuals").rationals(found.residuals());
    }
    json.endObject();
  }
}
