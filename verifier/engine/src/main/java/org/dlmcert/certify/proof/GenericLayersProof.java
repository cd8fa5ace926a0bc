package org.dlmcert.certify.proof;

import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;

/** There are rows enough, and everything is generic (format.md, 5.7). */
public record GenericLayersProof() implements Proof {
  @Override
  public String kind() {
    return "generic-layers";
  }

  @Override
  public void writeFields(CanonicalJson json) {}
}
