package org.dlmcert.checker.network;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.BitSet;
import org.dlmcert.checker.algebra.Cleared;
import org.dlmcert.checker.form.Rational;
import org.dlmcert.checker.form.Work;

/**
 * The signs of the preactivations of the last hidden layer at a point: for each unit the samples on
 * which it is positive and negative; and the samples whose input to the layer is zero.
 */
public record Preactivations(BitSet[] positive, BitSet[] negative, BitSet zeroSamples) {

  /** Multiplies the weights, D rows of d, with every sample: D·d·N multiplications. */
  public static Preactivations at(
      Rational[][] weights, LastHiddenLayer layer, int samples, Work work) {
    work.add(weights.length, layer.length(), samples);
    work.reserve(weights.length, samples / (Long.SIZE / 2) + 2L);
    BigInteger[][] rows = new BigInteger[weights.length][];
    BitSet[] positive = new BitSet[weights.length];
    BitSet[] negative = new BitSet[weights.length];
    BitSet zeroSamples = new BitSet();
    long longest = 1;
    for (int i = 0; i < weights.length; i++) {
      // Denominators are positive, so clearing them keeps the signs.
      rows[i] = Cleared.of(weights[i], work).integers();
      positive[i] = new BitSet();
      negative[i] = new BitSet();
      longest = Math.max(longest, Work.length(rows[i]));
    }
    for (int n = 0; n < samples; n++) {
      BigInteger[] x = Cleared.of(layer.column(n), work).integers();
      work.add(weights.length, layer.length(), longest * Work.length(x) - 1);
      zeroSamples.set(n, Arrays.stream(x).allMatch(entry -> entry.signum() == 0));
      for (int i = 0; i < rows.length; i++) {
        int sign = Cleared.dot(rows[i], x).signum();
        positive[i].set(n, sign > 0);
        negative[i].set(n, sign < 0);
      }
    }
    return new Preactivations(positive, negative, zeroSamples);
  }
}
