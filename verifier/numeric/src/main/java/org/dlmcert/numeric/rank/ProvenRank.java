package org.dlmcert.numeric.rank;

/**
 * An exact rank over the rationals, and what proves that it is not larger; that it is not smaller
 * is always proved by a minor that is nonzero modulo a prime.
 */
public record ProvenRank(int rank, Proof proof) {

  /** Why the rank is not larger. */
  public enum Proof {
    /** There are no more rows or columns. */
    FULL,
    /** The nonzero entries admit no larger matching of rows to columns (the term rank). */
    TERM_RANK,
    /** The linear relations between the layers of G leave no more rows; then as TERM_RANK. */
    LAYER_RELATIONS,
    /** As many integer kernel vectors as are missing, verified exactly. */
    KERNEL,
    /** Nothing: the kernel would cost too much. The rank is at least this, and equal modulo p. */
    NONE
  }
}
