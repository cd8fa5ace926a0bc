package org.dlmcert.census.faces;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.dlmcert.census.Census;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.census.Checkpoint;
import org.dlmcert.census.ChoiceBlocks;
import org.dlmcert.progress.Progress;

/**
 * The census of all local minima, kinks included: every choice of a face and a sign of the output
 * weight for each hidden unit (an open cell, where the output weight is 0), decided exactly by one
 * linear program each ({@link FaceProgram}).
 *
 * <p>With F faces and C cells of one unit there are (2F + C)^D choices, fewer where units have
 * equal noise and may be exchanged.
 */
public final class FaceCensus {
  private final CensusProblem problem;
  private final Census.Limits limits;
  private final Progress progress;
  private final Optional<Checkpoint> checkpoint;

  /** How a census ended. */
  public sealed interface Outcome {}

  /** Every choice is decided. */
  public record Complete(FaceCensusResult result) implements Outcome {}

  /**
   * There are more choices than the limit.
   *
   * @param choices their number; empty if already the faces of one unit are too many
   */
  public record TooMany(Optional<BigInteger> choices) implements Outcome {}

  /** Prepares a census. */
  public FaceCensus(
      CensusProblem problem,
      Census.Limits limits,
      Optional<Checkpoint> checkpoint,
      Progress progress) {
    this.problem = problem;
    this.limits = limits;
    this.checkpoint = checkpoint;
    this.progress = progress;
  }

  /**
   * Decides every choice.
   *
   * @throws InterruptedException if the thread is interrupted
   */
  public Outcome run() throws InterruptedException {
    progress.stage("faces of one unit", Progress.UNKNOWN);
    Optional<UnitFaces> found = UnitFaces.of(problem, limits.maxChoices());
    if (found.isEmpty()) {
      return new TooMany(Optional.empty());
    }
    UnitFaces faces = found.get();
    BigInteger choices = problem.multisets(faces.states().size());
    if (choices.compareTo(BigInteger.valueOf(limits.maxChoices())) > 0) {
      return new TooMany(Optional.of(choices));
    }
    List<String> answers =
        new ChoiceBlocks(problem, faces.states().size(), choices.intValueExact(), limits.workers())
            .decide(
                new FaceDecider(problem, faces),
                "choices of a face and a sign for each unit",
                checkpoint,
                progress);
    return new Complete(FaceCensusResult.of(problem, faces, answers));
  }
}
