package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.pattern.ActivationPattern;

/** A pattern and a null vector of its matrix (format.md, 5.4). */
public record NullVectorEvidence(ActivationPattern pattern, List<Rational> vector)
    implements Refutation {
  public NullVectorEvidence {
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "null-vector";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("pattern").list(pattern.rows(), json::integers);
    json.field("null_vector").rationals(vector);
  }
}
