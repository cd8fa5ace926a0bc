package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.io.CanonicalJson;

/**
 * There are too few rows, or a zero sample, and everything is generic (format.md, 5.7).
 *
 * @param samples more than D·rank
 * @param rank the most that the inputs of the last hidden layer can have on them
 */
public record GenericLayersRefutation(List<Integer> samples, int rank) implements Refutation {
  public GenericLayersRefutation {
    samples = List.copyOf(samples);
  }

  @Override
  public String kind() {
    return "generic-layers";
  }

  @Override
  public void writeFields(CanonicalJson json) {}
}
