package org.dlmcert.checker.point;

import java.util.Arrays;
import java.util.stream.LongStream;
import org.dlmcert.checker.algebra.Steps;
import org.dlmcert.checker.algebra.Vectors;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.network.Network;
import org.dlmcert.checker.rule.Claimed;

/**
 * Whether the residuals are orthogonal to the outputs of all weights with given slopes above the
 * first layer (soundness.md sections 21 and 22): the products of slopes along the paths from an
 * output down to layer 2, one path after the other.
 */
public final class PathSums {
  private final Network network;
  private final ExactPoint point;
  private final Balance balance;
  private final Steps steps;

  PathSums(Network network, ExactPoint point, Balance balance, Steps steps) {
    this.network = network;
    this.point = point;
    this.balance = balance;
    this.steps = steps;
  }

  /** Rejects the claim unless this is so for all paths. */
  void require() {
    int last = network.layers();
    long[] paths =
        LongStream.concat(
                LongStream.of(Math.max(1, network.samples())),
                network.widths().stream().skip(1).mapToLong(width -> width))
            .toArray();
    steps.work().add(paths);
    int[] unit = new int[last + 1];
    // The product of residuals and slopes down to a layer, for every sample.
    Rational[][] product = new Rational[last + 1][];
    int l = last;
    while (l <= last) {
      if (unit[l] == network.width(l)) {
        l++;
        if (l <= last) {
          unit[l]++;
        }
        continue;
      }
      product[l] = l == last ? point.derivatives(unit[l]) : times(product[l + 1], l, unit[l]);
      if (network.bias()) {
        requireZeroSum(product[l], l, unit[l]);
      }
      if (l == 2) {
        balance.requireAll(product[l]);
        unit[l]++;
      } else {
        l--;
        unit[l] = 0;
      }
    }
  }

  private Rational[] times(Rational[] above, int layer, int unit) {
    Rational[] slopes = point.slopes(layer, unit);
    Rational[] product = new Rational[above.length];
    Arrays.setAll(product, n -> Vectors.times(above[n], slopes[n], steps.work()));
    return product;
  }

  private void requireZeroSum(Rational[] product, int layer, int unit) {
    Rational[] ones = new Rational[product.length];
    Arrays.fill(ones, Rational.ONE);
    Claimed.require(
        Vectors.dot(product, ones, steps.work()).signum() == 0,
        "verdict",
        () -> "the sum over the samples at unit " + unit + " of layer " + layer + " is not 0",
        steps);
  }
}
