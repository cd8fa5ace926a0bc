package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * A point with nonzero preactivations and a null vector of its pattern's matrix (format.md, 5.5).
 *
 * @param weights D rows of d
 */
public record OpenCellEvidence(RationalMatrix weights, List<Rational> vector)
    implements Refutation {
  public OpenCellEvidence {
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "open-cell";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("weights").rows(weights);
    json.field("null_vector").rationals(vector);
  }
}
