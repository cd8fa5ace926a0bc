package org.dlmcert.certify.refutation;

import org.dlmcert.certificate.Refutation;
import org.dlmcert.io.CanonicalJson;

/** The slope is zero and there is a sample (format.md, 5.6). */
public record DeadPatternEvidence() implements Refutation {
  @Override
  public String kind() {
    return "dead-pattern";
  }

  @Override
  public void writeFields(CanonicalJson json) {}
}
