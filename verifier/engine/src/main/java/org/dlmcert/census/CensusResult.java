package org.dlmcert.census;

import java.math.BigInteger;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.dlmcert.certificate.Certificate;
import org.dlmcert.certificate.NetworkSetting;
import org.dlmcert.certificate.Proof;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;

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
  public record LossCount(Rational loss, long cells, long zeroOutputCells, MinimumPoint first)
      implements WritableObject {
    @Override
    public void writeFields(CanonicalJson json) {
      json.field("loss").rational(loss);
      json.field("cells").integer(cells);
      json.field("cells_with_zero_output_weights").integer(zeroOutputCells);
    }
  }

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
    withMinima(
        problem,
        cells,
        answers,
        (chosen, line) -> {
          LossCount before = byLoss.get(line.loss());
          byLoss.put(
              line.loss(),
              before == null
                  ? new LossCount(
                      line.loss(),
                      line.cells(),
                      line.zeroOutputCells(),
                      first(problem, cells, chosen, line))
                  : new LossCount(
                      line.loss(),
                      before.cells() + line.cells(),
                      before.zeroOutputCells() + line.zeroOutputCells(),
                      before.first().hasZeroOutput() && line.cells() > 0
                          ? first(problem, cells, chosen, line)
                          : before.first()));
        });
    return new CensusResult(problem, cells, prime, answers, List.copyOf(byLoss.values()));
  }

  /** Visits the choices that have minima, in order. */
  private static void withMinima(
      CensusProblem problem,
      UnitCells cells,
      List<String> answers,
      BiConsumer<int[], ChoiceLine> visit) {
    Choices choices = new Choices(problem, cells.size());
    for (String text : answers) {
      ChoiceLine line = ChoiceLine.read(text);
      if (line.hasMinima()) {
        visit.accept(choices.current(), line);
      }
      choices.advance();
    }
  }

  /** The first minimum of a choice, with every output weight nonzero if it has one. */
  private static MinimumPoint first(
      CensusProblem problem, UnitCells cells, int[] chosen, ChoiceLine line) {
    ChoiceAnswer.Minimum shown =
        line.minima(problem, chosen).stream()
            .filter(minimum -> line.cells() == 0 || !minimum.hasZeroOutput())
            .findFirst()
            .orElseThrow();
    return MinimumPoint.of(problem, cells, chosen, line.loss(), shown);
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
    withMinima(
        problem,
        cells,
        answers,
        (chosen, line) ->
            line.minima(problem, chosen)
                .forEach(
                    minimum ->
                        visit.accept(
                            MinimumPoint.of(problem, cells, chosen, line.loss(), minimum))));
  }

  /** The certificate of kind {@code minima} (proofs/format.md, 5.26). */
  public Certificate certificate() {
    return Certificate.of(problem.instance(), this::writeClaim, new MinimaEvidence());
  }

  private void writeClaim(CanonicalJson json) {
    json.field("property").string("differentiable-minima");
    writeClaimFields(json);
  }

  /** Writes the fields of the claim after {@code property} (proofs/format.md, 4.5). */
  public void writeClaimFields(CanonicalJson json) {
    json.field("verdict").string(kind().name());
    NetworkSetting.of(problem.instance()).write(json);
    json.field("cells_nonzero_output").integer(cellsWithNonzeroOutput());
    json.field("cells_zero_output").integer(cellsWithZeroOutput());
    json.field("minima").list(losses, loss -> loss.write(json));
  }

  /** Writes the fields of the evidence (proofs/format.md, 5.26). */
  public void writeEvidenceFields(CanonicalJson json) {
    json.field("cells").value(cells);
    json.field("prime").integer(prime);
    json.field("choices").list(answers, text -> json.canonical(ChoiceLine.read(text).entry()));
  }

  private final class MinimaEvidence implements Proof {
    @Override
    public String kind() {
      return "minima";
    }

    @Override
    public void writeFields(CanonicalJson json) {
      writeEvidenceFields(json);
    }
  }
}
