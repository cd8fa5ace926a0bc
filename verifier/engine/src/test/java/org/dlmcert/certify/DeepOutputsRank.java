package org.dlmcert.certify;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Random;
import org.dlmcert.certify.claim.OutputBiases;
import org.dlmcert.certify.claim.OutputWeights;
import org.dlmcert.exact.Rational;
import org.dlmcert.model.Instance;
import org.dlmcert.model.LayerNoise;
import org.dlmcert.model.Network;

/**
 * The rank of the gradient matrix with several outputs, at random noise modulo a prime, by the
 * definition: unit by unit, with the slopes of a random pattern in the layers with generic noise,
 * and with the signs of the preactivations below them.
 */
final class DeepOutputsRank {
  private static final long PRIME = 1_000_000_007L;

  private DeepOutputsRank() {}

  static boolean isFull(DeepOutputsTest.Case example, int pattern) {
    Instance instance = example.instance();
    Network network = instance.network();
    Random random = new Random(example.seed() * 31 + pattern);
    int last = network.depth() - 1;
    int k = network.outputs();
    int units = network.width(last);
    int below = network.width(last - 1) + (network.bias() ? 1 : 0);
    int extra = example.biases() == OutputBiases.TRAINED ? k : 0;
    long[][] held = new long[k][units];
    for (int c = 0; c < k; c++) {
      for (int i = 0; i < units; i++) {
        held[c][i] =
            example.weights() == OutputWeights.GENERIC
                ? draw(random)
                : residue(instance.weights().orElseThrow().matrix(last + 1).get(c, i));
      }
    }
    long[][] columns = new long[instance.samples() * k][units * below + extra];
    for (int n = 0; n < instance.samples(); n++) {
      long[] v = below(instance, n, random);
      for (int i = 0; i < units; i++) {
        long factor = slope(network, random) * draw(random) % PRIME;
        for (int c = 0; c < k; c++) {
          for (int j = 0; j < below; j++) {
            columns[n * k + c][i * below + j] = factor * held[c][i] % PRIME * v[j] % PRIME;
          }
        }
      }
      for (int c = 0; c < extra; c++) {
        columns[n * k + c][units * below + c] = 1;
      }
    }
    return rank(columns) == columns.length;
  }

  /** The outputs of layer L-2, with the 1 of a bias. */
  private static long[] below(Instance instance, int n, Random random) {
    Network network = instance.network();
    Rational[] exact = instance.dataset().inputs().row(n).toArray(Rational[]::new);
    int layer = 1;
    while (!(instance.noise(layer) instanceof LayerNoise.Generic)) {
      Rational[] u = new Rational[network.width(layer)];
      for (int i = 0; i < u.length; i++) {
        u[i] = instance.weights().orElseThrow().bias(layer, i);
        for (int j = 0; j < exact.length; j++) {
          u[i] = u[i].plus(instance.weights().get().matrix(layer).get(i, j).times(exact[j]));
        }
        u[i] = u[i].signum() < 0 ? u[i].times(network.slope()) : u[i];
      }
      exact = u;
      layer++;
    }
    long[] v = new long[exact.length];
    for (int j = 0; j < v.length; j++) {
      v[j] = residue(exact[j]);
    }
    for (; layer < network.depth() - 1; layer++) {
      long[] u = new long[network.width(layer)];
      for (int i = 0; i < u.length; i++) {
        u[i] = residue(instance.weights().orElseThrow().bias(layer, i));
        for (int j = 0; j < v.length; j++) {
          u[i] += residue(instance.weights().get().matrix(layer).get(i, j)) * v[j] % PRIME;
        }
        u[i] = u[i] % PRIME * slope(network, random) % PRIME * draw(random) % PRIME;
      }
      v = u;
    }
    if (!network.bias()) {
      return v;
    }
    long[] withOne = Arrays.copyOf(v, v.length + 1);
    withOne[v.length] = 1;
    return withOne;
  }

  private static long slope(Network network, Random random) {
    return random.nextBoolean() ? 1 : residue(network.slope());
  }

  private static long draw(Random random) {
    return 1 + random.nextInt((int) PRIME - 1);
  }

  private static long residue(Rational number) {
    BigInteger p = BigInteger.valueOf(PRIME);
    return number.numerator().multiply(number.denominator().modInverse(p)).mod(p).longValueExact();
  }

  private static int rank(long[][] rows) {
    int rank = 0;
    int width = rows.length == 0 ? 0 : rows[0].length;
    for (int j = 0; j < width && rank < rows.length; j++) {
      int pivot = rank;
      while (pivot < rows.length && rows[pivot][j] == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        continue;
      }
      long[] row = rows[pivot];
      rows[pivot] = rows[rank];
      rows[rank] = row;
      long inverse = inverse(row[j]);
      for (int i = rank + 1; i < rows.length; i++) {
        long factor = rows[i][j] * inverse % PRIME;
        for (int l = j; factor != 0 && l < width; l++) {
          rows[i][l] = Math.floorMod(rows[i][l] - factor * row[l] % PRIME, PRIME);
        }
      }
      rank++;
    }
    return rank;
  }

  private static long inverse(long a) {
    return BigInteger.valueOf(a).modInverse(BigInteger.valueOf(PRIME)).longValueExact();
  }
}
