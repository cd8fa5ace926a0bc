package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.io.CanonicalJson;

/** Pairs of units and samples that are independent on both sides (format.md, 5.36). */
public record CommonPairsEvidence(CommonPairs.Found found) implements MixedSlopesProof {
  @Override
  public String kind() {
    return "common-pairs";
  }

  @Override
  public boolean servesMixedSlopes(int samples) {
    return found.samples().stream().anyMatch(group -> group.size() == samples);
  }

  @Override
  public void write(CanonicalJson json) {
    json.beginObject();
    json.field("prime").integer(found.prime());
    json.field("pairs").list(found.samples(), json::integers);
    json.endObject();
  }
}
