package org.dlmcert.certify;

import java.util.Map;
import org.dlmcert.certify.partition.DatasetPartition;

/**
 * Groups of samples with independent inputs modulo a prime, at whose units the noise has strictly
 * least valuation.
 *
 * @param groups group i belongs to unit i
 */
public record LiftEvidence(DatasetPartition.Groups groups) implements Evidence {
  @Override
  public String kind() {
    return "lift";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    return Evidence.partitionFields(groups);
  }
}
