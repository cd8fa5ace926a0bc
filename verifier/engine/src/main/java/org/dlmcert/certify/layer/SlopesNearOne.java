package org.dlmcert.certify.layer;

import java.util.Optional;
import org.dlmcert.certify.archimedean.GuessedInverse;
import org.dlmcert.certify.archimedean.LeftInverseBound;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.progress.Progress;

/**
 * The archimedean collapse: one left inverse of E∘X for all patterns, if the slope is near enough
 * to one (proofs/soundness.md, section 13).
 */
public final class SlopesNearOne implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.ARCHIMEDEAN;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (layer.slope().signum() < 0) {
      return Attempt.INAPPLICABLE;
    }
    int inputs = layer.inputs().rows();
    if ((long) layer.units() * inputs < layer.samples()) {
      return new Attempt.Open("there are more samples than rows");
    }
    if (!GuessedInverse.isAffordable(layer.units(), inputs, layer.samples())) {
      return new Attempt.Open("the left inverse is too large to guess");
    }
    progress.stage("left inverse for slopes near one", Progress.UNKNOWN);
    Reduction whole = Reduction.none(layer.family());
    Optional<LeftInverseBound> bound = GuessedInverse.find(layer.family());
    return bound
        .<Attempt>map(b -> new Attempt.Decided(new ArchimedeanEvidence(whole, b)))
        .orElse(new Attempt.Open("no left inverse found that is good for slopes as far from one"));
  }
}
