package org.dlmcert.least;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.dlmcert.cells.HomogeneousInequalities;
import org.dlmcert.cells.HomogeneousInequalities.Inequality;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.Rational;
import org.dlmcert.progress.Interruption;

/**
 * Explores the nodes below one, depth first, with a fixed loss to bound by: what it finds depends
 * on the node, the loss and the number of nodes it may look at, and on nothing else. It ends early
 * at weights with a smaller loss.
 */
final class Exploration {
  /** How near the relaxation's value has to come for an exact bound to be tried. */
  private static final double NEAR = 1e-7;

  private final FloatProblem problem;
  private final LeastProblem exact;
  private final Rational squares;
  private final double floatSquares;
  private final Improvement improvement;
  private final Deque<Item> open = new ArrayDeque<>();
  private final List<String> done = new ArrayList<>();
  private Optional<ScaledWeights> better = Optional.empty();

  /** What is to be written next. */
  private sealed interface Item {
    SignState state();
  }

  /** A node, and for each unit a point with its known signs; empty where none is known. */
  private record Node(SignState state, BigInteger[][] points) implements Item {}

  /** A node that is split by presumed signs, one after the other, before it comes to its end. */
  private record Chain(Node node, List<PresumedSigns.Sign> signs, End end) implements Item {
    @Override
    public SignState state() {
      return node.state();
    }
  }

  /** What becomes of a node that knows all signs of a chain. */
  @FunctionalInterface
  private interface End {
    void of(Node node);
  }

  /**
   * What has become of a node.
   *
   * @param steps what is settled below it, and what is open, in the order of the tree
   * @param better weights of a smaller loss
   */
  record Result(List<String> steps, Optional<ScaledWeights> better) {}

  /**
   * Prepares an exploration.
   *
   * @param squares the loss to bound by, as a sum of squares; positive
   * @param floatSquares the same in the scale of the problem in floating point, nearly
   */
  Exploration(FloatProblem problem, SignState start, Rational squares, double floatSquares) {
    this.problem = problem;
    exact = problem.exact;
    this.squares = squares;
    this.floatSquares = floatSquares;
    improvement = new Improvement(problem, squares, floatSquares);
    open.push(new Node(start, new BigInteger[problem.units][0]));
  }

  /** Looks at so many nodes, or fewer if it is late. */
  Result run(int nodes, BooleanSupplier late) {
    for (int k = 0; k < nodes && !open.isEmpty() && better.isEmpty() && !late.getAsBoolean(); k++) {
      Interruption.check();
      Item item = open.pop();
      if (item instanceof Node node) {
        visit(node);
      } else {
        follow((Chain) item);
      }
    }
    while (!open.isEmpty()) {
      done.add(new BoundStep.Open(open.pop().state()).text());
    }
    return new Result(List.copyOf(done), better);
  }

  private void visit(Node node) {
    SignState state = node.state();
    for (int i = 0; i < problem.units; i++) {
      Optional<BoundStep.EmptyCell> empty = emptyCell(node, i);
      if (empty.isPresent()) {
        done.add(empty.get().text());
        return;
      }
    }
    for (int i = 0; i < problem.units; i++) {
      if (state.output(i) == 0) {
        done.add(new BoundStep.OutputSplit(i).text());
        open.push(new Node(state.withOutput(-1, state.twins(i, exact)), node.points()));
        open.push(new Node(state.withOutput(1, i), node.points()));
        return;
      }
    }
    List<PresumedSigns.Sign> presumed = PresumedSigns.of(problem, state, node.points());
    SignState all = state;
    for (PresumedSigns.Sign sign : presumed) {
      all = all.withInput(sign.sample(), sign.sign(), sign.unit());
    }
    Optional<RelaxationGuess> guess = Relaxation.of(problem, all);
    if (guess.isPresent()) {
      if (guess.get().squares() >= floatSquares * (1 - NEAR)) {
        Optional<BoundStep.Bound> bound = ExactBound.of(exact, all, guess.get(), squares);
        if (bound.isPresent()) {
          NodeBound known = new NodeBound(exact, bound.get(), all);
          follow(new Chain(node, known.needed(presumed), end -> bounded(end, known)));
          return;
        }
      } else {
        int[] q = IntStream.range(0, problem.units).map(state::output).toArray();
        better = improvement.from(q, guess.get().weights(), guess.get().outputBias());
        if (better.isPresent()) {
          open.push(node);
          return;
        }
      }
    }
    Optional<Branching.Pair> pair = Branching.of(problem, all, guess);
    follow(
        new Chain(
            node,
            pair.isPresent() && guess.isPresent() ? guess.get().needed(presumed) : presumed,
            end -> {
              // Of twins a chain may know more than was presumed.
              if (pair.isEmpty()
                  || end.state().input(pair.get().unit(), pair.get().sample()) != 0) {
                settleOrSplit(end);
              } else {
                split(end, pair.get());
              }
            }));
  }

  private void settleOrSplit(Node node) {
    Optional<Branching.Pair> pair = Branching.of(problem, node.state(), Optional.empty());
    if (pair.isPresent()) {
      split(node, pair.get());
    } else {
      settle(node);
    }
  }

  private void bounded(Node node, NodeBound known) {
    Optional<BoundStep.Bound> bound = known.at(node.state());
    if (bound.isPresent()) {
      done.add(bound.get().text());
    } else {
      open.push(node);
    }
  }

  /** Splits by the next of the signs; the other side is a node like any other, mostly empty. */
  private void follow(Chain chain) {
    Node node = chain.node();
    for (int k = 0; k < chain.signs().size(); k++) {
      PresumedSigns.Sign next = chain.signs().get(k);
      int i = next.unit();
      int n = next.sample();
      if (node.state().input(i, n) != 0) {
        continue; // known of a twin
      }
      done.add(new BoundStep.InputSplit(i, n).text());
      Node minus = child(node, n, -1, node.state().twins(i, exact));
      Node plus = child(node, n, 1, i);
      if (next.sign() > 0) {
        open.push(minus);
        node = plus;
      } else {
        List<PresumedSigns.Sign> rest = chain.signs().subList(k + 1, chain.signs().size());
        open.push(new Chain(minus, rest, chain.end()));
        open.push(plus);
        return;
      }
    }
    chain.end().of(node);
  }

  /** Where all signs are known the least loss of the cells is computed. */
  private void settle(Node node) {
    ConeProjection.Best best = ConeProjection.of(exact, node.state());
    if (best.squares().compareTo(squares) < 0) {
      better = Optional.of(best.point());
      open.push(node);
    } else {
      done.add(best.bound().orElseThrow().text());
    }
  }

  private void split(Node node, Branching.Pair pair) {
    int i = pair.unit();
    int n = pair.sample();
    done.add(new BoundStep.InputSplit(i, n).text());
    int[] twins = node.state().twins(i, exact);
    open.push(child(node, n, -1, twins));
    open.push(child(node, n, 1, i));
  }

  private Node child(Node node, int sample, int sign, int... units) {
    BigInteger[][] points = node.points().clone();
    for (int i : units) {
      boolean keeps =
          points[i].length > 0
              && IntegerVectors.dot(points[i], exact.input(sample)).signum() == sign;
      points[i] = keeps ? points[i] : new BigInteger[0];
    }
    return new Node(node.state().withInput(sample, sign, units), points);
  }

  /** A proof that no weights of a unit have its known signs; else such weights are kept. */
  private Optional<BoundStep.EmptyCell> emptyCell(Node node, int unit) {
    if (node.points()[unit].length > 0) {
      return Optional.empty();
    }
    int[] known =
        IntStream.range(0, problem.samples).filter(n -> node.state().input(unit, n) != 0).toArray();
    if (known.length == 0) {
      return Optional.empty();
    }
    List<Inequality> system = new ArrayList<>();
    for (int n : known) {
      boolean plus = node.state().input(unit, n) > 0;
      system.add(
          new Inequality(
              Arrays.stream(exact.input(n)).map(x -> plus ? x : x.negate()).toList(), true));
    }
    HomogeneousInequalities.Answer answer =
        HomogeneousInequalities.decide(exact.dimensions(), system);
    if (answer instanceof HomogeneousInequalities.Solvable solvable) {
      node.points()[unit] = solvable.point().toArray(new BigInteger[0]);
      return Optional.empty();
    }
    List<BigInteger> multipliers = ((HomogeneousInequalities.Contradictory) answer).multipliers();
    List<BoundStep.Term> lambda = new ArrayList<>();
    for (int k = 0; k < known.length; k++) {
      if (multipliers.get(k).signum() > 0) {
        lambda.add(new BoundStep.Term(known[k], Rational.of(multipliers.get(k))));
      }
    }
    return Optional.of(new BoundStep.EmptyCell(unit, lambda));
  }
}
