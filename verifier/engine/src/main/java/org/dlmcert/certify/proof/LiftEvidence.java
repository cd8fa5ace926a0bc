package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.io.CanonicalJson;

/**
 * Groups of samples with independent inputs modulo a prime, at whose units the noise has strictly
 * least valuation (format.md, 5.12).
 *
 * @param groups group i belongs to unit i
 */
public record LiftEvidence(DatasetPartition.Groups groups) implements MixedSlopesProof {
  @Override
  public String kind() {
    return "lift";
  }

  @Override
  public boolean servesMixedSlopes(int samples) {
    return new PartitionEvidence(groups).servesMixedSlopes(samples);
  }

  @Override
  public void writeFields(CanonicalJson json) {
    new PartitionEvidence(groups).writeFields(json); // the same fields
  }
}
