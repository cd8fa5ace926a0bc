package org.dlmcert.least;

import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Instance;

/** The evidence of a least loss (proofs/format.md, 5.33). */
record LeastLossCertificate(LeastLoss found) implements Proof {
  static Certificate of(LeastLoss found) {
    Instance instance = found.problem().instance();
    return Certificate.of(
        instance,
        json -> {
          json.field("property").string("least-loss");
          NetworkSetting.of(instance).write(json);
          json.field("loss").rational(found.loss());
        },
        new LeastLossCertificate(found));
  }

  @Override
  public String kind() {
    return "least-loss";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    InstanceWriter.weights(found.weights(), json);
    tree(found, json);
  }

  /** Writes the fields {@code vectors} and {@code tree}. */
  static void tree(LeastLoss found, CanonicalJson json) {
    json.field("vectors").list(found.vectors(), json::exact);
    json.field("tree").list(found.steps(), step -> step(BoundStep.parse(step), json));
  }

  private static void step(BoundStep step, CanonicalJson json) {
    if (step instanceof BoundStep.OutputSplit split) {
      json.beginArray().integer(split.unit()).endArray();
    } else if (step instanceof BoundStep.InputSplit split) {
      json.beginArray().integer(split.unit()).integer(split.sample()).endArray();
    } else if (step instanceof BoundStep.EmptyCell empty) {
      json.object(
          fields ->
              fields
                  .field("unit")
                  .integer(empty.unit())
                  .field("lambda")
                  .arrays(empty.lambda(), t -> term(t, json)));
    } else if (step instanceof BoundStep.Bound bound) {
      json.object(
          fields ->
              fields
                  .field("vector")
                  .integer(bound.vector().get(0))
                  .field("units")
                  .objects(bound.units(), u -> factors(u, json)));
    } else {
      throw new IllegalStateException("an open node");
    }
  }

  private static void factors(BoundStep.Factors factors, CanonicalJson json) {
    json.field("low").integers(factors.low());
    json.field("factors").arrays(factors.given(), term -> term(term, json));
  }

  private static void term(BoundStep.Term term, CanonicalJson json) {
    json.integer(term.sample()).rational(term.factor());
  }
}
