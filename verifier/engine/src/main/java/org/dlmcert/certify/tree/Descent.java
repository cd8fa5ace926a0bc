package org.dlmcert.certify.tree;

import java.math.BigInteger;

/**
 * Depth-first search through all choices of slopes, modulo one prime.
 *
 * <p>At depth m the state holds, for every sample that is left, its blocks ({@link
 * ModularGenerators}) modulo the span of the m columns chosen so far, without the pivots'
 * coordinates. A choice for the next sample is a combination of its blocks, and in Gray code order
 * differs from the one before by a single addition; eliminating it from the later blocks is
 * fraction-free, c_q·v - v_q·c, one reduction for two products. All siblings share what is above
 * them. The last few samples are settled together ({@link LastSamples}).
 *
 * <p>A column that vanishes modulo p is a doubt, which is left to others to settle.
 */
final class Descent {
  /** So many choices of one sample, less one, are tried before asking whether to stop. */
  private static final long RARELY = (1 << 16) - 1;

  /** No limit to the patterns of a search. */
  static final long ALL = Long.MAX_VALUE;

  private final TreeField field;
  private final SampleOrder order;
  private final long prime;
  private final SlopeClasses classes;
  private final Doubts doubts;
  private final int samples;
  private final int height;
  private final int[] alive;
  private final int[] blocksFrom; // the number of blocks of the samples from a place on
  private final int[] toggles;
  private final long[][] blocks; // by depth: sample, block, coordinate
  private final long[][] column; // by depth: the chosen combination
  private final long[] masks;
  private final LastSamples[] last; // by the number of samples; none where they are too many
  private int taken; // the choices of the last call of take that the blocks have gone through

  /** Hears of choices whose columns are dependent modulo the prime, or which nobody wants. */
  interface Doubts {
    /** Settles the first patterns that begin with these choices; false ends the search. */
    boolean settle(long[] masks, int length, long limit);

    /** Whether the search has become pointless. */
    boolean stopped();
  }

  Descent(ModularGenerators generators, SampleOrder order, Doubts doubts) {
    this.order = order;
    this.field = generators.field();
    this.prime = field.prime();
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
      toggles[m] = classes.toggles(alive[m], m);
      blocksFrom[m] = blocksFrom[m + 1] + alive[m] + 1;
    }
    this.blocks = new long[samples + 1][];
    this.column = new long[samples][];
    for (int m = 0; m <= samples; m++) {
      blocks[m] = new long[blocksFrom[m] * (height - m)];
      if (m < samples) {
        column[m] = new long[height - m];
      }
    }
    generators.copyTo(blocks[0]);
    int most = height == samples ? Math.min(samples, LastSamples.MOST) : 0;
    this.last = new LastSamples[LastSamples.MOST + 1];
    for (int count = 2; count <= most && LastSamples.fit(order, count); count++) {
      last[count] = new LastSamples(field, order, count);
    }
  }

  /** How many numbers the state has, if a block has so many coordinates. */
  static long numbers(SampleOrder order, int height) {
    long numbers = 0;
    long blocks = 0;
    int compressed = Math.min(height, order.size());
    for (int m = order.size() - 1; m >= 0; m--) {
      blocks += order.alive(m) + 1;
      numbers += blocks * (compressed - m);
    }
    return numbers;
  }

  /**
   * Takes the given choices; false if their columns are dependent modulo the prime.
   *
   * @param prefix a mask for each of the first samples
   */
  boolean take(long[] prefix, int length) {
    int m = 0;
    while (m < Math.min(taken, length) && masks[m] == prefix[m]) {
      m++;
    }
    for (; m < length; m++) {
      taken = m;
      masks[m] = prefix[m];
      combine(m, prefix[m]);
      if (!eliminate(m)) {
        return false;
      }
    }
    taken = length;
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
    LastSamples all = samples - depth <= LastSamples.MOST ? last[samples - depth] : null;
    if (rest == ALL && all != null) {
      return all.explore(blocks[depth], masks, doubts);
    }
    System.arraycopy(blocks[depth], 0, column[depth], 0, column[depth].length);
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
      if ((mask >> unit & 1) == 1) {
        turnOff(depth, unit);
      } else {
        turnOn(depth, unit);
      }
      mask ^= 1L << unit;
    }
  }

  /** The number of patterns from a depth on; {@link #ALL} if it is no smaller. */
  private long countFrom(int depth) {
    BigInteger count = order.countFrom(depth);
    return count.bitLength() < Long.SIZE ? count.longValue() : ALL;
  }

  /** Slope 1 becomes s. */
  private void turnOff(int depth, int unit) {
    long[] c = column[depth];
    long[] from = blocks[depth];
    int at = (unit + 1) * c.length;
    for (int j = 0; j < c.length; j++) {
      c[j] = field.subtract(c[j], from[at + j]);
    }
  }

  /** Slope s becomes 1. */
  private void turnOn(int depth, int unit) {
    long[] c = column[depth];
    long[] from = blocks[depth];
    int at = (unit + 1) * c.length;
    for (int j = 0; j < c.length; j++) {
      c[j] = field.add(c[j], from[at + j]);
    }
  }

  /** The combination of the next sample's blocks: slope 1 where the mask has a 1, otherwise s. */
  private void combine(int depth, long mask) {
    System.arraycopy(blocks[depth], 0, column[depth], 0, column[depth].length);
    for (int u = 0; u < alive[depth]; u++) {
      if ((mask >> u & 1) == 0) {
        turnOff(depth, u);
      }
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
    int source = (alive[depth] + 1) * c.length;
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
}
