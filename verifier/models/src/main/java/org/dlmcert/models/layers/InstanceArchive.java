package org.dlmcert.models.layers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.io.array.NpzWriter;
import org.dlmcert.model.Features;
import org.dlmcert.model.Instance;
import org.dlmcert.models.tensor.Rounding;

/**
 * Writes instances as NPZ archives: numbers that are doubles as doubles, arrays of others as texts.
 */
public final class InstanceArchive {
  private InstanceArchive() {}

  /**
   * The archive.
   *
   * @param noise a word for each hidden layer, or none if noise is not to be stated
   */
  public static byte[] bytes(Instance instance, List<String> noise) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (NpzWriter npz = new NpzWriter(bytes)) {
      npz.add("format", List.of(), new String[] {"dlmcert-instance/1"});
      long[] widths = instance.network().widths().stream().mapToLong(w -> w).toArray();
      npz.add("widths", List.of(widths.length), widths);
      npz.add("slope", List.of(), new String[] {instance.network().slope().toString()});
      npz.add("bias", List.of(), new long[] {instance.network().bias() ? 1 : 0});
      if (instance.dataset().features().isPresent()) {
        Features features = instance.dataset().features().get();
        npz.add("features_model", List.of(), new String[] {features.model()});
        npz.add("features_nodes", List.of(), new long[] {features.nodes()});
      }
      add(npz, "inputs", instance.dataset().inputs());
      if (instance.dataset().targets().isPresent()) {
        add(npz, "targets", instance.dataset().targets().get());
      }
      if (!noise.isEmpty()) {
        npz.add("noise", List.of(noise.size()), noise.toArray(String[]::new));
      }
      if (instance.weights().isPresent()) {
        for (int l = 1; l <= instance.network().depth(); l++) {
          add(npz, "weights_" + l, instance.weights().get().matrix(l));
        }
        if (instance.weights().get().biases().isPresent()) {
          List<List<Rational>> biases = instance.weights().get().biases().get();
          for (int l = 1; l <= biases.size(); l++) {
            add(npz, "biases_" + l, List.of(biases.get(l - 1).size()), biases.get(l - 1));
          }
        }
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private static void add(NpzWriter npz, String name, RationalMatrix matrix) throws IOException {
    List<Rational> values = new ArrayList<>();
    for (int i = 0; i < matrix.rows(); i++) {
      values.addAll(matrix.row(i));
    }
    add(npz, name, List.of(matrix.rows(), matrix.columns()), values);
  }

  private static void add(NpzWriter npz, String name, List<Integer> shape, List<Rational> values)
      throws IOException {
    Optional<double[]> doubles = Rounding.exactDoubles(values);
    if (doubles.isPresent()) {
      npz.add(name, shape, doubles.get());
    } else {
      npz.add(name, shape, values.stream().map(Rational::toString).toArray(String[]::new));
    }
  }
}
