package org.dlmcert.certify.deep;

import java.util.List;
import java.util.stream.IntStream;
import org.dlmcert.certify.claim.GenericWeights;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.GenericLayersProof;
import org.dlmcert.certify.refutation.GenericLayersRefutation;
import org.dlmcert.progress.Progress;

/** With all noise and all lower weights generic, counting decides (proofs/soundness.md, 7). */
public final class GenericLayerCount implements Method<GenericWeights> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GenericWeights layers, Budget budget, Progress progress) {
    if (layers.zeroSample().isPresent()) {
      return new Attempt.Decided(
          new GenericLayersRefutation(List.of(layers.zeroSample().get()), 0));
    }
    if (layers.outputs() > layers.units() && layers.samples() > 0) {
      return new Attempt.Decided(new GenericLayersRefutation(List.of(0), 1));
    }
    return new Attempt.Decided(
        (long) layers.samples() * layers.outputs() <= (long) layers.units() * layers.below()
            ? new GenericLayersProof()
            : new GenericLayersRefutation(
                IntStream.range(0, layers.samples()).boxed().toList(), layers.below()));
  }
}
