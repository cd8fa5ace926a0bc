package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Weights;

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
    return Certificate.of(
        instance,
        json -> {
          json.field("property").string("nearby-point");
          json.field("verdict").string(claimed.verdict());
          json.field("spurious").flag(claimed.spurious());
          setting.write(json);
          json.field("radius").rational(claimed.radius());
          json.field("loss_from").rational(claimed.lossFrom());
          json.field("loss_to").rational(claimed.lossTo());
          json.field("kinks").integer(claimed.kinks());
          json.field("negative").integer(claimed.negative());
        },
        evidence);
  }

  static void preconditioner(CanonicalJson json, Preconditioner c) {
    json.field("scale").integer(c.scale());
    json.field("preconditioner").beginArray();
    for (int i = 0; i < c.size(); i++) {
      json.exact(List.of(c.row(i)));
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
    public void writeFields(CanonicalJson json) {
      json.field("bits").integer(box.bits());
      json.field("box_bits").integer(boxBits);
      json.field("centre").exact(box.centre());
      json.field("moving").integers(moving);
      json.field("radii").exact(radii);
      preconditioner(json, inverse);
    }
  }

  /** Evidence of the kinds {@code nearby-minimum} and {@code nearby-saddle}. */
  record CriticalEvidence(
      String kind,
      int boxBits,
      ParameterBox box,
      CriticalGuess guess,
      List<BigInteger> multipliers,
      List<BigInteger> radii,
      Optional<Weights> better)
      implements Proof {
    @Override
    public void writeFields(CanonicalJson json) {
      json.field("bits").integer(box.bits());
      json.field("box_bits").integer(boxBits);
      json.field("centre").exact(box.centre());
      json.field("kinks")
          .list(guess.kinks(), k -> json.integers(List.of(k.layer(), k.unit(), k.sample())));
      json.field("multipliers").exact(multipliers);
      json.field("gauge")
          .objects(
              guess.gauge(),
              group -> {
                json.field("layer").integer(group.layer());
                json.field("units").integers(group.units());
                json.field("inputs").integers(group.inputs());
              });
      json.field("radii").exact(radii);
      preconditioner(json, guess.inverse());
      json.field("congruence").list(guess.congruence(), json::exact);
      better.ifPresent(
          w -> json.field("better").object(fields -> InstanceWriter.weights(w, fields)));
    }
  }
}
