package org.dlmcert.certify.outputs;

import java.util.stream.IntStream;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.IndependentInputsEvidence;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;

/**
 * Independent inputs, and on every sample output weights that span all outputs.
 *
 * <p>With several outputs of given weights (proofs/soundness.md, section 33).
 */
public final class SpanningOutputWeights implements Method<GivenOutputs> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    IntegerMatrix inputs = layer.family().inputs().clearColumns().matrix();
    IntegerMatrix weights = layer.outputWeights().clearColumns().matrix();
    PrimeField field = PrimeField.largest();
    boolean independent =
        inputs.columns() <= inputs.rows()
            && ModularMatrix.of(field, inputs).rank() == inputs.columns();
    return independent
            && IntStream.range(0, layer.samples()).allMatch(n -> spans(layer, weights, n, field))
        ? new Attempt.Decided(new IndependentInputsEvidence(field.modulus()))
        : new Attempt.Open(
            independent
                ? "on some sample the output weights of the units with noise do not span the"
                    + " outputs"
                : "the inputs are not linearly independent");
  }

  private static boolean spans(
      GivenOutputs layer, IntegerMatrix weights, int sample, PrimeField field) {
    int[] units =
        IntStream.range(0, layer.units())
            .filter(i -> !layer.family().noise().get(i, sample).isZero())
            .toArray();
    return ModularMatrix.of(field, weights.columns(units)).rank() == layer.outputs();
  }
}
