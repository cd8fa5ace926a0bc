package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;
import org.dlmcert.model.Instance;

/** The certificates about points near given weights (proofs/format.md, 4.12 and 5.39 to 5.41). */
final class NearbyCertificate {
  private NearbyCertificate() {}

  /** The fields of a claim that are decided. */
  record Claimed(
      String verdict,
      boolean spurious,
      Rational radius,
      Rational lossFrom,
      Rational lossTo,
      int kinks,
      int negative) {}

  static Certificate of(Instance instance, Claimed claimed, Proof evidence) {
    NetworkSetting setting = NetworkSetting.of(instance);
    Writable claim =
        json -> {
          json.beginObject();
          json.field("property").string("nearby-point");
          json.field("verdict").string(claimed.verdict());
          json.field("spurious").flag(claimed.spurious());
          setting.write(json);
          json.field("radius").rational(claimed.radius());
          json.field("loss_from").rational(claimed.lossFrom());
          json.field("loss_to").rational(claimed.lossTo());
          json.field("kinks").integer(claimed.kinks());
          json.field("negative").integer(claimed.negative());
          json.endObject();
        };
    return new Certificate(claim::write, new Subject.OfInstance(instance), evidence);
  }

  static void integers(CanonicalJson json, String field, List<BigInteger> integers) {
    json.field(field).rationals(integers.stream().map(Rational::of).toList());
  }

  static void preconditioner(CanonicalJson json, Preconditioner c) {
    json.field("scale").integer(c.scale());
    json.field("preconditioner").beginArray();
    for (int i = 0; i < c.size(); i++) {
      json.rationals(Arrays.stream(c.row(i)).map(Rational::of).toList());
    }
    json.endArray();
  }

  /** Evidence of the kind {@code nearby-zero}. */
  record ZeroEvidence(
      int boxBits,
      ParameterBox box,
      List<Integer> moving,
      List<BigInteger> radii,
      Preconditioner inverse)
      implements Proof {
    @Override
    public String kind() {
      return "nearby-zero";
    }

    @Override
    public void write(CanonicalJson json) {
      json.beginObject();
      json.field("bits").integer(box.bits());
      json.field("box_bits").integer(boxBits);
      integers(json, "centre", box.centre());
      json.field("moving").integers(moving);
      integers(json, "radii", radii);
      preconditioner(json, inverse);
      json.endObject();
    }
  }
}
