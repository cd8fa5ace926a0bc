package org.dlmcert.certify.outputs;

import org.dlmcert.certify.archimedean.GuessedInverse;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.pattern.GradientFamily;
import org.dlmcert.progress.Progress;

/**
 * A left inverse that serves for all slopes near one.
 *
 * <p>With several outputs of given weights (proofs/soundness.md, section 33).
 */
public final class LeftInverseOfOutputs implements Method<GivenOutputs> {
  @Override
  public MethodName name() {
    return MethodName.ARCHIMEDEAN;
  }

  @Override
  public Attempt attempt(GivenOutputs layer, Budget budget, Progress progress) {
    if (layer.family().slope().signum() < 0) {
      return Attempt.INAPPLICABLE;
    }
    GradientFamily columns = layer.columns();
    if (columns.rows() < columns.samples()) {
      return new Attempt.Open("there are more columns than rows");
    }
    if (!GuessedInverse.isAffordable(columns.units(), columns.inputs().rows(), columns.samples())) {
      return new Attempt.Open("the left inverse is too large to guess");
    }
    progress.stage("left inverse for slopes near one", Progress.UNKNOWN);
    return GuessedInverse.find(columns)
        .<Attempt>map(
            b -> new Attempt.Decided(new ArchimedeanEvidence(Reduction.none(layer.family()), b)))
        .orElse(new Attempt.Open("no left inverse found that is good for slopes as far from one"));
  }
}
