package org.dlmcert.numeric.vectors;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.numeric.ExactDouble;
import org.dlmcert.numeric.InstanceArchive;

/**
 * Test vectors in an NPZ archive: for every quantity q an array {@code q} of correctly rounded
 * doubles and an array {@code q_exact} of texts {@code p/q}. What is given comes first (inputs,
 * targets, noise, weights, biases, slope), then what is to be computed. What has no value, at
 * preactivations that are 0, is NaN and the text {@code nan}, and its rank -1.
 */
public final class TestVectors {
  private static final int UNKNOWN_RANK = -1;

  private final NpzWriter npz;
  private final List<String> names = new ArrayList<>();

  private TestVectors(NpzWriter npz) {
    this.npz = npz;
  }

  /**
   * An archive.
   *
   * @param bytes the archive
   * @param names of its arrays, in order
   */
  @SuppressWarnings("ArrayRecordComponent") // a file's contents
  public record Archive(byte[] bytes, List<String> names) {}

  /**
   * The vectors of these values of an instance.
   *
   * @throws ArithmeticException with the name of a quantity whose rounding is infinite
   */
  public static Archive of(Instance instance, ExactValues values) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    List<String> names;
    try (NpzWriter npz = new NpzWriter(bytes)) {
      TestVectors vectors = new TestVectors(npz);
      vectors.given(instance);
      vectors.computed(instance.network().depth(), values);
      names = vectors.names;
    }
    return new Archive(bytes.toByteArray(), List.copyOf(names));
  }

  private void given(Instance instance) throws IOException {
    Network network = instance.network();
    integers("widths", network.widths().stream().mapToLong(Integer::longValue).toArray());
    add("slope", List.of(), new Rational[] {network.slope()});
    add("inputs", instance.dataset().inputs());
    Optional<RationalMatrix> targets = instance.dataset().targets();
    if (targets.isPresent()) {
      add("targets", targets.get());
    }
    for (int l = 1; l < network.depth(); l++) {
      Optional<RationalMatrix> table = instance.noise(l).table();
      if (table.isPresent()) {
        add("noise_" + l, table.get());
      }
    }
    for (int l = 1; l <= network.depth(); l++) {
      add("weights_" + l, instance.weights().orElseThrow().matrix(l));
      Optional<List<List<Rational>>> biases = instance.weights().orElseThrow().biases();
      if (biases.isPresent()) {
        add("biases_" + l, biases.get().get(l - 1));
      }
    }
  }

  private void computed(int depth, ExactValues values) throws IOException {
    long[] ranks = new long[depth];
    for (int l = 1; l <= depth; l++) {
      add("u_" + l, values.preactivations(l));
      add("a_" + l, values.slopes(l));
      add("v_" + l, values.outputs(l));
      add("G_" + l, values.gradientMatrix(l));
      ranks[l - 1] = values.rank(l).orElse(UNKNOWN_RANK);
    }
    integers("ranks", ranks);
    integers("rank_G", values.fullRank().orElse(UNKNOWN_RANK));
    Optional<Rational> mse = values.mse();
    if (mse.isPresent()) {
      add("mse", List.of(), new Rational[] {mse.get()});
      add("residuals", values.residuals().orElseThrow());
      for (int l = 1; l <= depth; l++) {
        add("gradient_" + l, values.gradient(l).orElseThrow());
        Optional<PartialMatrix> bias = values.biasGradient(l);
        if (bias.isPresent()) {
          add("bias_gradient_" + l, List.of(bias.get().values().columns()), bias.get());
        }
      }
    }
  }

  private void add(String name, List<Rational> values) throws IOException {
    add(name, List.of(values.size()), values.toArray(Rational[]::new));
  }

  private void add(String name, RationalMatrix matrix) throws IOException {
    add(name, List.of(matrix.rows(), matrix.columns()), InstanceArchive.entries(matrix));
  }

  private void add(String name, PartialMatrix matrix) throws IOException {
    add(name, List.of(matrix.values().rows(), matrix.values().columns()), matrix);
  }

  private void add(String name, List<Integer> shape, Rational[] values) throws IOException {
    add(name, shape, values, new BitSet());
  }

  private void add(String name, List<Integer> shape, PartialMatrix matrix) throws IOException {
    add(name, shape, InstanceArchive.entries(matrix.values()), matrix.undefined());
  }

  private void add(String name, List<Integer> shape, Rational[] values, BitSet undefined)
      throws IOException {
    double[] rounded = new double[values.length];
    String[] texts = InstanceArchive.texts(values);
    for (int k = 0; k < values.length; k++) {
      rounded[k] = undefined.get(k) ? Double.NaN : ExactDouble.nearest(values[k]);
      texts[k] = undefined.get(k) ? "nan" : texts[k];
      if (Double.isInfinite(rounded[k])) {
        throw new ArithmeticException(name + " has an entry too large for a double");
      }
    }
    npz.add(name, shape, rounded);
    npz.add(name + "_exact", shape, texts);
    names.add(name);
    names.add(name + "_exact");
  }

  private void integers(String name, long... values) throws IOException {
    npz.add(name, List.of(values.length), values);
    names.add(name);
  }
}
