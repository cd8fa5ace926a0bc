package org.dlmcert.certify.proof;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.partition.CommonPairs;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * Pairs of units and samples that are independent on both sides (format.md, 5.36).
 *
 * @param alive with generic noise below, for the samples of every unit in turn the unit of layer
 *     L-2 that each is matched to
 * @param weights output weights that stand for almost every one, if those are generic
 */
public record CommonPairsEvidence(
    CommonPairs.Found found, Optional<List<List<Integer>>> alive, Optional<RationalMatrix> weights)
    implements MixedSlopesProof {
  public CommonPairsEvidence {
    alive = alive.map(lists -> lists.stream().map(List::copyOf).toList());
  }

  /** Above known inputs, with these output weights if they stand for almost every one. */
  public CommonPairsEvidence(CommonPairs.Found found, Optional<RationalMatrix> weights) {
    this(found, Optional.empty(), weights);
  }

  /** With the output weights of the instance. */
  public CommonPairsEvidence(CommonPairs.Found found) {
    this(found, Optional.empty());
  }

  @Override
  public String kind() {
    return "common-pairs";
  }

  @Override
  public boolean servesMixedSlopes(int samples) {
    return alive.isEmpty()
        && found.biases().isEmpty()
        && found.samples().stream().anyMatch(group -> group.size() == samples);
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("prime").integer(found.prime());
    json.field("pairs").list(found.samples(), json::integers);
    if (!found.biases().isEmpty()) {
      json.field("biases").integers(found.biases());
    }
    alive.ifPresent(lists -> json.field("units").list(lists, json::integers));
    weights.ifPresent(matrix -> json.field("weights").rows(matrix));
  }
}
