package org.dlmcert.certify.tree;

import java.math.BigInteger;

/**
 * Depth-first search through all choices of slopes, modulo one prime.
 *
 * <p>At depth m the state holds, for every sample that is left and every unit alive on it, the
 * block ε·x modulo the span of the m columns chosen so far, without the pivots' coordinates. A
 * choice for the next sample is a combination of its blocks, and in Gray code order differs from
 * the one before by a single addition; eliminating it from the later blocks is fraction-free, c_q·v
 * - v_q·c, one reduction for two products. All siblings share what is above them. On the last two
 * samples two coordinates are left, and a choice for both is independent unless a 2×2 determinant
 * vanishes: two products, and one multiplication that tests divisibility by p.
 *
 * <p>A column that vanishes modulo p is a doubt, which is left to others to settle.
 */
final class Descent {
  /** With more choices on a sample than this its combinations are not tabulated. */
  private static final int LARGEST_TABLE = 1 << 12;

  /** So many choices of one sample, less one, are tried before asking whether to stop. */
  private static final long RARELY = (1 << 16) - 1;

  /** No limit to the patterns of a search. */
  static final long ALL = Long.MAX_VALUE;

  private final TreeField field;
  private final SampleOrder order;
  private final long prime;
  private final long complement;
  private final SlopeClasses classes;
  private final Doubts doubts;
  private final ModularGenerators generators;
  private final int samples;
  private final int height;
  private final int[] alive;
  private final int[] blocksFrom; // the number of blocks of the samples from a place on
  private final int[] toggles;
  private final long[][] blocks; // by depth: sample, unit, coordinate
  private final long[][] column; // by depth: the chosen combination
  private final long[][] changes; // by depth: (1 - s) times the blocks of the next sample
  private final long[] masks;
  private final Table above;
  private final Table below;

  /** Hears of choices whose columns are dependent modulo the prime, or which nobody wants. */
  interface Doubts {
    /** Settles the first patterns that begin with these choices; false ends the search. */
    boolean settle(long[] masks, int length, long limit);

    /** Whether the search has become pointless. */
    boolean stopped();
  }

  /** All combinations of a sample's blocks in two coordinates. */
  private static final class Table {
    final long[] first;
    final long[] second;
    final long[] mask;
    int size;

    Table(int capacity) {
      first = new long[capacity];
      second = new long[capacity];
      mask = new long[capacity];
    }
  }

  Descent(ModularGenerators generators, SampleOrder order, Doubts doubts) {
    this.generators = generators;
    this.order = order;
    this.field = generators.field();
    this.prime = field.prime();
    this.complement = generators.complement();
    this.classes = order.classes();
    this.doubts = doubts;
    this.samples = order.size();
    this.height = generators.height();
    this.masks = new long[samples];
    this.alive = new int[samples];
    this.toggles = new int[samples];
    this.blocksFrom = new int[samples + 1];
    for (int m = samples - 1; m >= 0; m--) {
      alive[m] = order.alive(m);
      toggles[m] = classes.toggles(alive[m], m == 0);
      blocksFrom[m] = blocksFrom[m + 1] + alive[m];
    }
    this.blocks = new long[samples + 1][];
    this.column = new long[samples][];
    this.changes = new long[samples][];
    for (int m = 0; m <= samples; m++) {
      blocks[m] = new long[blocksFrom[m] * (height - m)];
      if (m < samples) {
        column[m] = new long[height - m];
        changes[m] = new long[alive[m] * Math.max(2, height - m)];
      }
    }
    boolean tabulated = samples >= 2 && isTabulated(samples - 1) && isTabulated(samples - 2);
    this.above = new Table(tabulated ? 1 << toggles[samples - 2] : 0);
    this.below = new Table(tabulated ? 1 << toggles[samples - 1] : 0);
  }

  /** How many numbers the state has, if a block has so many coordinates. */
  static long numbers(SampleOrder order, int height) {
    long numbers = 0;
    long blocks = 0;
    int compressed = Math.min(height, order.size());
    for (int m = order.size() - 1; m >= 0; m--) {
      blocks += order.alive(m);
      numbers += blocks * (compressed - m);
    }
    return numbers;
  }

  private boolean isTabulated(int place) {
    return height == samples && 1L << toggles[place] <= LARGEST_TABLE;
  }

  /**
   * Takes the given choices; false if their columns are dependent modulo the prime.
   *
   * @param prefix a mask for each of the first samples
   */
  boolean take(long[] prefix, int length) {
    generators.copyTo(blocks[0]);
    for (int m = 0; m < length; m++) {
      masks[m] = prefix[m];
      combine(m, prefix[m]);
      if (!eliminate(m)) {
        return false;
      }
    }
    return true;
  }

  /**
   * Goes through the choices from a depth on, below those taken; false if the search ends.
   *
   * @param limit the number of patterns to try, the first ones in the order of the search; or
   *     {@link #ALL}
   */
  boolean explore(int depth, long limit) {
    if (depth == samples) {
      return true;
    }
    if (doubts.stopped()) {
      return false;
    }
    long rest = limit;
    if (limit != ALL && countFrom(depth) <= limit) {
      rest = ALL;
    }
    if (rest == ALL && depth == samples - 2 && below.mask.length > 0) {
      return explorePairs(depth);
    }
    combine(depth, (1L << alive[depth]) - 1);
    prepareChanges(depth);
    long mask = (1L << alive[depth]) - 1;
    long steps = 1L << toggles[depth];
    long each = rest != ALL ? countFrom(depth + 1) : ALL;
    for (long step = 1; ; step++) {
      if (order.visits(depth, mask)) {
        masks[depth] = mask;
        long share = each <= rest ? ALL : rest;
        boolean goOn =
            eliminate(depth) ? explore(depth + 1, share) : doubts.settle(masks, depth + 1, share);
        if (!goOn) {
          return false;
        }
        rest = rest == ALL ? ALL : Math.max(0, rest - each);
      }
      if (step == steps || rest == 0) {
        return true;
      }
      if ((step & RARELY) == 0 && doubts.stopped()) {
        return false;
      }
      int unit = classes.toggled(step);
      toggle(depth, unit, (mask >> unit & 1) == 1);
      mask ^= 1L << unit;
    }
  }

  /** The number of patterns from a depth on; {@link #ALL} if it is no smaller. */
  private long countFrom(int depth) {
    BigInteger count = order.countFrom(depth);
    return count.bitLength() < Long.SIZE ? count.longValue() : ALL;
  }

  private void prepareChanges(int depth) {
    long[] from = blocks[depth];
    long[] to = changes[depth];
    int size = alive[depth] * column[depth].length;
    for (int k = 0; k < size; k++) {
      to[k] = field.reduce(complement * from[k]);
    }
  }

  private void toggle(int depth, int unit, boolean off) {
    long[] c = column[depth];
    long[] change = changes[depth];
    int at = unit * c.length;
    for (int j = 0; j < c.length; j++) {
      c[j] = off ? field.subtract(c[j], change[at + j]) : field.add(c[j], change[at + j]);
    }
  }

  /** The combination of the next sample's blocks: slope 1 where the mask has a 1, otherwise s. */
  private void combine(int depth, long mask) {
    long[] c = column[depth];
    long[] from = blocks[depth];
    for (int j = 0; j < c.length; j++) {
      long sum = 0;
      for (int u = 0, at = j; u < alive[depth]; u++, at += c.length) {
        long whole = from[at];
        sum =
            field.add(
                sum,
                (mask >> u & 1) == 1
                    ? whole
                    : field.subtract(whole, field.reduce(complement * whole)));
      }
      c[j] = sum;
    }
  }

  /** Eliminates the column from all later blocks; false if it is zero. */
  private boolean eliminate(int depth) {
    long[] c = column[depth];
    int last = c.length - 1;
    int q = last;
    while (q >= 0 && c[q] == 0) {
      q--;
    }
    if (q < 0) {
      return false;
    }
    long pivot = c[q];
    long[] from = blocks[depth];
    long[] to = blocks[depth + 1];
    int count = blocksFrom[depth + 1];
    int source = alive[depth] * c.length;
    int target = 0;
    for (int block = 0; block < count; block++) {
      long factor = prime - from[source + q];
      for (int j = 0; j < last; j++) {
        to[target + j] = field.reduce(pivot * from[source + j] + factor * c[j]);
      }
      if (q < last) {
        to[target + q] = field.reduce(pivot * from[source + last] + factor * c[last]);
      }
      source += c.length;
      target += last;
    }
    return true;
  }

  /** All patterns on the last two samples. */
  private boolean explorePairs(int depth) {
    tabulate(above, depth, 0);
    tabulate(below, depth + 1, 2 * alive[depth]);
    long word = field.inverseModuloWord();
    long[] first = below.first;
    long[] second = below.second;
    int size = below.size;
    for (int i = 0; i < above.size; i++) {
      long a = above.first[i];
      long b = prime - above.second[i];
      long signs = 0;
      for (int j = 0; j < size; j++) {
        signs |= TreeField.isMultiple(a * second[j] + b * first[j], word);
      }
      if (signs < 0 && !doubtPairs(depth, i)) {
        return false;
      }
    }
    return true;
  }

  private boolean doubtPairs(int depth, int i) {
    long a = above.first[i];
    long b = prime - above.second[i];
    masks[depth] = above.mask[i];
    for (int j = 0; j < below.size; j++) {
      if ((a * below.second[j] + b * below.first[j]) % prime == 0) {
        masks[depth + 1] = below.mask[j];
        if (!doubts.settle(masks, samples, ALL)) {
          return false;
        }
      }
    }
    return true;
  }

  /** Fills a table with all combinations of a sample's blocks, of two coordinates each. */
  private void tabulate(Table table, int place, int offset) {
    long[] from = blocks[samples - 2];
    long x = 0;
    long y = 0;
    for (int u = 0; u < alive[place]; u++) {
      x = field.add(x, from[offset + 2 * u]);
      y = field.add(y, from[offset + 2 * u + 1]);
    }
    long[] change = changes[place];
    for (int k = 0; k < 2 * alive[place]; k++) {
      change[k] = field.reduce(complement * from[offset + k]);
    }
    int size = 0;
    long mask = (1L << alive[place]) - 1;
    int steps = 1 << toggles[place];
    for (int step = 1; ; step++) {
      if (order.visits(place, mask)) {
        table.first[size] = x;
        table.second[size] = y;
        table.mask[size++] = mask;
      }
      if (step == steps) {
        table.size = size;
        return;
      }
      int unit = classes.toggled(step);
      boolean off = (mask >> unit & 1) == 1;
      long dx = change[2 * unit];
      long dy = change[2 * unit + 1];
      x = off ? field.subtract(x, dx) : field.add(x, dx);
      y = off ? field.subtract(y, dy) : field.add(y, dy);
      mask ^= 1L << unit;
    }
  }
}
