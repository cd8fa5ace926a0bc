package org.dlmcert.point.nearby;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Instance;

/**
 * The evidence about all weights near given ones (proofs/format.md, 4.15 and 5.42).
 *
 * @param rows numbers of parameters
 * @param leftInverse L, a row for each output on each sample, a column for each of these parameters
 * @param norm for gradient flow, a number that the norm of I - L·G does not exceed
 */
record BallCertificate(
    int bits, List<Integer> rows, Preconditioner leftInverse, Optional<Rational> norm)
    implements Proof {

  Certificate of(Instance instance, Rational radius) {
    return about(norm.isPresent() ? "gradient-flow" : "critical-points", instance, radius, this);
  }

  /** A certificate about weights within a radius of those of an instance. */
  static Certificate about(String statement, Instance instance, Rational radius, Proof proof) {
    NetworkSetting setting = NetworkSetting.of(instance);
    return Certificate.of(
        instance,
        json -> {
          json.field("property").string("ball");
          json.field("statement").string(statement);
          setting.write(json);
          json.field("radius").rational(radius);
        },
        proof);
  }

  @Override
  public String kind() {
    return "ball";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("bits").integer(bits);
    json.field("rows").integers(rows);
    NearbyCertificate.preconditioner(json, leftInverse);
    norm.ifPresent(q -> json.field("q").rational(q));
  }
}
