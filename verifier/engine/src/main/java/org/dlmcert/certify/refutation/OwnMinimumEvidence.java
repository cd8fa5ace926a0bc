package org.dlmcert.certify.refutation;

import java.util.List;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.CanonicalJson;

/**
 * An open cell at which the instance's own targets have a bad minimum, whose residual is the null
 * vector (format.md, 5.5).
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
    implements Refutation {
  public OwnMinimumEvidence {
    residual = List.copyOf(residual);
    outputWeights = List.copyOf(outputWeights);
  }

  @Override
  public String kind() {
    return "open-cell";
  }

  @Override
  public void writeFields(CanonicalJson json) {
    new OpenCellEvidence(weights, residual).writeFields(json); // the same fields
  }
}
