package org.dlmcert.point.nearby;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Instance;

/**
 * The evidence about gradient flow, mode by mode (proofs/format.md, 5.42): integers in units of
 * 2^-bits.
 *
 * @param radii of the box, a positive one for each parameter
 * @param integrals S, positive, for each mode
 * @param modes Q by its rows, a column for each mode
 * @param inverse P by its rows
 */
@SuppressWarnings("ArrayRecordComponent") // written once, compared by no one
record FlowCertificate(
    int bits, BigInteger[] radii, BigInteger[] integrals, Range[][] modes, Range[][] inverse)
    implements Proof {

  Certificate of(Instance instance, Rational radius) {
    return BallCertificate.about("gradient-flow", instance, radius, this);
  }

  @Override
  public String kind() {
    return "ball";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("bits").integer(bits);
    json.field("radii").exact(List.of(radii));
    json.field("integrals").exact(List.of(integrals));
    write(json, "modes", modes);
    write(json, "inverse", inverse);
  }

  private static void write(CanonicalJson json, String field, Range[][] rows) {
    json.field(field)
        .list(List.of(rows), row -> json.exact(Arrays.stream(row).map(Range::low).toList()));
  }
}
