package org.dlmcert.certify.refutation;

import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.partition.CrowdedPairs;
import org.dlmcert.io.CanonicalJson;

/** Pairs of units and samples that leave too little room (format.md, 5.37). */
public record CrowdedPairsEvidence(CrowdedPairs crowd) implements Refutation {
  @Override
  public String kind() {
    return "crowded-pairs";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("pairs").list(crowd.samples(), json::integers);
    json.field("prime").integer(crowd.prime());
    crowd
        .orthogonalInputs()
        .ifPresent(lists -> json.field("orthogonal_inputs").list(lists, json::rows));
    json.field("orthogonal_weights").list(crowd.orthogonalWeights(), json::rows);
    crowd.orthogonalBiases().ifPresent(rows -> json.field("orthogonal_biases").rows(rows));
  }
}
