package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A prime power modulo which the patterns of all hidden layers give one matrix, of full column rank
 * (format.md, 5.20).
 */
public record DeepCollapseEvidence(BigInteger prime, int exponent) implements Evidence {
  @Override
  public String kind() {
    return "deep-collapse";
  }

  @Override
  public boolean holds() {
    return true;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("modulus", prime.longValueExact());
    fields.put("exponent", exponent);
    return fields;
  }
}
