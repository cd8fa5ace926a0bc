package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.dlmcert.exact.Bareiss;
import org.dlmcert.exact.IntegerKernel;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * The open cells of the central arrangement of the inputs X (d×N), found from their extreme rays
 * without a linear program, with the samples that bound each of them.
 *
 * <p>Let r be the rank of X. Over r independent coordinates every cell is a pointed cone, so it is
 * spanned by its extreme rays. An extreme ray is orthogonal to r - 1 independent inputs. Conversely
 * the cells around a ray ρ have the signs of ρ where it is not orthogonal to the input, and on the
 * inputs orthogonal to it the sign vectors of the arrangement of these inputs alone, whose rank is
 * r - 1. So all cells are found from all rays, and the sum of its rays is a point inside a cell.
 * There are at most C(N, r-1) pairs of opposite rays; in general position a ray bounds 2^{r-1}
 * cells. A sample with zero input has the sign + by convention.
 *
 * <p>A hyperplane bounds a cell exactly if the sign vector on its other side, with the signs of all
 * inputs parallel to it changed, is a cell too. So the bounding samples need no linear program
 * either, and their inequalities alone describe the cell.
 */
public final class OpenCells {
  private final List<Cell> cells;
  private final Set<SignVector> vectors;
  private final ParallelInputs parallel;

  private OpenCells(List<Cell> cells, ParallelInputs parallel) {
    this.cells = List.copyOf(cells);
    this.parallel = parallel;
    this.vectors = new HashSet<>();
    cells.forEach(cell -> vectors.add(cell.signs()));
  }

  /**
   * Finds all open cells.
   *
   * @param inputs X, d×N
   * @param limit the most cells to find
   * @param progress hears the number of rays looked at
   * @return empty if there are more cells than the limit
   * @throws InterruptedException if the thread is interrupted
   */
  public static Optional<OpenCells> of(RationalMatrix inputs, int limit, IntConsumer progress)
      throws InterruptedException {
    ParallelInputs parallel = ParallelInputs.of(inputs.clearColumns().matrix());
    Bareiss echelon = Bareiss.eliminate(parallel.directions().transpose());
    int[] coordinates = echelon.profile().columnIndices();
    IntegerMatrix independent = parallel.directions().rows(coordinates);
    Rays rays = new Rays(independent, limit, progress);
    Optional<Map<BitSet, BigInteger[]>> found = rays.cells();
    return found.map(
        all -> {
          List<Cell> cells = new ArrayList<>();
          all.forEach(
              (plus, point) ->
                  cells.add(
                      new Cell(parallel.signs(plus), embedded(point, coordinates, inputs.rows()))));
          cells.sort((a, b) -> a.signs().compareTo(b.signs()));
          return new OpenCells(cells, parallel);
        });
  }

  private static List<Rational> embedded(BigInteger[] point, int[] coordinates, int dimensions) {
    Rational[] all = new Rational[dimensions];
    Arrays.fill(all, Rational.ZERO);
    List<BigInteger> primitive = IntegerVectors.primitive(List.of(point));
    for (int k = 0; k < coordinates.length; k++) {
      all[coordinates[k]] = Rational.of(primitive.get(k));
    }
    return List.of(all);
  }

  /** The cells, + before - at the first sample in which two differ; points have integer entries. */
  public List<Cell> cells() {
    return cells;
  }

  public int size() {
    return cells.size();
  }

  /** The first sample of every line whose hyperplane bounds the cell, ascending. */
  public int[] boundingSamples(int cell) {
    SignVector signs = cells.get(cell).signs();
    return IntStream.range(0, parallel.classes())
        .filter(k -> vectors.contains(parallel.flipped(signs, k)))
        .map(parallel::first)
        .toArray();
  }

  /** The search over rays. */
  private static final class Rays {
    private final IntegerMatrix columns; // r×M of rank r, pairwise not parallel
    private final int limit;
    private final IntConsumer progress;
    private final Map<BitSet, BigInteger[]> cells = new LinkedHashMap<>();
    private final Set<BitSet> flats = new HashSet<>();
    private int looked;

    Rays(IntegerMatrix columns, int limit, IntConsumer progress) {
      this.columns = columns;
      this.limit = limit;
      this.progress = progress;
    }

    /** Per cell the samples with + and the sum of its rays. */
    Optional<Map<BitSet, BigInteger[]>> cells() throws InterruptedException {
      int rank = columns.rows();
      if (rank == 0) {
        cells.put(new BitSet(), new BigInteger[0]);
      } else if (!subsets(new int[rank - 1], 0, 0)) {
        return Optional.empty();
      }
      return cells.size() > limit ? Optional.empty() : Optional.of(cells);
    }

    private boolean subsets(int[] chosen, int size, int from) throws InterruptedException {
      if (size == chosen.length) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        progress.accept(++looked);
        IntegerMatrix kernel = IntegerKernel.basis(columns.columns(chosen).transpose());
        return kernel.rows() != 1 || ray(kernel.row(0));
      }
      for (int n = from; n <= columns.columns() - (chosen.length - size); n++) {
        chosen[size] = n;
        if (!subsets(chosen, size + 1, n + 1)) {
          return false;
        }
      }
      return true;
    }

    /** Adds the ray and its opposite to the cells around them; false beyond the limit. */
    private boolean ray(List<BigInteger> ray) throws InterruptedException {
      BitSet positive = new BitSet();
      BitSet zero = new BitSet();
      for (int n = 0; n < columns.columns(); n++) {
        int sign = columns.dot(ray, n).signum();
        positive.set(n, sign > 0);
        zero.set(n, sign == 0);
      }
      if (!flats.add(zero)) {
        return true;
      }
      int[] orthogonal = zero.stream().toArray();
      BitSet negative = new BitSet();
      negative.set(0, columns.columns());
      negative.andNot(positive);
      negative.andNot(zero);
      List<BigInteger> opposite = ray.stream().map(BigInteger::negate).toList();
      for (BitSet local : local(orthogonal)) {
        add(around(positive, local, orthogonal), ray);
        add(around(negative, local, orthogonal), opposite);
      }
      return cells.size() <= limit;
    }

    private Set<BitSet> local(int[] orthogonal) throws InterruptedException {
      int rank = columns.rows() - 1;
      if (orthogonal.length == rank && rank < Integer.SIZE - 1) {
        Set<BitSet> all = new HashSet<>();
        for (int bits = 0; bits < 1 << rank; bits++) {
          all.add(BitSet.valueOf(new long[] {bits}));
        }
        return all;
      }
      IntegerMatrix part = columns.columns(orthogonal);
      int[] coordinates = Bareiss.eliminate(part.transpose()).profile().columnIndices();
      return new Rays(part.rows(coordinates), Integer.MAX_VALUE, count -> {})
          .cells()
          .orElseThrow()
          .keySet();
    }

    private static BitSet around(BitSet off, BitSet local, int[] orthogonal) {
      BitSet plus = (BitSet) off.clone();
      for (int k = 0; k < orthogonal.length; k++) {
        plus.set(orthogonal[k], local.get(k));
      }
      return plus;
    }

    private void add(BitSet plus, List<BigInteger> ray) {
      BigInteger[] sum =
          cells.computeIfAbsent(
              plus,
              key -> {
                BigInteger[] zeros = new BigInteger[ray.size()];
                Arrays.fill(zeros, BigInteger.ZERO);
                return zeros;
              });
      for (int j = 0; j < sum.length; j++) {
        sum[j] = sum[j].add(ray.get(j));
      }
    }
  }
}
