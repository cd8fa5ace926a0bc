package org.dlmcert.census.faces;

import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;
import org.dlmcert.kink.KinkEvidence;

/**
 * Why the loss decreases to first order in no direction of the weights of one unit with kinks.
 *
 * @param unit of the only hidden layer
 * @param evidence for the unit's derivative
 */
public record UnitKinks(int unit, KinkEvidence evidence) implements WritableObject {
  /** An entry of the list {@code kinks} (proofs/format.md, <em>Kinks</em>). */
  @Override
  public void writeFields(CanonicalJson json) {
    json.field("unit").integer(unit);
    if (evidence instanceof KinkEvidence.Combination found) {
      json.field("by").string("combination");
      json.field("t").rationals(found.linear());
      json.field("T").list(found.concave(), json::rationals);
    } else if (evidence instanceof KinkEvidence.Points found) {
      json.field("by").string("signs");
      json.field("points").list(found.points(), json::rationals);
    } else {
      json.field("by").string("rays");
    }
  }
}
