package org.dlmcert.census;

import java.math.BigInteger;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.dlmcert.certify.Certificate;
import org.dlmcert.certify.Subject;
import org.dlmcert.exact.Rational;

/** A finished census: counts, losses, minima, and the certificate. */
public final class CensusResult {
  private final CensusProblem problem;
  private final UnitCells cells;
  private final int prime;
  private final List<String> answers; // one per choice, in order
  private final List<LossCount> losses;

  /** What there is to say in one word. */
  public enum Kind {
    /** There is no differentiable local minimum. */
    NONE,
    /** There are, and all have loss 0. */
    ALL_GLOBAL,
    /** Some have positive loss. */
    BAD_MINIMA
  }

  /**
   * A loss that minima have.
   *
   * @param cells the number of cells with such minima in which every output weight is nonzero
   * @param zeroOutputCells the number of the other cells
   * @param first the first minimum found, with every output weight nonzero if there is one
   */
  public record LossCount(Rational loss, long cells, long zeroOutputCells, MinimumPoint first) {}

  private CensusResult(
      CensusProblem problem,
      UnitCells cells,
      int prime,
      List<String> answers,
      List<LossCount> losses) {
    this.problem = problem;
    this.cells = cells;
    this.prime = prime;
    this.answers = answers;
    this.losses = List.copyOf(losses);
  }

  static CensusResult of(CensusProblem problem, UnitCells cells, int prime, List<String> answers) {
    TreeMap<Rational, LossCount> byLoss = new TreeMap<>();
    walk(
        problem,
        cells,
        answers,
        point -> {
          long zero = point.hasZeroOutput() ? 1 : 0;
          byLoss.merge(
              point.loss(),
              new LossCount(point.loss(), 1 - zero, zero, point),
              (a, b) ->
                  new LossCount(
                      a.loss(),
                      a.cells() + b.cells(),
                      a.zeroOutputCells() + b.zeroOutputCells(),
                      a.first().hasZeroOutput() && !b.first().hasZeroOutput()
                          ? b.first()
                          : a.first()));
        });
    return new CensusResult(problem, cells, prime, answers, List.copyOf(byLoss.values()));
  }

  private static void walk(
      CensusProblem problem, UnitCells cells, List<String> answers, Consumer<MinimumPoint> visit) {
    Choices choices = new Choices(problem, cells.size());
    for (String text : answers) {
      int[] chosen = choices.current();
      ChoiceAnswer answer = AnswerText.read(text);
      for (ChoiceAnswer.Minimum minimum : answer.minima(problem, chosen)) {
        visit.accept(MinimumPoint.of(problem, cells, chosen, answer.loss(), minimum));
      }
      choices.advance();
    }
  }

  public CensusProblem problem() {
    return problem;
  }

  /** The cells of one unit. */
  public UnitCells cells() {
    return cells;
  }

  /** The losses that minima have, ascending. */
  public List<LossCount> losses() {
    return losses;
  }

  /** The number of cells in which every output weight is nonzero. */
  public BigInteger cellsWithNonzeroOutput() {
    return problem.multisets(2 * cells.size());
  }

  /** The number of the other cells. */
  public BigInteger cellsWithZeroOutput() {
    return problem.multisets(3 * cells.size()).subtract(cellsWithNonzeroOutput());
  }

  public Kind kind() {
    if (losses.isEmpty()) {
      return Kind.NONE;
    }
    return losses.get(losses.size() - 1).loss().isZero() ? Kind.ALL_GLOBAL : Kind.BAD_MINIMA;
  }

  /** The minimum of the same cell that is farthest from all kinks. */
  public MinimumPoint interior(MinimumPoint minimum) {
    return InteriorMinimum.of(problem, cells, minimum);
  }

  /** Visits one minimum of every cell that has any, in the order of the certificate. */
  public void forEachMinimum(Consumer<MinimumPoint> visit) {
    walk(problem, cells, answers, visit);
  }

  /** The certificate of kind {@code minima} (proofs/format.md, 5.26). */
  public Certificate certificate() {
    Map<String, Object> claim = new LinkedHashMap<>();
    claim.put("property", "differentiable-minima");
    claim.put("verdict", kind().name());
    claim.put("widths", problem.instance().network().widths());
    claim.put("slope", problem.slope().toString());
    claim.put("bias", problem.bias());
    claim.put("noise", problem.noiseWord());
    claim.put("samples", problem.samples());
    claim.put("cells_nonzero_output", cellsWithNonzeroOutput().longValueExact());
    claim.put("cells_zero_output", cellsWithZeroOutput().longValueExact());
    List<Object> minima = new ArrayList<>();
    for (LossCount count : losses) {
      Map<String, Object> entry = new LinkedHashMap<>();
      entry.put("loss", count.loss().toString());
      entry.put("cells", count.cells());
      entry.put("cells_with_zero_output_weights", count.zeroOutputCells());
      minima.add(entry);
    }
    claim.put("minima", minima);
    Map<String, Object> evidence = new LinkedHashMap<>();
    evidence.put("cells", cells.evidence());
    evidence.put("prime", prime);
    evidence.put(
        "choices",
        new AbstractList<Object>() {
          @Override
          public Object get(int index) {
            return fields(AnswerText.read(answers.get(index)));
          }

          @Override
          public int size() {
            return answers.size();
          }
        });
    return new Certificate("minima", claim, new Subject.OfInstance(problem.instance()), evidence);
  }

  private static Map<String, Object> fields(ChoiceAnswer answer) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("solution", strings(answer.solution()));
    answer
        .tree()
        .ifPresent(
            tree -> fields.put("signs", tree.nodes().stream().map(CensusResult::node).toList()));
    return fields;
  }

  private static Object node(OutputSignTree.Node node) {
    if (node instanceof OutputSignTree.Point point) {
      return strings(point.weights());
    }
    if (node instanceof OutputSignTree.Empty empty) {
      Map<String, Object> fields = new LinkedHashMap<>();
      fields.put(
          "lambda",
          empty.factors().stream()
              .map(f -> List.<Object>of(f.unit(), f.sample(), f.value().toString()))
              .toList());
      fields.put(
          "nu",
          empty.combination().stream()
              .map(c -> List.<Object>of(c.sample(), c.value().toString()))
              .toList());
      return fields;
    }
    return 0;
  }

  static List<String> strings(List<Rational> values) {
    return values.stream().map(Rational::toString).toList();
  }
}
