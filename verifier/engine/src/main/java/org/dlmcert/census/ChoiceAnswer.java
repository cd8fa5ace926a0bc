package org.dlmcert.census;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.io.CanonicalJson;
import org.dlmcert.io.WritableObject;

/**
 * All that is known of one choice of a cell for each hidden unit: its loss, and which signs of the
 * output weights have a minimum, with the evidence of proofs/format.md, 5.26.
 *
 * @param solution a solution of the normal equations, R entries
 * @param loss that of all its minima
 * @param signs where the solution is the only one: the signs of the output weights, if it is a
 *     minimum
 * @param tree where it need not be the only one
 */
record ChoiceAnswer(
    List<Rational> solution,
    Rational loss,
    Optional<List<Integer>> signs,
    Optional<OutputSignTree> tree)
    implements WritableObject {
  ChoiceAnswer {
    solution = List.copyOf(solution);
    signs = signs.map(List::copyOf);
  }

  /**
   * A minimum.
   *
   * @param signs of the output weights
   * @param weights the rows of hidden weights, each times its output weight, and with biases the
   *     bias of the output
   */
  record Minimum(List<Integer> signs, List<Rational> weights) {
    Minimum {
      signs = List.copyOf(signs);
      weights = List.copyOf(weights);
    }

    boolean hasZeroOutput() {
      return signs.contains(0);
    }
  }

  /** The entry of the certificate (format.md, 5.26). */
  @Override
  public void writeFields(CanonicalJson json) {
    json.field("solution").rationals(solution);
    tree.ifPresent(t -> json.field("signs").list(t.nodes(), node -> node.write(json)));
  }

  /** One minimum for every cell of the choice that has any, in the order of the tree. */
  List<Minimum> minima(CensusProblem problem, int[] chosen) {
    if (tree.isEmpty()) {
      return signs.map(q -> List.of(new Minimum(q, solution))).orElse(List.of());
    }
    List<Minimum> minima = new ArrayList<>();
    new Walk(problem, chosen, tree.get().nodes(), minima).from(0);
    return minima;
  }

  /** Follows the preorder of a tree, with the signs of the prefix at hand. */
  private static final class Walk {
    private final CensusProblem problem;
    private final int[] chosen;
    private final List<OutputSignTree.Node> nodes;
    private final List<Minimum> minima;
    private final Integer[] signs;
    private int next;

    Walk(
        CensusProblem problem,
        int[] chosen,
        List<OutputSignTree.Node> nodes,
        List<Minimum> minima) {
      this.problem = problem;
      this.chosen = chosen;
      this.nodes = nodes;
      this.minima = minima;
      this.signs = new Integer[problem.units()];
    }

    void from(int unit) {
      OutputSignTree.Node node = nodes.get(next++);
      if (node instanceof OutputSignTree.Point point) {
        minima.add(new Minimum(List.of(signs), point.weights()));
      } else if (node instanceof OutputSignTree.Split) {
        int before = problem.equalBefore(unit);
        int first = before >= 0 && chosen[before] == chosen[unit] ? signs[before] : 1;
        for (int sign = first; sign >= -1; sign--) {
          signs[unit] = sign;
          from(unit + 1);
        }
      }
    }
  }
}
