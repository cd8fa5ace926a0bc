package org.dlmcert.census.faces;

import java.util.Objects;
import java.util.function.Function;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Decider;
import org.dlmcert.census.ScaledProblem;
import org.jspecify.annotations.Nullable;

/** Decides choices of states. The faces follow from the problem, and are found anew elsewhere. */
final class FaceDecider implements Decider {
  private static final long serialVersionUID = 1L;

  private final CensusProblem problem;
  private transient @Nullable UnitFaces faces;
  private transient @Nullable FaceDecision decision;

  FaceDecider(CensusProblem problem, UnitFaces faces) {
    this.problem = problem;
    this.faces = faces;
  }

  @Override
  public Function<int[], String> decision() throws InterruptedException {
    FaceDecision decides = decides();
    UnitFaces known = Objects.requireNonNull(faces);
    return chosen ->
        FaceLine.of(decides.decide(chosen), problem, known, known.chosen(chosen)).text();
  }

  private synchronized FaceDecision decides() throws InterruptedException {
    if (faces == null) {
      faces = UnitFaces.of(problem, Integer.MAX_VALUE).orElseThrow();
    }
    if (decision == null) {
      decision = new FaceDecision(new ScaledProblem(problem), faces);
    }
    return decision;
  }
}
