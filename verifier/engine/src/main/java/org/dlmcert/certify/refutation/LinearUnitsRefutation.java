package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;

/**
 * A null vector of the one matrix of units of slope 1 (format.md, 5.35): that of maxout units which
 * use the same piece on all samples.
 */
public record LinearUnitsRefutation(List<Rational> vector) implements Refutation {
  public LinearUnitsRefutation {
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "linear-units";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("null_vector").rationals(vector);
  }
}
