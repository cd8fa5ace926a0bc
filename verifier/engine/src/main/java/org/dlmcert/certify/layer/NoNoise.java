package org.dlmcert.certify.layer;

import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * Without noise, units with equal slopes see the inputs alone: dependent inputs refute, by the
 * constant pattern, and by equal units at any point.
 */
public final class NoNoise implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (!layer.isNoiseless()) {
      return Attempt.INAPPLICABLE;
    }
    return refutation(layer)
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("the inputs are linearly independent"));
  }

  private static Optional<? extends Refutation> refutation(GivenLayer layer) {
    return layer.scope() == PatternScope.ALL
        ? NullVectors.find(layer.inputs())
            .map(
                v ->
                    new NullVectorEvidence(
                        ActivationPattern.ones(layer.samples(), layer.units()), v))
        : LayerRefutation.anyPattern(layer, IntStream.range(0, layer.samples()).toArray());
  }
}
