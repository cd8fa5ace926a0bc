package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;

/**
 * A pattern of all hidden layers and a null vector of its matrix (format.md, 5.21).
 *
 * @param patterns one for each hidden layer, from the lowest
 */
public record DeepNullVectorEvidence(List<ActivationPattern> patterns, List<Rational> vector)
    implements Evidence {
  public DeepNullVectorEvidence {
    patterns = List.copyOf(patterns);
    vector = List.copyOf(vector);
  }

  @Override
  public String kind() {
    return "deep-null-vector";
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("patterns", patterns.stream().map(ActivationPattern::rows).toList());
    fields.put("null_vector", Evidence.strings(vector));
    return fields;
  }
}
