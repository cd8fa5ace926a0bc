package org.dlmcert.certify.proof;

import java.util.List;
import org.dlmcert.certificate.Proof;
import org.dlmcert.io.CanonicalJson;

/** Per sample an alive unit of layer L-2 (format.md, 5.8). */
public record MatchingEvidence(List<Integer> units) implements Proof {
  public MatchingEvidence {
    units = List.copyOf(units);
  }

  @Override
  public String kind() {
    return "matching";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    json.field("units").integers(units);
  }
}
