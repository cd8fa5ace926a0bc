package org.dlmcert.least;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.function.BooleanSupplier;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.exact.Rational;
import org.dlmcert.task.Work;
import org.jspecify.annotations.Nullable;

/**
 * Explores below nodes, and says in words what it has found. What is sent is the problem; its forms
 * in integers and in floating point follow from it.
 */
final class ExplorationWork implements Work<ExplorationWork.Start, ArrayList<String>> {
  private static final long serialVersionUID = 1L;

  private final CensusProblem problem;
  private final int nodes;
  private transient @Nullable FloatProblem scaled;
  private final transient @Nullable BooleanSupplier late;

  /**
   * Where an exploration begins.
   *
   * @param state the node, as its text
   * @param squares the loss to bound by
   * @param floatSquares the same in floating point, nearly
   */
  record Start(String state, Rational squares, double floatSquares) implements Serializable {}

  /**
   * Prepares.
   *
   * @param nodes the most nodes of an exploration
   * @param late the clock of this process, which other machines do not look at: they end after so
   *     many nodes
   */
  ExplorationWork(FloatProblem scaled, int nodes, BooleanSupplier late) {
    this.problem = scaled.exact.problem();
    this.nodes = nodes;
    this.scaled = scaled;
    this.late = late;
  }

  @Override
  public Worker<Start, ArrayList<String>> worker() {
    FloatProblem from = scaled();
    BooleanSupplier clock = late == null ? () -> false : late;
    return (start, pointless) ->
        new ArrayList<>(
            ExplorationText.write(
                new Exploration(
                        from, SignState.parse(start.state), start.squares, start.floatSquares)
                    .run(nodes, clock)));
  }

  private synchronized FloatProblem scaled() {
    if (scaled == null) {
      scaled = new FloatProblem(new LeastProblem(problem));
    }
    return scaled;
  }
}
