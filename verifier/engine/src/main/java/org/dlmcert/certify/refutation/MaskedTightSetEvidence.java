package org.dlmcert.certify.refutation;

import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.partition.MaskedTightSet;
import org.dlmcert.io.CanonicalJson;

/** Samples whose inputs, where units see them, span too small spaces (format.md, 5.16). */
public record MaskedTightSetEvidence(MaskedTightSet set) implements Refutation {
  @Override
  public String kind() {
    return "masked-tight-set";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("samples").integers(set.samples());
    json.field("prime").integer(set.prime());
    json.field("orthogonal").list(set.orthogonal(), json::rows);
  }
}
