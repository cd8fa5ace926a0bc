package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dlmcert.certify.collapse.Collapse;

/** A prime power modulo which all patterns are one matrix of full column rank. */
public record CollapseEvidence(Collapse.Found found) implements Evidence {
  @Override
  public String kind() {
    return "collapse";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("modulus", found.prime().longValueExact());
    fields.put("exponent", found.exponent());
    fields.put("transforms", found.transforms().stream().map(Evidence::strings).toList());
    fields.put("transform_prime", found.transformPrime());
    return fields;
  }
}
