package org.dlmcert.certify.proof;

import org.dlmcert.certificate.MixedSlopesProof;
import org.dlmcert.certify.partition.DatasetPartition;
import org.dlmcert.io.CanonicalJson;

/** Groups of samples with independent inputs, one for each unit (format.md, 5.1). */
public record PartitionEvidence(DatasetPartition.Groups groups) implements MixedSlopesProof {
  @Override
  public String kind() {
    return "partition";
  }

  @Override
  public boolean servesMixedSlopes(int samples) {
    return groups.groups().stream().anyMatch(group -> group.size() == samples);
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("prime").integer(groups.prime());
    json.field("groups").list(groups.groups(), json::integers);
  }
}
