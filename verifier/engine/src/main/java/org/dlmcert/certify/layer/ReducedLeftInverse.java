package org.dlmcert.certify.layer;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.dlmcert.certify.archimedean.GuessedInverse;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.ArchimedeanEvidence;
import org.dlmcert.certify.tree.Reduction;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Progress;

/**
 * The archimedean bound for all units and fewer and fewer samples: those that are projected out
 * need no bound (proofs/soundness.md, section 13). Which ones is drawn with a fixed seed.
 */
public final class ReducedLeftInverse implements Method<GivenLayer> {
  private static final int MOST_BOUNDS = 6;

  @Override
  public MethodName name() {
    return MethodName.REDUCTION;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (layer.slope().signum() <= 0 || layer.units() < 2 || ReducedProblems.isTooLarge(layer)) {
      return Attempt.INAPPLICABLE;
    }
    IntegerMatrix inputs = layer.inputs().clearColumns().matrix();
    int rank = ModularMatrix.of(PrimeField.largest(), inputs).rank();
    return find(layer, inputs, rank)
        .<Attempt>map(Attempt.Decided::new)
        .orElse(new Attempt.Open("no left inverse found with fewer samples"));
  }

  private static Optional<ArchimedeanEvidence> find(
      GivenLayer layer, IntegerMatrix inputs, int rank) {
    long spare = (long) layer.units() * rank - layer.samples();
    if (spare < 0) {
      return Optional.empty();
    }
    Random random = new Random(layer.samples());
    long most = Math.min(Math.min(layer.samples(), rank), spare / (layer.units() - 1));
    for (int step = 1; step <= MOST_BOUNDS; step++) {
      int removed = (int) (most * step / MOST_BOUNDS);
      if (!GuessedInverse.isAffordable(
          layer.units(), layer.inputs().rows() - removed, layer.samples() - removed)) {
        continue;
      }
      List<Integer> all = IntStream.range(0, layer.units()).boxed().toList();
      Optional<Reduction> reduction = RandomReduction.draw(layer, inputs, all, removed, random);
      if (reduction.isEmpty()) {
        continue;
      }
      Reduction chosen = reduction.get();
      Optional<ArchimedeanEvidence> found =
          GuessedInverse.find(chosen.family(layer.family()))
              .map(b -> new ArchimedeanEvidence(chosen, b));
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }
}
