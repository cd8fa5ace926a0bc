package org.dlmcert.point;

import java.math.BigInteger;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import org.dlmcert.exact.IntegerMatrix;
import org.dlmcert.exact.IntegerVectors;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.gradient.ModularGradient;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;
import org.dlmcert.progress.Progress;

/**
 * The exact ranks of every G_l and of the full G, with N·d_L columns, and the rank ceiling.
 *
 * <p>For every hidden unit the combination of its incoming gradients with its incoming weights, its
 * bias among them, equals that of its outgoing ones: both are δ·u. These relations have the
 * coefficients of the incidence matrix of the graph of nonzero weights, so they are independent but
 * for one in each connected component of hidden units that touches neither input, nor output, nor a
 * nonzero bias. Hence {@code rank G ≤ ω - (hidden units - such components)}.
 *
 * <p>Modulo a prime a rank can only be smaller; if it is that of the bounds by rows, columns and
 * relations, it is the rank. Otherwise the missing kernel vectors are computed, if that is not too
 * much work.
 *
 * @param layers the ranks of G_1, …, G_L
 * @param full the rank of G
 * @param columns N·d_L
 * @param ceiling the upper bound by the relations, and by the shape
 * @param isolatedComponents the number of components that touch nothing
 */
public record GradientRanks(
    List<Layer> layers,
    Rank full,
    int parameters,
    int columns,
    int ceiling,
    int isolatedComponents) {
  /** The largest (kernel vectors)·(rank)³ for which kernels are computed: some ten seconds. */
  private static final long KERNEL_WORK = 2_000_000_000L;

  public GradientRanks {
    layers = List.copyOf(layers);
  }

  /**
   * A rank, or a lower bound for it.
   *
   * @param atLeast the rank modulo a prime
   * @param isExact whether it is the rank
   */
  public record Rank(int atLeast, boolean isExact) {}

  /**
   * One layer.
   *
   * @param rows the number of rows of G_l
   */
  public record Layer(int layer, int rows, Rank rank, int columns) {
    /** Whether the rank is known to be the number of columns. */
    public boolean fullColumnRank() {
      return rank.atLeast() == columns;
    }
  }

  /** The ranks at a point, with slope 1 at preactivation zero. */
  public static GradientRanks of(Point point, Progress progress) {
    Gradient gradient = Gradient.at(point.instance(), point.pass());
    int columns = Math.multiplyExact(point.instance().samples(), point.network().outputs());
    int parameters = new ParameterLayout(point.network()).size();
    int isolated = isolatedComponents(point.network(), point.weights());
    int ceiling = parameters - (point.network().hiddenUnits() - isolated);
    int depth = point.network().depth();
    ModularGradient modular = ModularGradient.of(gradient, depth);
    List<Layer> layers = new ArrayList<>();
    int nonzero = 0;
    for (int l = 1; l <= depth; l++) {
      progress.stage("rank of G_" + l, Progress.UNKNOWN);
      int layer = l;
      int rows = gradient.rows(l);
      int bound = Math.min(Math.min(modular.nonzeroRows(l), columns), ceiling);
      Rank rank =
          rank(
              modular.rank(l),
              bound,
              Math.min(modular.nonzeroRows(l), columns),
              () -> gradient.layer(layer));
      layers.add(new Layer(l, rows, rank, columns));
      nonzero += modular.nonzeroRows(l);
    }
    progress.stage("rank of the full G", Progress.UNKNOWN);
    int shape = Math.min(nonzero, columns);
    Rank full =
        layers.stream().anyMatch(Layer::fullColumnRank)
            ? new Rank(columns, true)
            : rank(modular.fullRank(), Math.min(shape, ceiling), shape, gradient::full);
    return new GradientRanks(layers, full, parameters, columns, ceiling, isolated);
  }

  /**
   * A rank from the one modulo a prime.
   *
   * @param bound that no rank is above
   * @param shape the bound by rows that are not zero and by columns
   * @param exact the matrix, where it is needed
   */
  private static Rank rank(int modular, int bound, int shape, Supplier<RationalMatrix> exact) {
    if (modular == bound) {
      return new Rank(modular, true);
    }
    long missing = (long) shape - modular;
    long cube = (long) modular * modular * modular;
    return missing * cube <= KERNEL_WORK
        ? new Rank(MatrixRank.of(primitiveRows(exact.get())).rank(), true)
        : new Rank(modular, false);
  }

  /** The rows that are not zero, each as integers without common factor. */
  private static IntegerMatrix primitiveRows(RationalMatrix matrix) {
    IntegerMatrix integers = matrix.transpose().clearColumns().matrix().transpose();
    List<List<BigInteger>> rows = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      List<BigInteger> row = IntegerVectors.primitive(integers.row(i));
      if (row.stream().anyMatch(entry -> entry.signum() != 0)) {
        rows.add(row);
      }
    }
    return IntegerMatrix.ofRows(matrix.columns(), rows);
  }

  /** Components of hidden units in the graph of nonzero weights without input, output or bias. */
  private static int isolatedComponents(Network network, Weights weights) {
    boolean[][] seen = new boolean[network.depth()][];
    for (int l = 1; l < network.depth(); l++) {
      seen[l] = new boolean[network.width(l)];
    }
    int isolated = 0;
    for (int l = 1; l < network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        if (!seen[l][i] && !touches(network, weights, seen, l, i)) {
          isolated++;
        }
      }
    }
    return isolated;
  }

  /** Visits the component of a unit. */
  private static boolean touches(
      Network network, Weights weights, boolean[][] seen, int layer, int unit) {
    boolean touches = false;
    Deque<int[]> waiting = new ArrayDeque<>();
    waiting.add(new int[] {layer, unit});
    seen[layer][unit] = true;
    while (!waiting.isEmpty()) {
      int[] node = waiting.remove();
      int l = node[0];
      int i = node[1];
      touches |= !weights.bias(l, i).isZero();
      List<Rational> incoming = weights.matrix(l).row(i);
      for (int j = 0; j < incoming.size(); j++) {
        if (!incoming.get(j).isZero()) {
          touches |= l == 1;
          visit(seen, waiting, l - 1, j);
        }
      }
      for (int k = 0; k < network.width(l + 1); k++) {
        if (!weights.matrix(l + 1).get(k, i).isZero()) {
          touches |= l + 1 == network.depth();
          visit(seen, waiting, l + 1, k);
        }
      }
    }
    return touches;
  }

  private static void visit(boolean[][] seen, Deque<int[]> waiting, int layer, int unit) {
    if (layer >= 1 && layer < seen.length && !seen[layer][unit]) {
      seen[layer][unit] = true;
      waiting.add(new int[] {layer, unit});
    }
  }
}
