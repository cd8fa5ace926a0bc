package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dlmcert.census.CensusProblem;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.model.Weights;

/** The least loss of all weights, with weights that have it and the proof that none have less. */
public final class LeastLoss {
  private final CensusProblem problem;
  private final Weights weights;
  private final Rational loss;
  private final List<List<BigInteger>> vectors;
  private final List<String> steps; // a bound names its vector by "#" and its number

  private LeastLoss(
      CensusProblem problem,
      Weights weights,
      Rational loss,
      List<List<BigInteger>> vectors,
      List<String> steps) {
    this.problem = problem;
    this.weights = weights;
    this.loss = loss;
    this.vectors = List.copyOf(vectors);
    this.steps = List.copyOf(steps);
  }

  /** Puts the result together; steps as {@link BoundStep#text} writes them. */
  static LeastLoss of(CensusProblem problem, Weights weights, Rational loss, List<String> steps) {
    Map<String, Integer> numbers = new LinkedHashMap<>();
    List<List<BigInteger>> vectors = new ArrayList<>();
    List<String> numbered = new ArrayList<>(steps.size());
    for (String step : steps) {
      if (step.charAt(0) != 'b') {
        numbered.add(step);
        continue;
      }
      int end = step.indexOf(' ');
      String vector = step.substring(1, end);
      Integer number = numbers.get(vector);
      if (number == null) {
        number = numbers.size();
        numbers.put(vector, number);
        vectors.add(((BoundStep.Bound) BoundStep.parse(step)).vector());
      }
      numbered.add("b" + number + step.substring(end));
    }
    return new LeastLoss(problem, weights, loss, vectors, numbered);
  }

  public CensusProblem problem() {
    return problem;
  }

  /** Weights with the least loss. */
  public Weights weights() {
    return weights;
  }

  public Rational loss() {
    return loss;
  }

  /** The vectors μ that bound the loss; none if it is 0. */
  public List<List<BigInteger>> vectors() {
    return vectors;
  }

  /** The number of nodes of the tree. */
  public int nodes() {
    return steps.size();
  }

  /** The number of nodes whose weights a vector bounds. */
  public long boundedNodes() {
    return steps.stream().filter(step -> step.charAt(0) == 'b').count();
  }

  /**
   * The number of products of a closed cell and a sign of the output weight for each hidden unit,
   * units of equal noise unordered: what the tree is about. Empty where counting cells is much
   * work.
   */
  public Optional<BigInteger> products() {
    return CellCount.of(problem.inputs())
        .filter(cells -> cells.bitLength() < Integer.SIZE - 2)
        .map(cells -> problem.multisets(2 * cells.intValueExact()));
  }

  /** The nodes, of which a bound has the number of its vector in place of the vector. */
  List<String> steps() {
    return steps;
  }

  /** Writes the fields {@code vectors} and {@code tree} (proofs/format.md, 5.33). */
  public void writeTree(CanonicalJson json) {
    LeastLossCertificate.tree(this, json);
  }

  /** The certificate of the least loss. */
  public Certificate certificate() {
    return LeastLossCertificate.of(this);
  }
}
