package org.dlmcert.certify;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * An open cell at which the instance's own targets have a bad minimum, whose residual is the null
 * vector.
 *
 * @param weights W_{L-1} with the column of b_{L-1}, if there is one: D rows
 * @param residual output minus target on every sample; not zero
 * @param outputWeights W_L, D entries
 * @param outputBias b_L; zero without biases
 */
public record OwnMinimumEvidence(
    RationalMatrix weights,
    List<Rational> residual,
    List<Rational> outputWeights,
    Rational outputBias)
    implements Evidence {
  public OwnMinimumEvidence {
    residual = List.copyOf(residual);
    outputWeights = List.copyOf(outputWeights);
  }

  @Override
  public String kind() {
    return "open-cell";
  }

  @Override
  public boolean holds() {
    return false;
  }

  @Override
  public Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("weights", Evidence.strings(weights));
    fields.put("null_vector", Evidence.strings(residual));
    return fields;
  }
}
