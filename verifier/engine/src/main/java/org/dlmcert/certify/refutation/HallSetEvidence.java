package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.io.CanonicalJson;

/**
 * Samples that too few units of layer L-2 are alive on (format.md, 5.9).
 *
 * @param alive how many
 */
public record HallSetEvidence(List<Integer> samples, int alive) implements Refutation {
  public HallSetEvidence {
    samples = List.copyOf(samples);
  }

  @Override
  public String kind() {
    return "hall-set";
  }

  @Override
  public void write(CanonicalJson json) {
    json.beginObject();
    json.field("samples").integers(samples);
    json.endObject();
  }
}
