package org.dlmcert.certify.collapse;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.progress.Interruption;

/**
 * Whether the columns of blocks over F_p, which have them in common, can be divided into one group
 * for each block, in which the group's columns are independent (matroid union, Edmonds 1968).
 *
 * <p>Columns are assigned one by one along shortest augmenting paths. O(N²·D·d²) for D blocks of d
 * rows and N columns.
 */
final class BlockPartition {
  private static final int NONE = -1;

  private final PrimeField field;
  private final List<ModularMatrix> blocks;
  private final int columns;
  private final int[] group; // of each column, or NONE
  private final Coordinates[] coordinates;

  /**
   * Coordinates with respect to the columns of a group: the rows of the inverse of a square matrix
   * that begins with them.
   *
   * @param members the columns of the group
   * @param inverse d×d; the first rows belong to the members
   */
  private record Coordinates(int[] members, int[][] inverse) {}

  private BlockPartition(List<ModularMatrix> blocks, PrimeField field) {
    this.field = field;
    this.blocks = blocks;
    columns = blocks.get(0).columns();
    group = new int[columns];
    Arrays.fill(group, NONE);
    coordinates = new Coordinates[blocks.size()];
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = coordinates(i);
    }
  }

  /**
   * A set S of columns with more elements than the ranks of all blocks on S together; empty if
   * there is none, that is, if there is a partition.
   *
   * @param blocks at least one, all with the same number of columns
   */
  static Optional<BitSet> crowded(List<ModularMatrix> blocks, PrimeField field) {
    BlockPartition partition = new BlockPartition(blocks, field);
    for (int n = 0; n < partition.columns; n++) {
      Optional<BitSet> visited = partition.insert(n);
      if (visited.isPresent()) {
        return visited;
      }
    }
    return Optional.empty();
  }

  /** Assigns one more column; if that cannot be, all columns that were reached in the attempt. */
  private Optional<BitSet> insert(int first) {
    Interruption.check();
    int[] parent = new int[columns];
    BitSet visited = new BitSet();
    Deque<Integer> queue = new ArrayDeque<>();
    visited.set(first);
    queue.add(first);
    parent[first] = NONE;
    while (!queue.isEmpty()) {
      int x = queue.remove();
      for (int i = 0; i < blocks.size(); i++) {
        if (group[x] == i) {
          continue;
        }
        int[] members = coordinates[i].members();
        int[] coefficients = times(coordinates[i].inverse(), i, x);
        for (int k = members.length; k < coefficients.length; k++) {
          if (coefficients[k] != 0) {
            augment(x, i, parent);
            return Optional.empty();
          }
        }
        for (int k = 0; k < members.length; k++) {
          if (coefficients[k] != 0 && !visited.get(members[k])) {
            visited.set(members[k]);
            parent[members[k]] = x;
            queue.add(members[k]);
          }
        }
      }
    }
    return Optional.of(visited);
  }

  /** Moves a column into a group, its parent into the group it leaves, and so on. */
  private void augment(int last, int into, int[] parent) {
    int target = into;
    for (int x = last; x != NONE; x = parent[x]) {
      int left = group[x];
      group[x] = target;
      target = left;
    }
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = coordinates(i);
    }
  }

  private int[] times(int[][] inverse, int block, int column) {
    int[] product = new int[inverse.length];
    for (int r = 0; r < product.length; r++) {
      int sum = 0;
      for (int j = 0; j < product.length; j++) {
        sum = field.add(sum, field.multiply(inverse[r][j], blocks.get(block).get(j, column)));
      }
      product[r] = sum;
    }
    return product;
  }

  /** Gauss and Jordan on the columns of a group beside the identity. */
  private Coordinates coordinates(int block) {
    ModularMatrix matrix = blocks.get(block);
    int d = matrix.rows();
    int[] members = new int[Math.min(d, columns)];
    int count = 0;
    for (int n = 0; n < columns; n++) {
      if (group[n] == block) {
        members[count++] = n;
      }
    }
    int[][] rows = new int[d][count + d];
    for (int r = 0; r < d; r++) {
      for (int k = 0; k < count; k++) {
        rows[r][k] = matrix.get(r, members[k]);
      }
      rows[r][count + r] = 1;
    }
    for (int k = 0; k < count; k++) {
      int pivot = k;
      while (rows[pivot][k] == 0) {
        pivot++;
      }
      int[] row = rows[pivot];
      rows[pivot] = rows[k];
      rows[k] = row;
      field.scale(row, 0, field.inverse(row[k]), row.length);
      for (int r = 0; r < d; r++) {
        if (r != k && rows[r][k] != 0) {
          field.addScaled(rows[r], 0, field.negate(rows[r][k]), row, 0, row.length);
        }
      }
    }
    int[][] inverse = new int[d][];
    for (int r = 0; r < d; r++) {
      inverse[r] = Arrays.copyOfRange(rows[r], count, count + d);
    }
    return new Coordinates(Arrays.copyOf(members, count), inverse);
  }
}
