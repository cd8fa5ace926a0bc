package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.pattern.OpenCell;
import org.dlmcert.pattern.PatternScope;
import org.dlmcert.progress.Progress;

/**
 * For given noise, tries the patterns that points of the network have, and only these: all sign
 * vectors of one unit, then all choices of one for each unit (proofs/soundness.md, section 17). A
 * complete decision for the scopes {@code realizable} and {@code every-w}, as far as the budget
 * goes.
 */
final class RealizableCells implements Method {
  @Override
  public MethodName name() {
    return MethodName.TREE;
  }

  @Override
  public Attempt attempt(
      FullRankProblem problem, PatternScope scope, Budget budget, Progress progress) {
    if (scope == PatternScope.ALL
        || !(problem instanceof FullRankProblem.OneLayer layer)
        || layer.hasGenericNoise()
        || layer.slope().isZero()) {
      return Attempt.INAPPLICABLE;
    }
    Optional<Integer> zero =
        IntStream.range(0, layer.samples()).filter(layer::isZeroSample).boxed().findFirst();
    if (zero.isPresent()) {
      List<List<Rational>> rows =
          OpenCellRefutation.repeated(layer, OpenCell.point(layer.inputs()));
      return new Attempt.Decided(
          OpenCellRefutation.at(layer, rows, new int[] {zero.get()}).orElseThrow());
    }
    // Independent samples have all sign vectors.
    long bits = (long) MatrixRank.of(layer.inputs()).rank() * layer.units();
    long most = budget.chosenPatterns().orElseGet(() -> CheckerWork.cellChoices(layer));
    if (bits >= Long.SIZE - 1 || 1L << bits > most) {
      return limited(budget, "points have at least 2^" + bits + " patterns");
    }
    progress.stage("cells of one unit", Progress.UNKNOWN);
    Optional<CellEnumeration> cells =
        CellEnumeration.of(
            layer.inputs(),
            scope == PatternScope.REALIZABLE ? SignConvention.OPEN : SignConvention.HALF_OPEN,
            mostCells(most, layer.units()),
            progress::step);
    return cells.isPresent()
        ? decide(layer, scope, cells.get(), budget.threads(), progress)
        : limited(budget, "points have more patterns than the limit");
  }

  private static Attempt decide(
      FullRankProblem.OneLayer layer,
      PatternScope scope,
      CellEnumeration found,
      int threads,
      Progress progress) {
    BigInteger count = BigInteger.valueOf(found.cells().size()).pow(layer.units());
    progress.stage("choices of a cell for each unit", Progress.UNKNOWN);
    CellChoices.Answer answer = CellChoices.tryAll(layer, found.cells(), threads, progress);
    if (answer instanceof CellChoices.AllIndependent all) {
      return new Attempt.Decided(new CellsEvidence(all.primes(), found.tree()), Optional.of(count));
    }
    CellChoices.Deficient deficient = (CellChoices.Deficient) answer;
    RationalMatrix weights =
        RationalMatrix.ofRows(
            layer.inputs().rows(), deficient.cells().stream().map(Cell::point).toList());
    return new Attempt.Decided(
        scope == PatternScope.REALIZABLE
            ? new Evidence.OpenCell(weights, deficient.nullVector())
            : new PointEvidence(weights, deficient.nullVector()),
        Optional.of(count));
  }

  /** The most cells c such that there are no more choices c^units. */
  private static int mostCells(long mostChoices, int units) {
    BigInteger most = BigInteger.valueOf(mostChoices);
    int low = 1;
    // A power of 64 or more leaves room for one cell only.
    int high = units >= Long.SIZE ? 1 : (int) Math.min(mostChoices, Integer.MAX_VALUE - 1);
    while (low < high) {
      int middle = low + (high - low + 1) / 2;
      if (BigInteger.valueOf(middle).pow(units).compareTo(most) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  private static Attempt limited(Budget budget, String because) {
    return new Attempt.Limited(
        budget.chosenPatterns().isPresent()
            ? "--max-patterns " + budget.maxPatterns()
            : "the checker's work: " + CheckerWork.LIMIT,
        because,
        "a larger --max-patterns, or generic noise, for which the partition is a complete"
            + " decision");
  }
}
