package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.pattern.ActivationPattern;

/**
 * A pattern of all hidden layers and a null vector of its matrix (format.md, 5.21).
 *
 * @param patterns one for each hidden layer, from the lowest
 */
public record DeepNullVectorEvidence(List<ActivationPattern> patterns, List<Rational> vector)
    implements Refutation {
  public DeepNullVectorEvidence {
    patterns = List.copyOf(patterns);
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "deep-null-vector";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("patterns").list(patterns, pattern -> json.list(pattern.rows(), json::integers));
    json.field("null_vector").rationals(vector);
  }
}
