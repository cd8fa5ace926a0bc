package org.dlmcert.cells;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * All faces of the central arrangement of the inputs X (d×N), the open cells among them: the sign
 * vectors, with zeros, of all points.
 *
 * <p>The samples at which a face is zero form a flat: all inputs in the span of some of them. The
 * faces of a flat are the open cells of the inputs restricted to the subspace orthogonal to it.
 * Flats are found from each other by adding one line of inputs at a time.
 */
public final class Faces {
  private Faces() {}

  /**
   * A face.
   *
   * @param signs 1, 0 or -1 for every sample; 0 at zero inputs
   * @param point a point of the face
   * @param lines the lines of {@link ParallelInputs} on whose hyperplanes the face lies
   */
  public record Face(List<Integer> signs, List<Rational> point, List<Integer> lines) {
    public Face {
      signs = List.copyOf(signs);
      point = List.copyOf(point);
      lines = List.copyOf(lines);
    }

    /** Whether no input that is not zero is orthogonal to the face. */
    public boolean isOpenCell() {
      return lines.isEmpty();
    }
  }

  /**
   * Finds all faces, those of small flats first.
   *
   * @param limit the most faces to find
   * @return empty if there are more
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<List<Face>> of(RationalMatrix inputs, int limit)
      throws InterruptedException {
    IntegerMatrix directions = ParallelInputs.of(inputs.clearColumns().matrix()).directions();
    List<Face> faces = new ArrayList<>();
    Set<BitSet> seen = new HashSet<>();
    Deque<BitSet> waiting = new ArrayDeque<>();
    add(new BitSet(), directions, seen, waiting);
    while (!waiting.isEmpty()) {
      BitSet flat = waiting.remove();
      IntegerMatrix basis = orthogonal(flat, directions);
      Optional<OpenCells> cells =
          OpenCells.of(RationalMatrix.of(basis).times(inputs), limit - faces.size(), count -> {});
      if (cells.isEmpty()) {
        return Optional.empty();
      }
      for (Cell cell : cells.get().cells()) {
        faces.add(face(inputs, basis, cell, flat));
      }
      for (int k = 0; k < directions.columns(); k++) {
        if (!flat.get(k)) {
          BitSet larger = (BitSet) flat.clone();
          larger.set(k);
          add(larger, directions, seen, waiting);
        }
      }
    }
    return Optional.of(List.copyOf(faces));
  }

  private static void add(
      BitSet lines, IntegerMatrix directions, Set<BitSet> seen, Deque<BitSet> waiting) {
    IntegerMatrix restricted = orthogonal(lines, directions).times(directions);
    BitSet flat = new BitSet();
    for (int k = 0; k < directions.columns(); k++) {
      flat.set(k, restricted.columns(new int[] {k}).isZero());
    }
    if (seen.add(flat)) {
      waiting.add(flat);
    }
  }

  /** A basis of the vectors orthogonal to these lines, as rows. */
  private static IntegerMatrix orthogonal(BitSet lines, IntegerMatrix directions) {
    return IntegerKernel.basis(directions.columns(lines.stream().toArray()).transpose());
  }

  private static Face face(RationalMatrix inputs, IntegerMatrix basis, Cell cell, BitSet flat) {
    RationalMatrix point =
        RationalMatrix.ofRows(basis.rows(), List.of(cell.point())).times(RationalMatrix.of(basis));
    RationalMatrix u = point.times(inputs);
    return new Face(
        IntStream.range(0, inputs.columns()).mapToObj(n -> u.get(0, n).signum()).toList(),
        point.row(0),
        flat.stream().boxed().toList());
  }
}
