package org.dlmcert.gradient;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Instance;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/** A network with weights, evaluated sample by sample and unit by unit, without matrices. */
public final class PointNetwork {
  private final Instance instance;
  private final Weights weights;

  public PointNetwork(Instance instance) {
    this.instance = instance;
    this.weights = instance.weights().orElseThrow();
  }

  /** What one sample does to the network. */
  public record Trace(List<Rational> outputs, List<Integer> signs) {}

  /** The outputs, and the signs of all hidden preactivations, of every sample. */
  public List<Trace> traces() {
    List<Trace> traces = new ArrayList<>();
    for (int n = 0; n < instance.samples(); n++) {
      traces.add(trace(n));
    }
    return traces;
  }

  private Trace trace(int sample) {
    Network network = instance.network();
    List<Rational> values = instance.dataset().inputs().row(sample);
    List<Integer> signs = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      List<Rational> next = new ArrayList<>();
      for (int i = 0; i < network.width(l); i++) {
        Rational u = weights.bias(l, i);
        for (int j = 0; j < values.size(); j++) {
          u = u.plus(weights.matrix(l).get(i, j).times(values.get(j)));
        }
        if (l < network.depth()) {
          signs.add(u.signum());
          u = u.times(instance.noise(l).factor(sample, i));
          u = signs.get(signs.size() - 1) < 0 ? u.times(network.slope()) : u;
        }
        next.add(u);
      }
      values = next;
    }
    return new Trace(values, signs);
  }

  /** Whether no hidden preactivation is zero. */
  public boolean isInsideACell() {
    return traces().stream().noneMatch(trace -> trace.signs().contains(0));
  }

  /**
   * The network with one parameter moved.
   *
   * @param input the column of W_l, or d_{l-1} for the bias
   */
  PointNetwork moved(int layer, int unit, int input, Rational step) {
    Network network = instance.network();
    List<RationalMatrix> matrices = new ArrayList<>(weights.matrices());
    Optional<List<List<Rational>>> biases = weights.biases();
    RationalMatrix old = weights.matrix(layer);
    if (input < network.width(layer - 1)) {
      matrices.set(
          layer - 1,
          RationalMatrix.of(
              old.rows(),
              old.columns(),
              (i, j) -> i == unit && j == input ? old.get(i, j).plus(step) : old.get(i, j)));
    } else {
      List<List<Rational>> vectors = new ArrayList<>(biases.orElseThrow());
      List<Rational> vector = new ArrayList<>(vectors.get(layer - 1));
      vector.set(unit, vector.get(unit).plus(step));
      vectors.set(layer - 1, vector);
      biases = Optional.of(vectors);
    }
    return new PointNetwork(
        new Instance(
            instance.name(),
            network,
            instance.dataset(),
            instance.noise(),
            Optional.of(new Weights(matrices, biases))));
  }
}
