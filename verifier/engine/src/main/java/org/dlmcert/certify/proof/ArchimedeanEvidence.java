package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.io.CanonicalJson;

/** A left inverse that is good enough for all slopes near one (format.md, 5.14). */
public record ArchimedeanEvidence(Reduction reduction, LeftInverseBound bound)
    implements MixedSlopesProof {
  @Override
  public String kind() {
    return "archimedean";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("reduction").value(reduction);
    json.field("left").rows(bound.left());
    json.field("weights").rationals(bound.weights());
  }
}
