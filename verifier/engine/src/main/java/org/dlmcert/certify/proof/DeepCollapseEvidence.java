package org.dlmcert.certify.proof;

import java.math.BigInteger;
import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;

/**
 * A prime power modulo which the patterns of all hidden layers give one matrix, of full column rank
 * (format.md, 5.20).
 */
public record DeepCollapseEvidence(BigInteger prime, int exponent) implements Proof {
  @Override
  public String kind() {
    return "deep-collapse";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("modulus").integer(prime);
    json.field("exponent").integer(exponent);
  }
}
