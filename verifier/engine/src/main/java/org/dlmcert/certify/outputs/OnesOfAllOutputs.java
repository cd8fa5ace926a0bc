package org.dlmcert.certify.outputs;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.refutation.NullVectorEvidence;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.progress.Progress;

/**
 * A deficient matrix of the pattern of ones refutes.
 *
 * <p>With several outputs of given weights (proofs/soundness.md, section 33).
 */
public final class OnesOfAllOutputs implements Method<GivenOutputs> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    progress.stage("rank of the pattern of ones", 0);
    return refutation(layer, ActivationPattern.ones(layer.samples(), layer.units()))
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("the pattern of ones has full column rank"));
  }

  public static Optional<NullVectorEvidence> refutation(
      GivenOutputs layer, ActivationPattern pattern) {
    Optional<List<Rational>> vector = NullVectors.find(layer.matrix(pattern));
    return vector.map(v -> new NullVectorEvidence(pattern, v));
  }
}
