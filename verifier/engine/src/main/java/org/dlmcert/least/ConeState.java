package org.dlmcert.least;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * What a node of a search over cones knows: the signs of output weights, 0 where it does not know,
 * and for each unit 2d generators of a cone that w̃ is in; at first the axes and their negatives.
 * Never changed.
 */
final class ConeState {
  private final byte[] output;
  private final BigInteger[][][] cones;

  private ConeState(byte[] output, BigInteger[][][] cones) {
    this.output = output;
    this.cones = cones;
  }

  /** Knows nothing. */
  static ConeState none(int units, int dimensions) {
    BigInteger[][] axes = new BigInteger[2 * dimensions][dimensions];
    for (int k = 0; k < axes.length; k++) {
      Arrays.fill(axes[k], BigInteger.ZERO);
      axes[k][k / 2] = BigInteger.valueOf(k % 2 == 0 ? 1 : -1);
    }
    BigInteger[][][] cones = new BigInteger[units][][];
    Arrays.fill(cones, axes);
    return new ConeState(new byte[units], cones);
  }

  int units() {
    return output.length;
  }

  int output(int unit) {
    return output[unit];
  }

  /** The generators of a unit, some of them 0. */
  BigInteger[][] cone(int unit) {
    return cones[unit];
  }

  /** The units of equal noise of which it knows the same as of this one, itself included. */
  int[] twins(int unit, LeastProblem problem) {
    return IntStream.range(0, output.length)
        .filter(
            j ->
                output[j] == output[unit]
                    && Arrays.deepEquals(cones[j], cones[unit])
                    && problem.equalNoise(unit, j))
        .toArray();
  }

  ConeState withOutput(int sign, int... units) {
    byte[] signs = output.clone();
    for (int i : units) {
      signs[i] = (byte) sign;
    }
    return new ConeState(signs, cones);
  }

  ConeState withGenerator(int place, BigInteger[] generator, int... units) {
    BigInteger[][][] changed = cones.clone();
    for (int i : units) {
      changed[i] = changed[i].clone();
      changed[i][place] = generator;
    }
    return new ConeState(output, changed);
  }

  /** One word: for each unit its output sign and its generators. */
  String text() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < output.length; i++) {
      text.append(i == 0 ? "" : ",").append(output[i]);
      for (BigInteger[] generator : cones[i]) {
        text.append(';');
        for (int j = 0; j < generator.length; j++) {
          text.append(j == 0 ? "" : ":").append(generator[j]);
        }
      }
    }
    return text.toString();
  }

  static ConeState parse(String text) {
    String[] units = text.split(",", -1);
    byte[] output = new byte[units.length];
    BigInteger[][][] cones = new BigInteger[units.length][][];
    for (int i = 0; i < units.length; i++) {
      String[] words = units[i].split(";", -1);
      output[i] = Byte.parseByte(words[0]);
      cones[i] = new BigInteger[words.length - 1][];
      for (int k = 1; k < words.length; k++) {
        cones[i][k - 1] =
            Arrays.stream(words[k].split(":", -1))
                .map(BigInteger::new)
                .toArray(BigInteger[]::new);
      }
    }
    return new ConeState(output, cones);
  }
}
