package org.dlmcert.certify.layer;

import java.util.Optional;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.lift.Domination;
import org.dlmcert.certify.lift.FormulaDomination;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.FormulaLiftEvidence;
import org.dlmcert.certify.proof.LiftEvidence;
import org.dlmcert.progress.Progress;

/**
 * Given noise that has, for some prime and on every sample, strictly least valuation at one unit,
 * where the samples of each unit have independent inputs modulo the prime (proofs/soundness.md,
 * section 11): the noise that {@code lift} makes.
 */
public final class DominatedNoise implements Method<GivenLayer> {
  @Override
  public MethodName name() {
    return MethodName.PARTITION;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    Optional<Attempt> formula =
        layer
            .formula()
            .flatMap(noise -> FormulaDomination.of(layer, noise))
            .map(groups -> new Attempt.Decided(new FormulaLiftEvidence(groups)));
    if (formula.isPresent()) {
      return formula.get();
    }
    return new Domination(layer.family())
        .search()
        .<Attempt>map(groups -> new Attempt.Decided(new LiftEvidence(groups)))
        .orElse(Attempt.INAPPLICABLE);
  }
}
