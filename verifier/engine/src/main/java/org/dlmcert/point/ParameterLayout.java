package org.dlmcert.point;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Network;
import org.dlmcert.model.Weights;

/**
 * The ω weights and biases of a network as one vector, in the order of the rows of G: layer by
 * layer, unit by unit, the bias of a unit after its weights.
 */
final class ParameterLayout {
  private final Network network;

  ParameterLayout(Network network) {
    this.network = network;
  }

  /** The number ω of parameters. */
  int size() {
    int size = 0;
    for (int l = 1; l <= network.depth(); l++) {
      size = Math.addExact(size, Math.multiplyExact(network.width(l), fanIn(l)));
    }
    return size;
  }

  private int fanIn(int layer) {
    return network.width(layer - 1) + (network.bias() ? 1 : 0);
  }

  /** The weights as a vector of ω entries. */
  List<Rational> vector(Weights weights) {
    List<Rational> vector = new ArrayList<>();
    for (int l = 1; l <= network.depth(); l++) {
      for (int i = 0; i < network.width(l); i++) {
        vector.addAll(weights.matrix(l).row(i));
        if (network.bias()) {
          vector.add(weights.bias(l, i));
        }
      }
    }
    return vector;
  }

  /** The vector of ω entries as weights. */
  Weights weights(List<Rational> vector) {
    List<RationalMatrix> matrices = new ArrayList<>();
    List<List<Rational>> biases = new ArrayList<>();
    int offset = 0;
    for (int l = 1; l <= network.depth(); l++) {
      int start = offset;
      int stride = fanIn(l);
      int inputs = network.width(l - 1);
      matrices.add(
          RationalMatrix.of(
              network.width(l), inputs, (i, j) -> vector.get(start + i * stride + j)));
      List<Rational> bias = new ArrayList<>();
      for (int i = 0; i < network.width(l) && network.bias(); i++) {
        bias.add(vector.get(start + i * stride + inputs));
      }
      biases.add(bias);
      offset += network.width(l) * stride;
    }
    return new Weights(matrices, network.bias() ? Optional.of(biases) : Optional.empty());
  }

  /** The direction that moves the incoming weights of one unit only, its bias last. */
  Weights ofRow(int layer, int unit, List<Rational> row) {
    List<Rational> vector = zeros();
    int offset = offset(layer, unit);
    for (int j = 0; j < row.size(); j++) {
      vector.set(offset + j, row.get(j));
    }
    return weights(vector);
  }

  /** As many zeros as there are parameters, to be changed. */
  List<Rational> zeros() {
    return new ArrayList<>(Collections.nCopies(size(), Rational.ZERO));
  }

  /** Where the row of a unit begins. */
  int offset(int layer, int unit) {
    int offset = 0;
    for (int l = 1; l < layer; l++) {
      offset += network.width(l) * fanIn(l);
    }
    return offset + unit * fanIn(layer);
  }

  /** {@code weights + step · direction}. */
  static Weights moved(Weights weights, Weights direction, Rational step) {
    List<RationalMatrix> matrices = new ArrayList<>();
    for (int l = 1; l <= weights.matrices().size(); l++) {
      RationalMatrix w = weights.matrix(l);
      RationalMatrix d = direction.matrix(l);
      matrices.add(
          RationalMatrix.of(
              w.rows(), w.columns(), (i, j) -> w.get(i, j).plus(step.times(d.get(i, j)))));
    }
    Optional<List<List<Rational>>> biases =
        weights
            .biases()
            .map(
                all -> {
                  List<List<Rational>> moved = new ArrayList<>();
                  for (int l = 1; l <= all.size(); l++) {
                    List<Rational> row = new ArrayList<>();
                    for (int i = 0; i < all.get(l - 1).size(); i++) {
                      row.add(weights.bias(l, i).plus(step.times(direction.bias(l, i))));
                    }
                    moved.add(row);
                  }
                  return moved;
                });
    return new Weights(matrices, biases);
  }
}
