package org.dlmcert.certify.proof;

import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;

/** The one matrix of units of slope 1 is independent modulo this prime (format.md, 5.35). */
public record LinearUnitsProof(int prime) implements Proof {
  @Override
  public String kind() {
    return "linear-units";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("prime").integer(prime);
  }
}
