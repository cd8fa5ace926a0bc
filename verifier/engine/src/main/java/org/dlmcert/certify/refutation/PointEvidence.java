package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * A point, with slope 1 where a preactivation is zero, and a null vector of its pattern's matrix
 * (format.md, 5.17).
 *
 * @param weights D rows of d
 */
public record PointEvidence(RationalMatrix weights, List<Rational> vector) implements Refutation {
  public PointEvidence {
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "point";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("weights").rows(weights);
    json.field("null_vector").rationals(vector);
  }
}
