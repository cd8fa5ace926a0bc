package org.dlmcert.certify.layer;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.IndependentInputsEvidence;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.progress.Progress;

/**
 * If the inputs are independent, the claim holds exactly if every sample has a unit with nonzero
 * noise (proofs/soundness.md, section 3).
 */
public final class IndependentInputs implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    Optional<Integer> silenced =
        IntStream.range(0, layer.samples())
            .filter(
                n -> IntStream.range(0, layer.units()).allMatch(i -> layer.noise(i, n).isZero()))
            .boxed()
            .findFirst();
    if (silenced.isPresent()) {
      return new Attempt.Decided(
          LayerRefutation.anyPattern(layer, new int[] {silenced.get()}).orElseThrow());
    }
    return OneGroup.of(layer.inputs(), progress)
        .<Attempt>map(one -> new Attempt.Decided(new IndependentInputsEvidence(one.prime())))
        .orElse(OneGroup.NONE);
  }
}
