package org.dlmcert.least;

import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;

/** The evidence of a least loss over all widths (proofs/format.md, 5.34). */
record AnyWidthCertificate(AnyWidth found) implements Proof {
  static Certificate of(AnyWidth found) {
    Instance instance = found.problem().instance();
    return Certificate.of(
        instance,
        json -> {
          json.field("property").string("least-loss-any-width");
          NetworkSetting.of(instance).write(json);
          json.field("loss").rational(found.loss());
          json.field("width");
          found.weights().ifPresentOrElse(w -> json.integer(w.matrix(1).rows()), json::absent);
        },
        new AnyWidthCertificate(found));
  }

  @Override
  public String kind() {
    return "any-width";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    if (found.weights().isPresent()) {
      InstanceWriter.weights(found.weights().get(), json);
    } else {
      json.field("residuals").rationals(found.residuals());
    }
  }
}
