package org.dlmcert.model;

import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;

/**
 * A network on a data set, with its noise and, where given, its weights.
 *
 * @param name free text for people; no part of any claim
 * @param noise one entry per hidden layer, E_1, …, E_{L-1}
 * @param loss what training minimizes
 */
public record Instance(
    Optional<String> name,
    Network network,
    Dataset dataset,
    List<LayerNoise> noise,
    Optional<Weights> weights,
    Loss loss) {

  /**
   * Checks that all shapes agree.
   *
   * @throws IllegalArgumentException with both shapes, if they do not
   */
  public Instance {
    noise = List.copyOf(noise);
    int samples = dataset.samples();
    expect("inputs", dataset.inputs(), samples, network.inputs());
    dataset.targets().ifPresent(y -> expect("targets", y, samples, network.outputs()));
    if (noise.size() != network.depth() - 1) {
      throw new IllegalArgumentException(
          "noise for " + (network.depth() - 1) + " hidden layers expected, got " + noise.size());
    }
    for (int l = 1; l < network.depth(); l++) {
      if (noise.get(l - 1) instanceof LayerNoise.Given given) {
        expect("noise of layer " + l, given.factors(), samples, network.width(l));
      }
      if (noise.get(l - 1) instanceof LiftedNoise lifted
          && (lifted.samples() != samples || lifted.units() != network.width(l))) {
        throw new IllegalArgumentException(
            "noise of layer "
                + l
                + (": " + samples + "×" + network.width(l) + " expected, got ")
                + (lifted.samples() + "×" + lifted.units()));
      }
    }
    if (weights.isPresent()) {
      expectWeights(network, weights.get());
    }
  }

  /** An instance with squared losses. */
  public Instance(
      Optional<String> name,
      Network network,
      Dataset dataset,
      List<LayerNoise> noise,
      Optional<Weights> weights) {
    this(name, network, dataset, noise, weights, Loss.SQUARED);
  }

  private static void expectWeights(Network network, Weights weights) {
    if (weights.matrices().size() != network.depth()) {
      throw new IllegalArgumentException(
          network.depth() + " weight matrices expected, got " + weights.matrices().size());
    }
    if (weights.biases().isPresent() != network.bias()) {
      throw new IllegalArgumentException(
          network.bias()
              ? "weights of a network with bias need biases"
              : "biases given for a network without bias");
    }
    for (int l = 1; l <= network.depth(); l++) {
      expect("W_" + l, weights.matrix(l), network.rows(l), network.width(l - 1));
    }
    if (weights.biases().isPresent()) {
      List<List<Rational>> biases = weights.biases().get();
      if (biases.size() != network.depth()) {
        throw new IllegalArgumentException(
            network.depth() + " bias vectors expected, got " + biases.size());
      }
      for (int l = 1; l <= network.depth(); l++) {
        if (biases.get(l - 1).size() != network.rows(l)) {
          throw new IllegalArgumentException(
              "b_" + l + " needs " + network.rows(l) + " entries, got " + biases.get(l - 1).size());
        }
      }
    }
  }

  private static void expect(String what, RationalMatrix matrix, int rows, int columns) {
    if (matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          what + ": " + rows + "×" + columns + " expected, got " + matrix.shape());
    }
  }

  /** The number N of samples. */
  public int samples() {
    return dataset.samples();
  }

  /** The noise E_l of hidden layer l, 1 ≤ l ≤ L - 1. */
  public LayerNoise noise(int layer) {
    return noise.get(layer - 1);
  }

  /** The same with other weights. */
  public Instance at(Weights other) {
    return new Instance(name, network, dataset, noise, Optional.of(other), loss);
  }

  /** The same with another loss. */
  public Instance with(Loss other) {
    return new Instance(name, network, dataset, noise, weights, other);
  }
}
