package org.dlmcert.certify.tree;

import java.util.Arrays;

/**
 * All choices on the last few samples at once. As many coordinates are left as samples, so that a
 * choice is independent unless a determinant vanishes, and the determinant is linear in each
 * sample's column: it is computed for the blocks alone, and all others follow from these by
 * additions.
 *
 * <p>For a units on each of k samples that are (a + 1)^k determinants, by expansion along the first
 * sample from the minors of those after it, and one addition modulo p for each of the 2^(ak)
 * choices, over arrays long enough for the processor's vectors.
 */
final class LastSamples {
  /** No more samples, as {@link TreeField#reduce} takes no more than four products. */
  static final int MOST = 4;

  /** The choices of all samples but the first of the last ones that are tabulated at most. */
  private static final int LARGEST_TABLE = 1 << 12;

  private final TreeField field;
  private final int p;
  private final int place;
  private final int count;
  private final Choices[] choices;
  private final long[][] minors; // by sample: set of coordinates, block of this sample, of the next
  private final int[][][] tables; // by sample: block of each one before, choice of each from it on
  private final int[][] sums; // by sample: a choice of each after it
  private final int[] determinants;

  /** The choices of one sample in Gray code order. */
  private static final class Choices {
    final int blocks;
    final int[] block; // which changes before a step
    final int[] sign; // -1 where it is taken away, otherwise 0
    final boolean[] visited; // after the step
    final long[] masks; // of those visited

    Choices(SampleOrder order, int place) {
      int alive = order.alive(place);
      int steps = 1 << order.classes().toggles(alive, place);
      blocks = alive + 1;
      block = new int[steps];
      sign = new int[steps];
      visited = new boolean[steps];
      long[] all = new long[steps];
      long mask = (1L << alive) - 1;
      int size = 0;
      for (int step = 0; step < steps; step++) {
        if (step > 0) {
          int unit = order.classes().toggled(step);
          block[step] = unit + 1;
          sign[step] = -(int) (mask >> unit & 1);
          mask ^= 1L << unit;
        }
        visited[step] = order.visits(place, mask);
        if (visited[step]) {
          all[size++] = mask;
        }
      }
      masks = Arrays.copyOf(all, size);
    }
  }

  /** For so many samples, of which all choices {@link #fit}. */
  LastSamples(TreeField field, SampleOrder order, int count) {
    this.field = field;
    this.p = (int) field.prime();
    this.count = count;
    this.place = order.size() - count;
    choices = new Choices[count];
    for (int k = 0; k < count; k++) {
      choices[k] = new Choices(order, place + k);
    }
    minors = new long[count][];
    tables = new int[count][][];
    sums = new int[count][];
    int blocks = 1;
    for (int k = count - 1; k >= 0; k--) {
      blocks *= choices[k].blocks;
      minors[k] = new long[blocks << count];
    }
    determinants = new int[blocks];
    int size = 1;
    for (int k = count - 1; k >= 0; k--) {
      sums[k] = new int[size];
      blocks /= choices[k].blocks;
      size *= choices[k].masks.length;
      tables[k] = k == 0 ? new int[0][] : new int[blocks][size];
    }
  }

  /** Whether the choices of so many last samples can be tabulated. */
  static boolean fit(SampleOrder order, int count) {
    long size = 1;
    for (int place = order.size() - count; place < order.size(); place++) {
      int toggles = order.classes().toggles(order.alive(place), place);
      if (toggles > Integer.numberOfTrailingZeros(LARGEST_TABLE)) {
        return false;
      }
      size *= place == order.size() - count ? 1 : 1L << toggles;
    }
    return size <= LARGEST_TABLE;
  }

  /**
   * Goes through all choices, the last sample's first; false if the search ends.
   *
   * @param blocks those of the last samples, with as many coordinates each as there are samples
   * @param masks the choices before these samples, and room for theirs
   */
  boolean explore(long[] blocks, long[] masks, Descent.Doubts doubts) {
    computeDeterminants(blocks);
    tabulateLast();
    for (int k = count - 2; k > 0; k--) {
      tabulate(choices[k], tables[k + 1], tables[k], sums[k]);
    }
    int[][] from = tables[1];
    int[] sum = sums[0];
    System.arraycopy(from[0], 0, sum, 0, sum.length);
    Choices first = choices[0];
    int visited = 0;
    for (int step = 0; step < first.block.length; step++) {
      if (step > 0) {
        add(sum, from[first.block[step]], first.sign[step]);
      }
      if (first.visited[step]) {
        if (hasZero(sum) && !doubt(sum, first.masks[visited], masks, doubts)) {
          return false;
        }
        visited++;
      }
    }
    return true;
  }

  private boolean doubt(int[] row, long mask, long[] masks, Descent.Doubts doubts) {
    masks[place] = mask;
    for (int at = 0; at < row.length; at++) {
      if (row[at] == 0) {
        int rest = at;
        for (int k = count - 1; k > 0; k--) {
          long[] of = choices[k].masks;
          masks[place + k] = of[rest % of.length];
          rest /= of.length;
        }
        if (!doubts.settle(masks, masks.length, Descent.ALL)) {
          return false;
        }
      }
    }
    return true;
  }

  /** The determinants of one block of each sample, by expansion along the first of them. */
  private void computeDeterminants(long[] blocks) {
    int end = blocks.length;
    int columns = 1; // the number of choices of a block of each sample after k
    for (int k = count - 1; k >= 0; k--) {
      int size = choices[k].blocks;
      int at = end - size * count;
      int rows = count - k;
      for (int set = 0; set < 1 << count; set++) {
        if (Integer.bitCount(set) == rows) {
          if (rows == 1) {
            int q = Integer.numberOfTrailingZeros(set);
            for (int u = 0; u < size; u++) {
              minors[k][set * size + u] = blocks[at + u * count + q];
            }
          } else {
            expand(blocks, at, k, set, columns);
          }
        }
      }
      columns *= size;
      end = at;
    }
    long[] all = minors[0];
    int from = ((1 << count) - 1) * columns;
    for (int i = 0; i < columns; i++) {
      determinants[i] = (int) all[from + i];
    }
  }

  private void expand(long[] blocks, int at, int k, int set, int columns) {
    long[] to = minors[k];
    long[] from = minors[k + 1];
    int size = choices[k].blocks;
    // Up to four coordinates; those that are not in the set count as zeros of the first minor.
    int rest = set;
    int q0 = Integer.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int q1 = Integer.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int q2 = rest == 0 ? -1 : Integer.numberOfTrailingZeros(rest);
    rest &= rest - 1;
    int q3 = rest <= 0 ? -1 : Integer.numberOfTrailingZeros(rest);
    int m0 = (set ^ 1 << q0) * columns;
    int m1 = (set ^ 1 << q1) * columns;
    int m2 = q2 < 0 ? m0 : (set ^ 1 << q2) * columns;
    int m3 = q3 < 0 ? m0 : (set ^ 1 << q3) * columns;
    for (int u = 0; u < size; u++) {
      int block = at + u * count;
      long a = blocks[block + q0];
      long b = p - blocks[block + q1];
      long c = q2 < 0 ? 0 : blocks[block + q2];
      long d = q3 < 0 ? 0 : p - blocks[block + q3];
      int target = (set * size + u) * columns;
      for (int v = 0; v < columns; v++) {
        to[target + v] =
            field.reduce(a * from[m0 + v] + b * from[m1 + v] + c * from[m2 + v] + d * from[m3 + v]);
      }
    }
  }

  /** All choices of the last sample, one number each. */
  private void tabulateLast() {
    Choices of = choices[count - 1];
    int[] from = determinants;
    int[] block = of.block;
    int[] sign = of.sign;
    boolean[] visited = of.visited;
    int source = 0;
    for (int[] to : tables[count - 1]) {
      int target = 0;
      int sum = from[source];
      for (int step = 0; step < block.length; step++) {
        if (step > 0) {
          sum = sum(sum, from[source + block[step]], sign[step], p);
        }
        if (visited[step]) {
          to[target++] = sum;
        }
      }
      source += of.blocks;
    }
  }

  /** All choices of a sample, with those of the samples after it. */
  private void tabulate(Choices of, int[][] from, int[][] tables, int[] sum) {
    int source = 0;
    for (int[] to : tables) {
      int target = 0;
      System.arraycopy(from[source], 0, sum, 0, sum.length);
      for (int step = 0; step < of.block.length; step++) {
        if (step > 0) {
          add(sum, from[source + of.block[step]], of.sign[step]);
        }
        if (of.visited[step]) {
          System.arraycopy(sum, 0, to, target, sum.length);
          target += sum.length;
        }
      }
      source += of.blocks;
    }
  }

  /** One index for both, so that the compiler sees that these are vectors. */
  private void add(int[] sum, int[] change, int sign) {
    int modulus = p;
    int shift = -sign - (modulus & ~sign);
    for (int x = 0; x < sum.length; x++) {
      int s = sum[x] + (change[x] ^ sign) + shift;
      sum[x] = s + (modulus & s >> 31);
    }
  }

  /** a + b modulo p, or a - b if the sign is -1. */
  private static int sum(int a, int b, int sign, int p) {
    int sum = a + (b ^ sign) - sign - (p & ~sign);
    return sum + (p & sum >> 31);
  }

  private static boolean hasZero(int[] row) {
    int signs = 0;
    for (int x = 0; x < row.length; x++) {
      signs |= row[x] - 1;
    }
    return signs < 0;
  }
}
