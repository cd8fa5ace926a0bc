package org.dlmcert.checker.point;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/** Whether the loss has a gradient at a point, and it is zero (soundness.md section 20). */
public final class ZeroGradient {
  private final Network network;
  private final ExactPoint point;
  private final Steps steps;
  private final List<BitSet> voids;

  ZeroGradient(Network network, ExactPoint point, Steps steps) {
    this.network = network;
    this.point = point;
    this.steps = steps;
    this.voids = point.voidSamples();
  }

  /** Rejects the claim unless the gradient is zero, layer by layer from the top. */
  void require() {
    int last = network.layers();
    Rational[][] scaled = new Rational[network.width(last)][]; // a_l·c_l, a row for each unit
    Arrays.setAll(scaled, point::derivatives);
    for (int l = last; l > 1; l--) {
      requireZero(l, scaled);
      Rational[][] c = below(l, scaled);
      if (l == 2) {
        Balance balance = Balance.atPoint(network, point, steps);
        for (int i = 0; i < c.length; i++) {
          balance.require(i, c[i]);
        }
      } else {
        requireNoKinks(l - 1, c);
        scaled = c;
        for (int i = 0; i < c.length; i++) {
          Rational[] slopes = point.slopes(l - 1, i);
          Rational[] row = c[i];
          Arrays.setAll(row, n -> Vectors.times(row[n], slopes[n], steps.work()));
        }
      }
    }
  }

  /** The derivatives by the weights and biases of a layer are zero. */
  private void requireZero(int layer, Rational[][] scaled) {
    Cleared[] inputs = new Cleared[network.width(layer - 1) + (network.bias() ? 1 : 0)];
    Rational[] ones = new Rational[network.samples()];
    Arrays.fill(ones, Rational.ONE);
    for (int j = 0; j < inputs.length; j++) {
      boolean isBias = j == network.width(layer - 1);
      inputs[j] = Cleared.of(isBias ? ones : point.outputs(layer - 1, j), steps.work());
    }
    for (int i = 0; i < scaled.length; i++) {
      Cleared row = Cleared.of(scaled[i], steps.work());
      for (int j = 0; j < inputs.length; j++) {
        int unit = i;
        int input = j;
        Claimed.require(
            Vectors.dot(row, inputs[j], steps.work()).signum() == 0,
            "verdict",
            () -> "derivative " + input + " of unit " + unit + " of layer " + layer + " is not 0",
            steps);
      }
    }
  }

  /** Returns c of the layer below: the transposed weights times a_l·c_l, a row for each unit. */
  private Rational[][] below(int layer, Rational[][] scaled) {
    Rational[][] weights = network.parameters().orElseThrow().weights().get(layer - 1);
    int samples = network.samples();
    steps.work().add(network.width(layer - 1), samples, scaled.length);
    steps.work().reserve(network.width(layer - 1), samples, Work.NUMBER);
    Cleared[] columns = new Cleared[samples];
    Arrays.setAll(columns, n -> column(scaled, n));
    Rational[][] c = new Rational[network.width(layer - 1)][samples];
    for (int i = 0; i < c.length; i++) {
      Cleared weight = column(weights, i);
      for (int n = 0; n < samples; n++) {
        c[i][n] = Vectors.dot(weight, columns[n], steps.work());
      }
    }
    return c;
  }

  private Cleared column(Rational[][] rows, int index) {
    return Cleared.of(
        Arrays.stream(rows).map(row -> row[index]).toArray(Rational[]::new), steps.work());
  }

  private void requireNoKinks(int layer, Rational[][] c) {
    BitSet smooth = voids.get(layer - 1);
    boolean linear = network.slope().equals(Rational.ONE);
    for (int i = 0; i < c.length; i++) {
      for (int n = 0; n < c[i].length; n++) {
        boolean zero = c[i][n].signum() == 0 || network.noise(layer).factor(i, n).signum() == 0;
        int unit = i;
        int sample = n;
        Claimed.require(
            linear || zero || smooth.get(n) || !point.isKink(layer, i, n),
            "verdict",
            () -> "unit " + unit + " of layer " + layer + " has a kink on sample " + sample,
            steps);
      }
    }
  }
}
