package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.io.CanonicalJson;

/**
 * Noise that is a formula, whose own groups have independent inputs (format.md, 5.46): nothing is
 * left to be said.
 *
 * @param groups those of the noise
 */
public record FormulaLiftEvidence(DatasetPartition.Groups groups) implements MixedSlopesProof {
  @Override
  public String kind() {
    return "lift";
  }

  @Override
  public boolean servesMixedSlopes(int samples) {
    return new PartitionEvidence(groups).servesMixedSlopes(samples);
  }

  @Override
  public void writeFields(CanonicalJson json) {}
}
