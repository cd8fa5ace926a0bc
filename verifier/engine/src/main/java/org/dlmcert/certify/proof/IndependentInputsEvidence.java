package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.io.CanonicalJson;

/** All inputs are independent, modulo this prime (format.md, 5.3). */
public record IndependentInputsEvidence(int prime) implements MixedSlopesProof {
  @Override
  public String kind() {
    return "independent-inputs";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("prime").integer(prime);
  }
}
