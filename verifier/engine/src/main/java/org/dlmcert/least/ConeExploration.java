package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Interruption;

/**
 * Explores the products of cones below one, depth first, with a fixed loss to bound by: what it
 * finds depends on the node, the loss and the number of nodes it may look at, and on nothing else.
 * It ends early at weights with a smaller loss.
 */
final class ConeExploration {
  /** Below this share of the loss to bound by the relaxation has room for a rounded vector. */
  private static final double ROOM = 1e-7;

  private static final double MOST_MARGIN = 0.05;
  private static final int POOL = 24;
  private static final int MOST_LINES = 4;
  private static final double GAIN = 1e-6;

  private final FloatProblem problem;
  private final LeastProblem exact;
  private final Rational squares;
  private final double floatSquares;
  private final Improvement improvement;
  private final Deque<ConeNode> open = new ArrayDeque<>();
  private final Deque<Vector> pool = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private Optional<ScaledWeights> better = Optional.empty();

  /** A vector that has bounded a node before. */
  private record Vector(BigInteger[] exact, double[] floats) {}

  ConeExploration(FloatProblem problem, ConeState start, Rational squares, double floatSquares) {
    this.problem = problem;
    exact = problem.exact;
    this.squares = squares;
    this.floatSquares = floatSquares;
    improvement = new Improvement(problem, squares, floatSquares);
    open.push(ConeNode.of(exact, start));
  }

  /** Looks at so many nodes, or fewer if it is late. */
  Exploration.Result run(int nodes, BooleanSupplier late) {
    for (int k = 0;
        k < nodes && !open.isEmpty() && better.isEmpty() && !late.getAsBoolean();
        k++) {
      Interruption.check();
      visit(open.pop());
    }
    while (!open.isEmpty()) {
      done.add(new BoundStep.OpenCone(open.pop().state()).text());
    }
    return new Exploration.Result(List.copyOf(done), better);
  }

  private void visit(ConeNode node) {
    for (int i = 0; i < problem.units; i++) {
      if (node.state().output(i) == 0) {
        done.add(new BoundStep.OutputSplit(i).text());
        open.push(node.withOutput(-1, node.state().twins(i, exact)));
        open.push(node.withOutput(1, i));
        return;
      }
    }
    ConeRelaxation relaxation = relaxation(node);
    Optional<BoundStep> bound = bound(node, relaxation);
    if (bound.isPresent()) {
      done.add(bound.get().text());
      return;
    }
    if (relaxation.squares() < floatSquares) {
      better = improvement.from(q(node), weights(relaxation), relaxation.outputBias());
      if (better.isPresent()) {
        open.push(node);
        return;
      }
    }
    Optional<BoundStep.ConeSplit> split =
        new ConeSplitting(problem, node, relaxation).split();
    if (split.isPresent()) {
      push(node, split.get());
    } else {
      settle(node);
    }
  }

  /** With lines along its own point, as far as that helps. */
  private ConeRelaxation relaxation(ConeNode node) {
    ConeRelaxation best =
        new ConeRelaxation(problem, node, ConeRelaxation.middle(problem)).minimize(0);
    for (int k = 0; k < MOST_LINES; k++) {
      ConeRelaxation next = best.towardPoint().minimize(0);
      if (!(next.squares() > best.squares() * (1 + GAIN))) {
        break;
      }
      best = next;
    }
    return best;
  }

  private int[] q(ConeNode node) {
    return IntStream.range(0, problem.units).map(node.state()::output).toArray();
  }

  private double[][] weights(ConeRelaxation relaxation) {
    return IntStream.range(0, problem.units)
        .mapToObj(relaxation::weights)
        .toArray(double[][]::new);
  }

  private Optional<BoundStep> fromPool(ConeNode node, ConeRelaxation relaxation) {
    for (Vector vector : pool) {
      if (relaxation.isNonnegative(vector.floats())) {
        Optional<BoundStep> bound =
            new ExactConeBound(exact, node, squares, relaxation.toward()).with(vector.exact());
        if (bound.isPresent()) {
          return bound;
        }
      }
    }
    return Optional.empty();
  }

  /** A bound with a rounded vector, if there is room between the loss and the relaxation. */
  private Optional<BoundStep> bound(ConeNode node, ConeRelaxation relaxation) {
    double room = relaxation.squares() / floatSquares - 1;
    if (!(room > ROOM)) {
      return Optional.empty();
    }
    Optional<BoundStep> known = fromPool(node, relaxation);
    if (known.isPresent()) {
      return known;
    }
    double size = Math.sqrt(relaxation.squares());
    for (double share = Math.min(MOST_MARGIN, room / 2); share > room / 100; share /= 4) {
      ConeRelaxation inside =
          new ConeRelaxation(problem, node, relaxation.toward())
              .minimize(2 * share * size);
      double accuracy = share * size / Math.sqrt(Math.max(1, problem.samples));
      Optional<BoundStep> bound =
          new ExactConeBound(exact, node, squares, relaxation.toward()).near(inside.mu, accuracy);
      if (bound.isPresent()) {
        remember(((BoundStep.ConeBound) bound.get()).vector());
        return bound;
      }
    }
    return Optional.empty();
  }

  private void remember(List<BigInteger> mu) {
    pool.addFirst(
        new Vector(
            mu.toArray(new BigInteger[0]),
            mu.stream().mapToDouble(BigInteger::doubleValue).toArray()));
    if (pool.size() > POOL) {
      pool.removeLast();
    }
  }

  private void push(ConeNode node, BoundStep.ConeSplit split) {
    BigInteger[][] cone = node.state().cone(split.unit());
    BigInteger[] a = cone[split.first()];
    BigInteger[] b = cone[split.second()];
    BigInteger[] middle = new BigInteger[a.length];
    BigInteger content = BigInteger.ZERO;
    for (int j = 0; j < a.length; j++) {
      middle[j] = split.alpha().multiply(a[j]).add(split.beta().multiply(b[j]));
      content = content.gcd(middle[j]);
    }
    for (int j = 0; j < a.length && content.signum() > 0; j++) {
      middle[j] = middle[j].divide(content);
    }
    done.add(split.text());
    open.push(
        node.withGenerator(split.first(), middle, node.state().twins(split.unit(), exact)));
    open.push(node.withGenerator(split.second(), middle, split.unit()));
  }

  /** Where no kink cuts the cones, the least loss of their cells is computed. */
  private void settle(ConeNode node) {
    ConeProjection.Best best = ConeProjection.from(exact, node.cells(), node.center());
    if (best.squares().compareTo(squares) < 0) {
      better = Optional.of(best.point());
      open.push(node);
      return;
    }
    List<BigInteger> mu = best.bound().orElseThrow().vector();
    Optional<BoundStep> bound =
        new ExactConeBound(exact, node, squares, ConeRelaxation.middle(problem)).with(mu.toArray(new BigInteger[0]));
    remember(mu);
    done.add(bound.orElseThrow().text());
  }
}
