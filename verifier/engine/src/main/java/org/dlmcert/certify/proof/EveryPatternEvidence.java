package org.dlmcert.certify.proof;

import java.util.List;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * A prime modulo which every pattern has full column rank, at these values of the noise that is
 * generic (format.md, 5.51).
 *
 * @param noise N×d_l for each hidden layer l whose noise is generic, the lowest first
 */
public record EveryPatternEvidence(int prime, List<RationalMatrix> noise) implements Proof {
  public EveryPatternEvidence {
    noise = List.copyOf(noise);
  }

  @Override
  public String kind() {
    return "every-pattern";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("prime").integer(prime);
    json.field("noise").list(noise, json::rows);
  }
}
