package org.dlmcert.certify.proof;

import org.dlmcert.certificate.Proof;
import org.dlmcert.certify.collapse.Collapse;
import org.dlmcert.io.CanonicalJson;

/** A prime power modulo which all patterns are one matrix of full column rank (format.md, 5.13). */
public record CollapseEvidence(Collapse.Found found) implements Proof {
  @Override
  public String kind() {
    return "collapse";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("modulus").integer(found.prime());
    json.field("exponent").integer(found.exponent());
    json.field("transforms").list(found.transforms(), json::rows);
    json.field("transform_prime").integer(found.transformPrime());
  }
}
