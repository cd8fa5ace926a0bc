package org.dlmcert.checker.bound;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.CanonicalReader;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.minima.MinimaClaim;
import org.dlmcert.checker.network.Network;

/**
 * Vectors, and a tree over signs, that prove that no weights have a loss below a number
 * (soundness.md section 30).
 */
public record BoundTree(List<Rational[]> vectors, List<BoundNode> nodes) {
  private static final int WORD_BITS = 64;

  /** Reads the fields {@code vectors} and {@code tree}; the name of the first has been read. */
  public static BoundTree read(CanonicalReader in, Network network) {
    List<Rational[]> vectors = in.list(() -> in.row(network.samples()));
    in.field("tree");
    return new BoundTree(vectors, in.list(() -> BoundNode.read(in, network)));
  }

  /** Rejects the tree unless it proves that no weights of the network have a smaller loss. */
  public void check(Network network, Rational loss, Steps steps) {
    if (loss.signum() == 0) {
      steps.require(vectors.isEmpty(), "vectors", () -> "the loss is 0, and there are vectors");
      steps.require(nodes.isEmpty(), "tree", () -> "the loss is 0, and there are nodes");
      return;
    }
    Rational[] y = MinimaClaim.targets(network);
    for (int m = 0; m < vectors.size(); m++) {
      requireBound(vectors.get(m), y, network, loss, "vectors[" + m + "]", steps);
    }
    walk(network, new UnitBounds(network, vectors, steps), steps);
  }

  /** With biases Σ μ = 0; and μ·y < 0, and (μ·y)² is at least 2N·ℓ·|μ|². */
  private static void requireBound(
      Rational[] mu, Rational[] y, Network network, Rational loss, String place, Steps steps) {
    Rational[] ones = new Rational[mu.length];
    Arrays.fill(ones, Rational.ONE);
    steps.require(
        !network.bias() || Vectors.dot(mu, ones, steps.work()).signum() == 0,
        place,
        () -> "the entries do not add up to 0");
    Rational product = Vectors.dot(mu, y, steps.work());
    steps.require(
        product.signum() < 0, place, () -> "its product with the targets is not negative");
    Rational twice = new Rational(BigInteger.valueOf(2L * mu.length), BigInteger.ONE);
    Rational needed =
        Vectors.times(
            Vectors.times(twice, loss, steps.work()),
            Vectors.dot(mu, mu, steps.work()),
            steps.work());
    Rational square = Vectors.times(product, product, steps.work());
    steps.require(
        Vectors.minus(square, needed, steps.work()).signum() >= 0,
        place,
        () -> "the vector does not bound the loss by " + loss);
  }

  /** Walks through the tree, without recursion: a stack of what the nodes to come know. */
  private void walk(Network network, UnitBounds bounds, Steps steps) {
    int units = network.width(1);
    long node = (long) network.samples() / WORD_BITS + 2;
    Deque<UnitSigns[]> open = new ArrayDeque<>();
    steps.work().add(units);
    UnitSigns[] first = new UnitSigns[units];
    Arrays.fill(first, UnitSigns.NONE);
    open.push(first);
    int deepest = 0;
    for (int t = 0; t < nodes.size(); t++) {
      String place = "tree[" + t + "]";
      steps.require(!open.isEmpty(), place, () -> "the tree was complete before this node");
      UnitSigns[] known = open.pop();
      BoundNode next = nodes.get(t);
      if (next instanceof BoundNode.Bound bound) {
        bounds.requireBound(bound, known, place);
      } else if (next instanceof BoundNode.EmptyCell empty) {
        bounds.requireEmpty(empty, known[empty.unit()], place);
      } else {
        steps.work().add(units, node);
        if (open.size() >= deepest) {
          deepest++;
          steps.work().reserve(units, node);
        }
        split(next, known, bounds, place, open, steps);
      }
    }
    steps.require(open.isEmpty(), "tree", () -> "there are nodes without a proof");
  }

  private static void split(
      BoundNode node,
      UnitSigns[] known,
      UnitBounds bounds,
      String place,
      Deque<UnitSigns[]> open,
      Steps steps) {
    UnitSigns[] plus = known.clone();
    UnitSigns[] minus = known.clone();
    if (node instanceof BoundNode.OutputSplit split) {
      int i = split.unit();
      steps.require(known[i].output() == 0, place, () -> "unit " + i + " has this sign");
      plus[i] = known[i].withOutput(1);
      for (int j = 0; j < known.length; j++) {
        if (bounds.equalNoise(i, j) && known[j].equals(known[i])) {
          minus[j] = known[j].withOutput(-1);
        }
      }
    } else if (node instanceof BoundNode.InputSplit split) {
      int i = split.unit();
      int n = split.sample();
      steps.require(!known[i].knows(n), place, () -> "unit " + i + " has this sign");
      steps.require(!bounds.isZero(n), place, () -> "the sample is zero");
      plus[i] = known[i].with(n, 1);
      for (int j = 0; j < known.length; j++) {
        if (bounds.equalNoise(i, j) && known[j].equals(known[i])) {
          minus[j] = known[j].with(n, -1);
        }
      }
    }
    open.push(minus);
    open.push(plus);
  }

  /** Returns Σ k_n·x⁽ⁿ⁾ = 0, a coordinate after the other. */
  static boolean isDependency(Rational[] k, Cleared[] rows, Steps steps) {
    Cleared factors = Cleared.of(k, steps.work());
    for (Cleared row : rows) {
      if (Vectors.dot(factors, row, steps.work()).signum() != 0) {
        return false;
      }
    }
    return true;
  }
}
