package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.dlmcert.cells.Faces;
import org.dlmcert.cells.ParallelInputs;
import org.dlmcert.census.ScaledProblem;

/**
 * Decides choices of states, each by one exact linear program. What does not depend on the choice
 * is found once for each unit and state. Safe for use by several threads.
 */
final class FaceDecision {
  private final ScaledProblem problem;
  private final UnitFaces faces;
  private final ParallelInputs parallel;
  private final Map<List<Integer>, StateDerivatives> derivatives = new ConcurrentHashMap<>();
  private final int[] twin; // the first unit of equal noise

  FaceDecision(ScaledProblem problem, UnitFaces faces) {
    this.problem = problem;
    this.faces = faces;
    this.parallel = ParallelInputs.of(problem.inputs());
    this.twin = new int[problem.problem().units()];
    for (int i = 0; i < twin.length; i++) {
      int before = problem.problem().equalBefore(i);
      twin[i] = before < 0 ? i : twin[before];
    }
  }

  /**
   * One unit of a choice.
   *
   * @param bounding a sample on each line where the preactivation is not zero
   * @param zero a sample on each line where it is
   */
  record Unit(
      int index,
      Faces.Face face,
      int sign,
      StateDerivatives derivatives,
      int[] bounding,
      int[] zero) {}

  /** Decides the choice of these states, one for each unit. */
  FaceAnswer decide(int[] chosen) {
    List<Unit> units = IntStream.range(0, chosen.length).mapToObj(i -> unit(i, chosen[i])).toList();
    return new FaceProgram(problem, units).decide();
  }

  private Unit unit(int index, int state) {
    UnitFaces.State chosen = faces.states().get(state);
    Faces.Face face = faces.faces().get(chosen.face());
    StateDerivatives derivative =
        derivatives.computeIfAbsent(
            List.of(twin[index], state),
            key -> StateDerivatives.of(problem, index, face, chosen.sign()));
    int[] bounding =
        IntStream.range(0, parallel.classes())
            .filter(k -> !face.lines().contains(k))
            .map(parallel::first)
            .toArray();
    return new Unit(
        index,
        face,
        chosen.sign(),
        derivative,
        bounding,
        face.lines().stream().mapToInt(parallel::first).toArray());
  }

  /** x + factor·y in place, entry by entry. */
  static void add(BigInteger[] x, BigInteger factor, BigInteger[] y) {
    for (int k = 0; k < x.length; k++) {
      x[k] = x[k].add(factor.multiply(y[k]));
    }
  }
}
