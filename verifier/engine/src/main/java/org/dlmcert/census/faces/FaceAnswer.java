package org.dlmcert.census.faces;

import java.util.List;
import org.dlmcert.census.OutputSignTree;
import org.dlmcert.exact.Rational;

/** What is known of a choice of states, one for each unit (proofs/format.md, 5.30). */
sealed interface FaceAnswer {

  /**
   * There is a minimum.
   *
   * @param loss that of all minima of the choice
   * @param products the rows of hidden weights, each times its output weight, and with biases the
   *     bias of the output
   */
  record Minimum(Rational loss, List<Rational> products) implements FaceAnswer {
    public Minimum {
      products = List.copyOf(products);
    }
  }

  /**
   * There is none.
   *
   * @param directions in which no unit may descend
   * @param sum the factor of Σ e_n = 0; 0 without biases
   * @param factors of the signs of the preactivations
   */
  record Empty(List<Direction> directions, Rational sum, List<OutputSignTree.Factor> factors)
      implements FaceAnswer {
    public Empty {
      directions = List.copyOf(directions);
      factors = List.copyOf(factors);
    }
  }

  /** A unit and a direction of its weights. */
  record Direction(int unit, List<Rational> move) {
    public Direction {
      move = List.copyOf(move);
    }
  }
}
