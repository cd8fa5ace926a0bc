package org.dlmcert.least;

import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.certificate.Subject;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;

/** The evidence of a least loss (proofs/format.md, 5.33). */
record LeastLossCertificate(LeastLoss found) implements Proof {
  static Certificate of(LeastLoss found) {
    Instance instance = found.problem().instance();
    return new Certificate(
        json -> {
          json.beginObject();
          json.field("property").string("least-loss");
          NetworkSetting.of(instance).write(json);
          json.field("loss").rational(found.loss());
          json.endObject();
        },
        new Subject.OfInstance(instance),
        new LeastLossCertificate(found));
  }

  @Override
  public String kind() {
    return "least-loss";
  }

  @Override
  public void write(CanonicalJson json) {
    evidence(found, json);
  }

  /** Writes the evidence. */
  static void evidence(LeastLoss found, CanonicalJson json) {
    json.beginObject();
    InstanceWriter.weights(found.weights(), json);
    tree(found, json);
    json.endObject();
  }

  /** Writes the fields {@code vectors} and {@code tree}. */
  static void tree(LeastLoss found, CanonicalJson json) {
    json.field("vectors")
        .list(
            found.vectors(),
            vector -> json.list(vector, entry -> json.rational(Rational.of(entry))));
    json.field("tree").list(found.steps(), step -> step(BoundStep.parse(step), json));
  }

  private static void step(BoundStep step, CanonicalJson json) {
    if (step instanceof BoundStep.OutputSplit split) {
      json.beginArray().integer(split.unit()).endArray();
    } else if (step instanceof BoundStep.InputSplit split) {
      json.beginArray().integer(split.unit()).integer(split.sample()).endArray();
    } else if (step instanceof BoundStep.EmptyCell empty) {
      json.beginObject();
      json.field("unit").integer(empty.unit());
      json.field("lambda").list(empty.lambda(), term -> term(term, json));
      json.endObject();
    } else if (step instanceof BoundStep.Bound bound) {
      json.beginObject();
      json.field("vector").integer(bound.vector().get(0));
      json.field("units").list(bound.units(), factors -> factors(factors, json));
      json.endObject();
    } else {
      throw new IllegalStateException("an open node");
    }
  }

  private static void factors(BoundStep.Factors factors, CanonicalJson json) {
    json.beginObject();
    json.field("low").integers(factors.low());
    json.field("factors").list(factors.given(), term -> term(term, json));
    json.endObject();
  }

  private static void term(BoundStep.Term term, CanonicalJson json) {
    json.beginArray().integer(term.sample()).rational(term.factor()).endArray();
  }
}
