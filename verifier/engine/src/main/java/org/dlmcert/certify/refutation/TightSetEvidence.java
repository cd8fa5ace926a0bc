package org.dlmcert.certify.refutation;

import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.partition.TightSet;
import org.dlmcert.io.CanonicalJson;

/** Samples whose inputs span too small a space (format.md, 5.2). */
public record TightSetEvidence(TightSet set) implements Refutation {
  @Override
  public String kind() {
    return "tight-set";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("samples").integers(set.samples());
    json.field("prime").integer(set.prime());
    json.field("orthogonal").rows(set.orthogonal());
  }
}
