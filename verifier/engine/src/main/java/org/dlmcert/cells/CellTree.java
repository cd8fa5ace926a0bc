package org.dlmcert.cells;

import java.math.BigInteger;
import java.util.List;

/**
 * The binary tree of all sign vectors, cut where no point has a prefix (proofs/format.md, 5.18).
 *
 * @param nodes in preorder: a {@link Split} is followed by the subtree of + and then by that of -
 *     for the next sample
 */
public record CellTree(List<Node> nodes) {
  public CellTree {
    nodes = List.copyOf(nodes);
  }

  /** A node: what is known of the prefix of signs that leads to it. */
  public sealed interface Node {}

  /** The prefix is continued. */
  public record Split() implements Node {}

  /** The prefix is a whole sign vector, which some point has. */
  public record Leaf() implements Node {}

  /**
   * No point has the prefix: Σ λ_n τ_n x⁽ⁿ⁾ = 0 over these samples, with a positive factor at a
   * strict inequality (Gordan 1873, Motzkin 1936).
   *
   * @param multipliers in ascending order of the samples, not empty
   */
  public record Empty(List<Multiplier> multipliers) implements Node {
    public Empty {
      multipliers = List.copyOf(multipliers);
    }
  }

  /** The positive integer factor λ of a sample. */
  public record Multiplier(int sample, BigInteger factor) {}

  static final Node SPLIT = new Split();
  static final Node LEAF = new Leaf();
}
