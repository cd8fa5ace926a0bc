package org.dlmcert.certify.layer;

import java.util.List;
import java.util.Optional;
import org.dlmcert.certify.claim.GivenOutputs;
import org.dlmcert.certify.claim.LinearLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.LinearUnitsProof;
import org.dlmcert.certify.refutation.LinearUnitsRefutation;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.NullVectors;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.Rational;
import org.dlmcert.pattern.ActivationPattern;
import org.dlmcert.progress.Progress;

/**
 * Maxout units: the matrix of every choice of pieces has full column rank exactly if E∘X has
 * (proofs/soundness.md, section 32). One rank, O(D·d·(N·k)²).
 */
public final class LinearUnits implements Method<LinearLayer> {
  @Override
  public MethodName name() {
    return MethodName.IMMEDIATE;
  }

  @Override
  public Attempt attempt(LinearLayer problem, Budget budget, Progress progress) {
    GivenOutputs layer = problem.layer();
    progress.stage("rank of the matrix of equal pieces", 0);
    IntegerMatrix matrix = layer.columns().clearedOnes();
    for (PrimeField field : PrimeField.descending()) {
      // Modulo the prime independent: so it is. Otherwise a null vector is looked for exactly.
      if (ModularMatrix.of(field, matrix).rank() == matrix.columns()) {
        return new Attempt.Decided(new LinearUnitsProof(field.modulus()));
      }
      Optional<List<Rational>> vector =
          NullVectors.find(layer.matrix(ActivationPattern.ones(layer.samples(), layer.units())));
      if (vector.isPresent()) {
        return new Attempt.Decided(new LinearUnitsRefutation(vector.get()));
      }
    }
    throw new IllegalStateException("every prime is unlucky");
  }
}
