package org.dlmcert.certify.layer;

import java.math.BigInteger;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.certificate.CheckerWork;
import org.dlmcert.certificate.Refutation;
import org.dlmcert.certify.choices.CellChoices;
import org.dlmcert.certify.choices.CellWalk;
import org.dlmcert.certify.claim.GivenLayer;
import org.dlmcert.certify.method.Attempt;
import org.dlmcert.certify.method.Budget;
import org.dlmcert.certify.method.Method;
import org.dlmcert.certify.method.MethodName;
import org.dlmcert.certify.proof.CellsEvidence;
import org.dlmcert.certify.refutation.LayerRefutation;
import org.dlmcert.certify.refutation.OpenCellEvidence;
import org.dlmcert.certify.refutation.PointEvidence;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * For given noise, tries the patterns that points of the network have, and only these: all sign
 * vectors of one unit, then all choices of one for each unit (proofs/soundness.md, section 17). A
 * complete decision for the scopes {@code realizable} and {@code every-w}, as far as the budget
 * goes.
 */
public final class RealizableCells implements Method<GivenLayer> {
  /** No more are looked for: hundreds of megabytes. */
  private static final int MOST_CELLS = 1 << 20;

  /** So much is spent on refuting what is too much for the checker: seconds. */
  private static final long REFUTING = 1L << 30;

  /**
   * Operations of linear programs, about N·d^4 for a cell, of about a microsecond: seconds. More is
   * spent only where the checker can try all choices of that many cells for all units.
   */
  private static final long LOOKING = 1L << 23;

  private static final String REFUTED_ONLY =
      "; the check of all would take longer, so only a deficient one was looked for";

  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(GivenLayer layer, Budget budget, Progress progress) {
    if (layer.scope() == PatternScope.ALL) {
      return Attempt.INAPPLICABLE;
    }
    Optional<Integer> zero =
        IntStream.range(0, layer.samples()).filter(layer::isZeroSample).boxed().findFirst();
    if (zero.isPresent()) {
      return new Attempt.Decided(
          LayerRefutation.anyPattern(layer, new int[] {zero.get()}).orElseThrow());
    }
    progress.stage("cells of one unit", Progress.UNKNOWN);
    CellEnumeration found =
        CellEnumeration.first(
            layer.inputs(),
            layer.scope() == PatternScope.REALIZABLE
                ? SignConvention.OPEN
                : SignConvention.HALF_OPEN,
            mostCells(layer, budget),
            progress::step);
    progress.stage("choices of a cell for each unit", Progress.UNKNOWN);
    CellChoices.Answer answer =
        found.cells().isEmpty()
            ? new CellChoices.Stopped(0)
            : CellChoices.tryFirst(
                layer.family(),
                found.cells(),
                limits(layer, found, budget),
                budget.workers().threads(),
                progress);
    if (answer instanceof CellChoices.Refuted refuted) {
      return new Attempt.Decided(evidence(layer, refuted.choice()), count(layer, found));
    }
    if (answer instanceof CellChoices.AllIndependent all && found.isComplete()) {
      return new Attempt.Decided(
          new CellsEvidence(all.primes(), found.tree()), count(layer, found));
    }
    if (answer instanceof CellChoices.Interrupted part) {
      return new Attempt.Limited(
          "interrupted", tried(layer, found, part.tried()), "more time (a longer --timeout)");
    }
    long tried =
        answer instanceof CellChoices.AllIndependent all
            ? all.tried()
            : ((CellChoices.Stopped) answer).tried();
    // Without a limit of one's own it is the checker's work that allows no more cells.
    return tried < budget.chosenPatterns().orElse(0)
        ? new Attempt.Limited(
            "cells of one unit: " + found.cells().size(),
            tried(layer, found, tried),
            "no limit that can be raised: the cells are too many; " + Attempt.NEARBY)
        : limited(
            budget, isCheckable(layer, found) ? "" : REFUTED_ONLY, tried(layer, found, tried));
  }

  private static Refutation evidence(GivenLayer layer, CellWalk.Deficient choice) {
    RationalMatrix weights =
        RationalMatrix.ofRows(
            layer.inputs().rows(), choice.cells().stream().map(Cell::point).toList());
    return layer.scope() == PatternScope.REALIZABLE
        ? new OpenCellEvidence(weights, choice.nullVector())
        : new PointEvidence(weights, choice.nullVector());
  }

  /** The number of patterns, if all cells are known. */
  private static Optional<BigInteger> count(GivenLayer layer, CellEnumeration found) {
    return found.isComplete()
        ? Optional.of(BigInteger.valueOf(found.cells().size()).pow(layer.units()))
        : Optional.empty();
  }

  /** So many choices need no more cells, as a new one takes a new choice. */
  private static int mostCells(GivenLayer layer, Budget budget) {
    if (budget.chosenPatterns().isPresent()) {
      BigInteger chosen = BigInteger.valueOf(budget.maxPatterns());
      int enough = Math.max(cells(layer.units(), chosen), affordableCells(layer));
      return (int) Math.min(budget.maxPatterns(), Math.min(enough, MOST_CELLS));
    }
    long each = Math.max(1, CheckerWork.cell(layer.inputs().rows(), layer.samples(), 0));
    BigInteger most = CheckerWork.LIMIT.divide(BigInteger.valueOf(each));
    return Math.max(
        cells(layer.units(), most),
        Math.min(cells(neededUnits(layer), most), affordableCells(layer)));
  }

  /** The most cells of which there are no more choices for so many units. */
  private static int cells(int units, BigInteger choices) {
    int low = 1;
    int high = units >= Long.SIZE ? 1 : MOST_CELLS;
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (BigInteger.valueOf(middle).pow(units).compareTo(choices) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static int affordableCells(GivenLayer layer) {
    BigInteger each =
        BigInteger.valueOf(layer.inputs().rows())
            .pow(4)
            .multiply(BigInteger.valueOf(layer.samples()))
            .max(BigInteger.ONE);
    return BigInteger.valueOf(LOOKING)
        .divide(each)
        .max(BigInteger.ONE)
        .min(BigInteger.valueOf(MOST_CELLS))
        .intValueExact();
  }

  /** So many units at least have to have cells before the rank can be N. */
  private static int neededUnits(GivenLayer layer) {
    int rank = Math.max(1, MatrixRank.of(layer.inputs()).rank());
    return Math.min(layer.units(), (layer.samples() + rank - 1) / rank);
  }

  /** Whether the checker can try all choices, if N is reached with as few units as can be. */
  private static boolean isCheckable(GivenLayer layer, CellEnumeration found) {
    int needed = neededUnits(layer);
    int before = Math.max(0, layer.samples() - layer.inputs().rows());
    BigInteger last =
        BigInteger.valueOf(CheckerWork.cell(layer.inputs().rows(), layer.samples(), before));
    return found.isComplete()
        && BigInteger.valueOf(found.cells().size())
                .pow(needed)
                .multiply(last)
                .compareTo(CheckerWork.LIMIT)
            <= 0;
  }

  private static CellWalk.Limits limits(GivenLayer layer, CellEnumeration found, Budget budget) {
    if (budget.chosenPatterns().isPresent()) {
      return new CellWalk.Limits(budget.maxPatterns(), Long.MAX_VALUE);
    }
    BigInteger work =
        CheckerWork.LIMIT.subtract(
            CheckerWork.cells(layer.family().rows(), layer.samples(), found.cells().size()));
    return new CellWalk.Limits(
        Long.MAX_VALUE, isCheckable(layer, found) ? Math.max(0, work.longValueExact()) : REFUTING);
  }

  private static String tried(GivenLayer layer, CellEnumeration found, long tried) {
    String all =
        count(layer, found)
            .map(count -> "of " + Attempt.about(count))
            .orElse(
                "of more than "
                    + Attempt.about(BigInteger.valueOf(found.cells().size()).pow(layer.units())));
    return tried + " choices of a cell for each unit tried (" + all + "), none deficient";
  }

  private static Attempt limited(Budget budget, String besides, String because) {
    return budget.chosenPatterns().isPresent()
        ? new Attempt.Limited(
            "--max-patterns " + budget.maxPatterns(),
            because,
            "a larger --max-patterns, as far as time and the checker go; " + Attempt.NEARBY)
        : new Attempt.Limited(
            "the checker's work: " + CheckerWork.LIMIT,
            because + besides,
            "nothing for certain: --max-patterns with a larger number looks further for a deficient"
                + " choice; "
                + Attempt.NEARBY);
  }
}
