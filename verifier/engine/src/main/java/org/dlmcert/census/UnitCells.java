package org.dlmcert.census;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.dlmcert.cells.Cell;
import org.dlmcert.cells.CellEnumeration;
import org.dlmcert.cells.CellTree;
import org.dlmcert.cells.OpenCells;
import org.dlmcert.cells.SignConvention;
import org.dlmcert.cells.SignVector;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The open cells of one unit on the nonzero inputs, and the proof that there are no others: their
 * number, where the inputs are in general position, and otherwise a tree of sign vectors.
 */
public final class UnitCells {
  /**
   * What is needed of a cell, or of a face of it.
   *
   * @param signs + at zero inputs
   * @param boundingSamples whose signs describe it; ascending
   * @param zeroSamples on whose hyperplanes it lies; none for a cell
   */
  record Choice(SignVector signs, int[] boundingSamples, int[] zeroSamples) {}

  private final RationalMatrix inputs;
  private final OpenCells open;
  private final Map<Integer, Choice> choices = new ConcurrentHashMap<>(); // made when asked for

  private UnitCells(RationalMatrix inputs, OpenCells open) {
    this.inputs = inputs;
    this.open = open;
  }

  /**
   * Finds the cells of X (d×N).
   *
   * @return empty if there are more than the limit
   * @throws InterruptedException if the thread is interrupted
   */
  static Optional<UnitCells> of(RationalMatrix inputs, int limit, IntConsumer progress)
      throws InterruptedException {
    return OpenCells.of(inputs, limit, progress).map(open -> new UnitCells(inputs, open));
  }

  public int size() {
    return open.size();
  }

  /** The cells, + before - at the first sample in which two differ. */
  public List<Cell> cells() {
    return open.cells();
  }

  OpenCells open() {
    return open;
  }

  Choice choice(int cell) {
    return choices.computeIfAbsent(
        cell, c -> new Choice(open.cells().get(c).signs(), open.boundingSamples(c), new int[0]));
  }

  /**
   * The field {@code cells} of the evidence (proofs/format.md, 5.26).
   *
   * @throws IllegalStateException if the two enumerations disagree
   */
  Map<String, Object> evidence() {
    List<List<String>> points =
        open.cells().stream()
            .map(cell -> cell.point().stream().map(Rational::toString).toList())
            .toList();
    if (open.directions() == 0 || open.isInGeneralPosition(inputs.rows())) {
      return Map.of("points", points);
    }
    return Map.of("tree", tree(points));
  }

  private List<Object> tree(List<List<String>> points) {
    int[] nonzero =
        IntStream.range(0, inputs.columns())
            .filter(
                n -> IntStream.range(0, inputs.rows()).anyMatch(j -> !inputs.get(j, n).isZero()))
            .toArray();
    CellEnumeration enumeration =
        CellEnumeration.of(
                inputs.columns(nonzero), SignConvention.OPEN, Integer.MAX_VALUE, count -> {})
            .orElseThrow();
    if (enumeration.cells().size() != points.size()) {
      throw new IllegalStateException(
          enumeration.cells().size() + " cells in the tree, " + points.size() + " from rays");
    }
    List<Object> nodes = new ArrayList<>();
    int cell = 0;
    for (CellTree.Node node : enumeration.tree().nodes()) {
      if (node instanceof CellTree.Empty empty) {
        nodes.add(
            empty.multipliers().stream()
                .map(m -> List.<Object>of(nonzero[m.sample()], text(m.factor())))
                .toList());
      } else if (node instanceof CellTree.Leaf) {
        nodes.add(points.get(cell++));
      } else {
        nodes.add(0);
      }
    }
    return nodes;
  }

  private static String text(BigInteger value) {
    return value.toString();
  }
}
