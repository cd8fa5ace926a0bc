package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * A point, with slope 1 where a preactivation is zero, and a null vector of its pattern's matrix.
 *
 * @param weights D rows of d
 */
public record PointEvidence(RationalMatrix weights, List<Rational> vector) implements Evidence {
  public PointEvidence {
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "point";
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weights", Evidence.strings(weights));
    fields.put("null_vector", Evidence.strings(vector));
    return fields;
  }
}
