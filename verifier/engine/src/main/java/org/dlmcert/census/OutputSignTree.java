package org.dlmcert.census;

import java.math.BigInteger;
import java.util.List;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.Writable;
import org.dlmcert.io.WritableObject;

/**
 * The tree of the signs of the output weights of one choice of cells, cut where no stationary point
 * has a prefix (proofs/format.md, 5.26).
 *
 * @param nodes in preorder: a {@link Split} is followed by the subtrees of +, 0 and - for the next
 *     unit, as far as they are to be looked at
 */
public record OutputSignTree(List<Node> nodes) {
  public OutputSignTree {
    nodes = List.copyOf(nodes);
  }

  /** What is known of a prefix of signs. */
  public sealed interface Node extends Writable {}

  /** The prefix is continued. */
  public record Split() implements Node {
    @Override
    public void write(CanonicalJson json) {
      json.integer(0);
    }
  }

  /**
   * All units have signs, and there is a minimum with these.
   *
   * @param weights the rows of hidden weights, each times its output weight, and with biases the
   *     bias of the output: R entries
   */
  public record Point(List<Rational> weights) implements Node {
    public Point {
      weights = List.copyOf(weights);
    }

    @Override
    public void write(CanonicalJson json) {
      json.rationals(weights);
    }
  }

  /**
   * There is no minimum with this prefix (Motzkin 1936): with these factors λ the signs make a sum
   * of positive terms equal to ν·Gᵀw, which the same at all stationary points, and is not positive.
   *
   * @param factors in ascending order of unit and sample
   * @param combination ν, the coefficients that are not zero, ascending
   */
  public record Empty(List<Factor> factors, List<Coefficient> combination)
      implements Node, WritableObject {
    public Empty {
      factors = List.copyOf(factors);
      combination = List.copyOf(combination);
    }

    @Override
    public void writeFields(CanonicalJson json) {
      json.field("lambda")
          .arrays(factors, f -> json.integer(f.unit()).integer(f.sample()).rational(f.value()));
      json.field("nu")
          .arrays(combination, c -> json.integer(c.sample()).rational(Rational.of(c.value())));
    }
  }

  /** The positive factor λ of the sign of a unit on a sample. */
  public record Factor(int unit, int sample, Rational value) {}

  /** The coefficient ν of a sample. */
  public record Coefficient(int sample, BigInteger value) {}

  public static final Node SPLIT = new Split();
}
