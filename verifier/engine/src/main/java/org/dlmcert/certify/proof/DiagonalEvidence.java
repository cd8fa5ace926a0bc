package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.io.CanonicalJson;

/** Every column of every pattern's matrix has one entry, in rows of their own (format.md, 5.19). */
public record DiagonalEvidence() implements MixedSlopesProof {
  @Override
  public String kind() {
    return "diagonal";
  }

  @Override
  public void writeFields(CanonicalJson json) {}
}
