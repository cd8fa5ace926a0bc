package org.dlmcert.numeric.rank;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.dlmcert.exact.MatrixRank;
import org.dlmcert.exact.ModularMatrix;
import org.dlmcert.exact.PrimeField;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.gradient.ForwardPass;
import org.dlmcert.gradient.Gradient;
import org.dlmcert.model.Dataset;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.network.FloatData;
import org.dlmcert.numeric.network.FloatNetwork;
import org.dlmcert.numeric.network.FloatWeights;

/**
 * Exact ranks of the gradient matrices G_l and G, (5.4) and (5.5) of Soudry and Carmon 2016, at
 * weights and inputs that are doubles and therefore exact rationals. For networks without bias and
 * noise and with one output.
 *
 * <p>Signs are exact, everything else is computed modulo a prime, where the rank can only be
 * smaller; the upper bound comes from the number of rows and columns, from the places of zeros
 * ({@link TermRank}), from the relations between the layers (for every hidden unit, {@code Σ_j
 * W_l[i,j] G_l[(i,j)] = Σ_k W_{l+1}[k,i] G_{l+1}[(k,i)]}), and where these leave a gap from kernel
 * vectors ({@link MatrixRank}).
 */
public final class GradientRank {
  /** Primes below this have the fastest elimination. */
  private static final int PRIME_BOUND = 1 << 23;

  /**
   * The largest (kernel vectors)·(rank)³ for which kernels are computed, with the rank on the
   * samples that kernel vectors have: each is a p-adic solution of rank² operations a digit, with
   * digits in proportion to the rank.
   */
  private static final double KERNEL_WORK = 3e8;

  private final double kernelWork;
  private final FloatNetwork network;
  private final FloatWeights weights;
  private final FloatData data;
  private final ExactSigns signs;
  private final PrimeField field;
  private final int[][] outputs; // v_l modulo p at l, d_l × N
  private final int[][] deltas; // Δ_l modulo p at l, d_l × N
  private final BitSet[][] alive; // at [l][n]: units i of layer l whose v_l[i] may be nonzero
  private final BitSet[][] heard; // at [l][n]: units i of layer l whose δ_l[i] may be nonzero

  private GradientRank(
      FloatNetwork network, FloatWeights weights, FloatData data, double kernelWork) {
    this.kernelWork = kernelWork;
    this.network = network;
    this.weights = weights;
    this.data = data;
    this.signs = ExactSigns.of(network, weights, data);
    this.field = PrimeField.descendingFrom(PRIME_BOUND).iterator().next();
    this.outputs = new int[network.depth() + 1][];
    this.deltas = new int[network.depth() + 1][];
    this.alive = new BitSet[network.depth() + 1][];
    this.heard = new BitSet[network.depth() + 1][];
    forward();
    backward();
  }

  /**
   * The matrices at these weights.
   *
   * @throws IllegalArgumentException for a network with bias or several outputs, or with noise
   */
  public static GradientRank of(FloatNetwork network, FloatWeights weights, FloatData data) {
    return of(network, weights, data, KERNEL_WORK);
  }

  /** The same with another limit in place of {@link #KERNEL_WORK}. */
  static GradientRank of(
      FloatNetwork network, FloatWeights weights, FloatData data, double kernelWork) {
    boolean noisy = IntStream.range(1, network.depth()).anyMatch(data::isNoisy);
    if (network.bias() || network.outputs() != 1 || noisy) {
      throw new IllegalArgumentException("one output, no bias and no noise expected");
    }
    return new GradientRank(network, weights, data, kernelWork);
  }

  private int residue(double value) {
    int exponent = ExactDouble.exponent(value);
    int mantissa = field.reduce(ExactDouble.mantissa(value));
    int base = exponent >= 0 ? field.reduce(2) : field.inverse(2);
    int power = 1;
    for (int e = Math.abs(exponent); e > 0; e >>= 1) {
      if ((e & 1) == 1) {
        power = field.multiply(power, base);
      }
      base = field.multiply(base, base);
    }
    return field.multiply(mantissa, power);
  }

  /** W_l modulo p, row-major. */
  private int[] residues(int layer) {
    int below = network.width(layer - 1);
    int[] all = new int[network.width(layer) * below];
    for (int k = 0; k < all.length; k++) {
      all[k] = residue(weights.get(layer, k / below, k % below));
    }
    return all;
  }

  private void forward() {
    int samples = data.samples();
    int slope = residue(network.slope());
    outputs[0] = new int[network.width(0) * samples];
    alive[0] = new BitSet[samples];
    for (int n = 0; n < samples; n++) {
      alive[0][n] = new BitSet();
      for (int j = 0; j < network.width(0); j++) {
        outputs[0][j * samples + n] = residue(data.inputs()[n][j]);
        alive[0][n].set(j, data.inputs()[n][j] != 0);
      }
    }
    for (int l = 1; l < network.depth(); l++) {
      int width = network.width(l);
      outputs[l] = product(residues(l), width, network.width(l - 1), outputs[l - 1]);
      alive[l] = new BitSet[samples];
      for (int n = 0; n < samples; n++) {
        alive[l][n] = new BitSet();
        for (int i = 0; i < width; i++) {
          boolean positive = signs.isPositive(l, i, n);
          if (!positive) {
            outputs[l][i * samples + n] = field.multiply(slope, outputs[l][i * samples + n]);
          }
          alive[l][n].set(i, positive || network.slope() != 0);
        }
      }
    }
  }

  private void backward() {
    int samples = data.samples();
    int depth = network.depth();
    int slope = residue(network.slope());
    deltas[depth] = new int[samples];
    Arrays.fill(deltas[depth], 1);
    heard[depth] = new BitSet[samples];
    for (int n = 0; n < samples; n++) {
      heard[depth][n] = new BitSet();
      heard[depth][n].set(0);
    }
    for (int l = depth - 1; l >= 1; l--) {
      int width = network.width(l);
      int above = network.width(l + 1);
      int[] w = residues(l + 1);
      int[] transposed = new int[w.length];
      for (int k = 0; k < w.length; k++) {
        transposed[k % width * above + k / width] = w[k];
      }
      deltas[l] = product(transposed, width, above, deltas[l + 1]);
      heard[l] = new BitSet[samples];
      for (int n = 0; n < samples; n++) {
        heard[l][n] = new BitSet();
        for (int i = 0; i < width; i++) {
          int unit = i;
          boolean positive = signs.isPositive(l, i, n);
          if (!positive) {
            deltas[l][i * samples + n] = field.multiply(slope, deltas[l][i * samples + n]);
          }
          int layer = l;
          heard[l][n].set(
              i,
              alive[l][n].get(i)
                  && heard[l + 1][n].stream().anyMatch(k -> weights.get(layer + 1, k, unit) != 0));
        }
      }
    }
  }

  /** The rows × N product of a rows × inner and an inner × N matrix. */
  private int[] product(int[] left, int rows, int inner, int[] right) {
    int samples = data.samples();
    int[] product = new int[rows * samples];
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < inner; j++) {
        int factor = left[i * inner + j];
        for (int n = 0; factor != 0 && n < samples; n++) {
          int k = i * samples + n;
          product[k] = field.add(product[k], field.multiply(factor, right[j * samples + n]));
        }
      }
    }
    return product;
  }

  /** A row of G: the parameter W_l[i][j]. */
  private record Row(int layer, int unit, int input) {}

  private List<Row> rows(int layer) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < network.width(layer); i++) {
      for (int j = 0; j < network.width(layer - 1); j++) {
        rows.add(new Row(layer, i, j));
      }
    }
    return rows;
  }

  /** The exact rank of G_l, d_l·d_{l-1} × N. */
  public ProvenRank ofLayer(int layer) {
    List<Row> rows = rows(layer);
    int rank = modular(rows);
    if (rank == Math.min(rows.size(), data.samples())) {
      return new ProvenRank(rank, ProvenRank.Proof.FULL);
    }
    if (rank == termRank(rows)) {
      return new ProvenRank(rank, ProvenRank.Proof.TERM_RANK);
    }
    return byKernel(rows, rank);
  }

  /**
   * The rank by exact kernel vectors, unless there are too many too long ones. They are looked for
   * on the samples alone that occur in a kernel vector modulo p: if the rank on these is at most
   * what it is modulo p, so is the rank of all, as every other sample adds one at most.
   */
  private ProvenRank byKernel(List<Row> rows, int lowerBound) {
    int[] samples = kernelSamples(rows);
    List<Row> nonzero =
        rows.stream()
            .filter(row -> Arrays.stream(samples).anyMatch(n -> mayBeNonzero(row, n)))
            .toList();
    int here = lowerBound - (data.samples() - samples.length);
    double missing = Math.min(nonzero.size(), samples.length) - here;
    if (missing * here * here * here > kernelWork) {
      return new ProvenRank(lowerBound, ProvenRank.Proof.NONE);
    }
    Gradient gradient = gradient(samples);
    List<RationalMatrix> layers =
        IntStream.rangeClosed(1, network.depth()).mapToObj(gradient::layer).toList();
    RationalMatrix matrix =
        RationalMatrix.of(
            nonzero.size(),
            samples.length,
            (r, k) -> {
              Row row = nonzero.get(r);
              int index = row.unit * network.width(row.layer - 1) + row.input;
              return layers.get(row.layer - 1).get(index, k);
            });
    int upperBound = data.samples() - samples.length + MatrixRank.of(matrix).rank();
    return new ProvenRank(
        lowerBound, upperBound == lowerBound ? ProvenRank.Proof.KERNEL : ProvenRank.Proof.NONE);
  }

  /** The samples at which not every kernel vector modulo p is zero, ascending. */
  private int[] kernelSamples(List<Row> rows) {
    ModularMatrix kernel = residues(rows).rightKernel();
    return IntStream.range(0, data.samples())
        .filter(n -> IntStream.range(0, kernel.rows()).anyMatch(k -> kernel.get(k, n) != 0))
        .toArray();
  }

  /** The exact rank of G, ω × N. */
  public ProvenRank full() {
    List<Row> all = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      all.addAll(rows(l));
    }
    int rank = modular(all);
    if (rank == Math.min(all.size(), data.samples())) {
      return new ProvenRank(rank, ProvenRank.Proof.FULL);
    }
    if (rank == termRank(all)) {
      return new ProvenRank(rank, ProvenRank.Proof.TERM_RANK);
    }
    all.removeAll(dependentRows());
    if (rank == termRank(all)) {
      return new ProvenRank(rank, ProvenRank.Proof.LAYER_RELATIONS);
    }
    return byKernel(all, rank);
  }

  /**
   * One row for every hidden unit that is a combination of rows kept: in layer l, of unit i, the
   * row of an input with W_l[i][j] ≠ 0. Its relation expresses it by other rows of unit i and by
   * rows of layer l + 1, whose own dropped rows are expressed by layer l + 2 and so on.
   */
  private Set<Row> dependentRows() {
    Set<Row> dependent = new HashSet<>();
    for (int l = 1; l < network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        int layer = l;
        int unit = i;
        IntStream.range(0, network.width(l - 1))
            .filter(j -> weights.get(layer, unit, j) != 0)
            .boxed()
            .max(Comparator.comparingInt(j -> entries(new Row(layer, unit, j))))
            .ifPresent(j -> dependent.add(new Row(layer, unit, j)));
      }
    }
    return dependent;
  }

  private int entries(Row row) {
    return (int) IntStream.range(0, data.samples()).filter(n -> mayBeNonzero(row, n)).count();
  }

  private boolean mayBeNonzero(Row row, int sample) {
    return heard[row.layer][sample].get(row.unit) && alive[row.layer - 1][sample].get(row.input);
  }

  private int modular(List<Row> rows) {
    return residues(rows).rankProfile().rank();
  }

  /** These rows of G modulo p. */
  private ModularMatrix residues(List<Row> rows) {
    int samples = data.samples();
    return ModularMatrix.of(
        field,
        rows.size(),
        samples,
        (r, n) -> {
          Row row = rows.get(r);
          return field.multiply(
              deltas[row.layer][row.unit * samples + n],
              outputs[row.layer - 1][row.input * samples + n]);
        });
  }

  private int termRank(List<Row> rows) {
    List<BitSet> columns = new ArrayList<>();
    for (int n = 0; n < data.samples(); n++) {
      BitSet column = new BitSet(rows.size());
      for (int r = 0; r < rows.size(); r++) {
        column.set(r, mayBeNonzero(rows.get(r), n));
      }
      columns.add(column);
    }
    return TermRank.of(columns, rows.size());
  }

  /** The exact gradient on some of the samples. */
  private Gradient gradient(int[] samples) {
    Network exact = new Network(network.widths(), ExactDouble.of(network.slope()), false);
    RationalMatrix inputs =
        RationalMatrix.of(
            samples.length,
            network.width(0),
            (k, j) -> ExactDouble.of(data.inputs()[samples[k]][j]));
    List<LayerNoise> none = Collections.nCopies(network.depth() - 1, LayerNoise.NONE);
    Instance instance =
        new Instance(
            Optional.empty(),
            exact,
            new Dataset(inputs, Optional.empty()),
            none,
            Optional.of(weights.exact()));
    return Gradient.at(instance, ForwardPass.of(instance));
  }
}
