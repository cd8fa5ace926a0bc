package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dlmcert.certify.archimedean.LeftInverseBound;

/** A left inverse that is good enough for all slopes near one (format.md, 5.14). */
public record ArchimedeanEvidence(Reduction reduction, LeftInverseBound bound) implements Evidence {
  @Override
  public String kind() {
    return "archimedean";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("reduction", reduction.fields());
    fields.put("left", Evidence.strings(bound.left()));
    fields.put("weights", Evidence.strings(bound.weights()));
    return fields;
  }
}
