package org.dlmcert.paper.tool;

import java.util.Map;
import java.util.TreeMap;
import org.dlmcert.exact.Rational;
import org.dlmcert.exact.RationalMatrix;
import org.dlmcert.model.Network;
import org.dlmcert.paper.Witness;
import org.dlmcert.paper.symbolic.PolynomialMatrix;

/**
 * G_{L-1} = A_{L-1}∘V_{L-2} of (B.2) with a variable for every input x, every weight w1, w2, … of
 * the layers up to L-2, and every slope with its noise a1, a2, ….
 *
 * @param matrix d_{L-1}d_{L-2}×N
 */
public record SymbolicLastLayer(Network network, int samples, PolynomialMatrix matrix) {
  public static SymbolicLastLayer of(Network network, int samples) {
    PolynomialMatrix v = PolynomialMatrix.ofVariables("x", network.inputs(), samples);
    int last = network.depth() - 1;
    for (int l = 1; l < last; l++) {
      PolynomialMatrix w =
          PolynomialMatrix.ofVariables("w" + l, network.width(l), network.width(l - 1));
      v = slopes(network, l, samples).entrywise(w.times(v));
    }
    return new SymbolicLastLayer(network, samples, slopes(network, last, samples).khatriRao(v));
  }

  private static PolynomialMatrix slopes(Network network, int layer, int samples) {
    return PolynomialMatrix.ofVariables("a" + layer, network.width(layer), samples);
  }

  /** The values of all variables at the witness (B.3)–(B.6). */
  public Map<String, Rational> witness() {
    Witness witness = Witness.of(network, samples);
    Map<String, Rational> point = new TreeMap<>();
    put(point, "x", witness.inputs());
    for (int l = 1; l < network.depth(); l++) {
      put(point, "a" + l, witness.slopes(l));
      if (l < network.depth() - 1) {
        put(point, "w" + l, witness.weights(l));
      }
    }
    return point;
  }

  private static void put(Map<String, Rational> point, String name, RationalMatrix values) {
    PolynomialMatrix names = PolynomialMatrix.ofVariables(name, values.rows(), values.columns());
    for (int i = 0; i < values.rows(); i++) {
      for (int j = 0; j < values.columns(); j++) {
        point.put(names.get(i, j).toString(), values.get(i, j));
      }
    }
  }
}
