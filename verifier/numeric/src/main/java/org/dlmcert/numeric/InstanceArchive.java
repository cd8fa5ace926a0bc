package org.dlmcert.numeric;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.io.instance.Activation;
import org.dlmcert.io.instance.InstanceWriter;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.LiftedNoise;
import org.dlmcert.model.Loss;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * Writes instances as NPZ archives, with the arrays that the reader of instances knows. An array is
 * of doubles if all its numbers are doubles, and of texts {@code p/q} otherwise: nothing is
 * rounded, and nothing is left out.
 */
public final class InstanceArchive {
  private InstanceArchive() {}

  /** The archive's bytes. */
  public static byte[] bytes(Instance instance) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      write(instance, npz);
    }
    return bytes.toByteArray();
  }

  /** Adds the instance's arrays to an archive. */
  public static void write(Instance instance, NpzWriter npz) throws IOException {
    Network network = instance.network();
    npz.add(
        "widths",
        List.of(network.depth() + 1),
        network.widths().stream().mapToLong(Integer::longValue).toArray());
    if (instance.name().isPresent()) {
      text(npz, "name", instance.name().get());
    }
    if (network.isMaxout()) {
      text(npz, "activation", Activation.word(network.pieces()));
    } else {
      add(npz, "slope", List.of(), new Rational[] {network.slope()});
    }
    if (!instance.loss().equals(Loss.SQUARED)) {
      text(npz, "loss", instance.loss().word());
    }
    if (instance.dataset().features().isPresent()) {
      Features features = instance.dataset().features().get();
      text(npz, "features_model", features.model());
      npz.add("features_nodes", List.of(), new long[] {features.nodes()});
    }
    npz.add("bias", List.of(), new long[] {network.bias() ? 1 : 0});
    add(npz, "inputs", instance.dataset().inputs());
    Optional<RationalMatrix> targets = instance.dataset().targets();
    if (targets.isPresent()) {
      add(npz, "targets", targets.get());
    }
    for (int l = 1; l < network.depth(); l++) {
      noise(npz, "noise_" + l, instance.noise(l));
    }
    if (instance.weights().isPresent()) {
      Weights weights = instance.weights().get();
      for (int l = 1; l <= network.depth(); l++) {
        add(npz, "weights_" + l, weights.matrix(l));
        if (weights.biases().isPresent()) {
          List<Rational> biases = weights.biases().get().get(l - 1);
          add(npz, "biases_" + l, List.of(biases.size()), biases.toArray(Rational[]::new));
        }
      }
    }
  }

  private static void noise(NpzWriter npz, String name, LayerNoise noise) throws IOException {
    if (noise instanceof LiftedNoise formula) {
      text(npz, name, InstanceWriter.formulaText(formula));
    } else if (noise instanceof LayerNoise.Given given) {
      add(npz, name, given.factors());
    } else {
      text(npz, name, noise instanceof LayerNoise.Generic ? "generic" : "none");
    }
  }

  private static void text(NpzWriter npz, String name, String text) throws IOException {
    npz.add(name, List.of(), new String[] {text});
  }

  /** Adds a matrix: doubles where every entry is one, else texts. */
  public static void add(NpzWriter npz, String name, RationalMatrix matrix) throws IOException {
    add(npz, name, List.of(matrix.rows(), matrix.columns()), entries(matrix));
  }

  private static void add(NpzWriter npz, String name, List<Integer> shape, Rational[] values)
      throws IOException {
    double[] doubles = new double[values.length];
    boolean exact = true;
    for (int k = 0; k < values.length; k++) {
      doubles[k] = ExactDouble.nearest(values[k]);
      exact &= Double.isFinite(doubles[k]) && ExactDouble.of(doubles[k]).equals(values[k]);
    }
    if (exact) {
      npz.add(name, shape, doubles);
    } else {
      npz.add(name, shape, texts(values));
    }
  }

  /** The entries row by row. */
  public static Rational[] entries(RationalMatrix matrix) {
    Rational[] values = new Rational[matrix.rows() * matrix.columns()];
    for (int k = 0; k < values.length; k++) {
      values[k] = matrix.get(k / matrix.columns(), k % matrix.columns());
    }
    return values;
  }

  /** Reduced {@code p/q}. */
  public static String[] texts(Rational[] values) {
    String[] texts = new String[values.length];
    for (int k = 0; k < values.length; k++) {
      texts[k] = values[k].toString();
    }
    return texts;
  }
}
